import type { CloudSetting } from '../../facts/types.js';
import type { ResourceKind, SettingRule } from './catalogue/index.js';
import { boolOf, elements, field, numberOf, stringOf } from './field.js';
import type { Relations } from './relations.js';
import type { CloudResource } from './value.js';

/** The settings that a resource's entry in the tables asks for, with the platform's values where nobody says. */
export function settingsOf(resource: CloudResource, kind: ResourceKind, { settings, members }: Relations): CloudSetting[] {
  const own = (kind.settings ?? []).flatMap((rule) => settingOf(resource, rule));
  const instances = members.get(resource.address) ?? [];
  const joined = settings.get(resource.address) ?? [];
  const given = new Set([...own, ...joined].map((row) => row.name));
  return [...own, ...joined, ...(instances.length > 0 && !given.has('instanceCount') ? [memberCount(instances)] : [])];
}

function settingOf(resource: CloudResource, rule: SettingRule): CloudSetting[] {
  const value = read(resource, rule);
  if (value !== undefined) return [{ name: rule.name, value }];
  // What a module of somebody else does with an input that is not given is its own business.
  if (rule.otherwise === undefined || resource.source !== undefined) return [];
  return [{ name: rule.name, value: { value: rule.otherwise.value, at: resource.at }, source: rule.otherwise.source }];
}

function read(resource: CloudResource, rule: SettingRule): CloudSetting['value'] | undefined {
  const entry = field(resource, rule.from);
  if (entry === undefined) return undefined;
  switch (rule.as) {
    case 'number': return numberOf(entry);
    case 'flag': return boolOf(entry);
    case 'text': return stringOf(entry);
    case 'present': return { value: true, at: entry.at };
    case 'size': {
      const { value, at } = entry;
      if (value.is === 'map') return { value: value.entries.size, at };
      return value.is === 'list' ? { value: elements(value).length, at } : { unknown: rule.from.split('|')[0]!, at };
    }
    case 'words': {
      const text = stringOf(entry);
      if (text === undefined || 'unknown' in text) return text;
      const table = rule.words!;
      return Object.hasOwn(table, text.value) ? { value: table[text.value]!, at: text.at } : { unknown: text.value, at: text.at };
    }
    default: return rule.as satisfies never;
  }
}

/** Instances are resources of their own; how many there are is known when each of them says. */
function memberCount(instances: readonly CloudResource[]): CloudSetting {
  const at = instances[0]!.at;
  const counts = instances.map((i) => (i.multiplicity === undefined ? 1 : i.multiplicity.is === 'scalar' ? Number(i.multiplicity.value) : Number.NaN));
  const total = counts.reduce((a, b) => a + b, 0);
  return { name: 'instanceCount', value: Number.isNaN(total) ? { unknown: 'count', at } : { value: total, at } };
}
