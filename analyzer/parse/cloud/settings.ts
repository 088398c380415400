import type { CloudSetting } from '../../facts/types.js';
import type { Value } from '../../facts/value.js';
import { parts, type ResourceKind, type SettingRule } from './catalogue/index.js';
import { connectionLimit } from './connection-limit.js';
import { boolOf, elements, field, numberOf, stringOf } from './field.js';
import type { Followed } from './follow.js';
import type { Relations } from './relations.js';
import { originsOf, type CloudResource } from './value.js';

/** The settings that a resource's entry in the tables asks for, with the platform's values where nobody says. */
export function settingsOf(resource: CloudResource, kind: ResourceKind, stack: Followed, { settings, members }: Relations): CloudSetting[] {
  const ruled = (kind.settings ?? []).flatMap((rule) => settingOf(holderOf(resource, rule, stack), rule));
  const instances = members.get(resource.address) ?? [];
  const joined = [...(settings.get(resource.address) ?? []), ...partSettings(resource, stack), ...connectionLimit(resource)];
  const given = new Set([...ruled, ...joined].map((row) => row.name));
  const own = ruled.filter((row) => row.source === undefined || !joined.some(({ name }) => name === row.name));
  return [...own, ...joined, ...(instances.length > 0 && !given.has('instanceCount') ? [memberCount(instances)] : [])];
}

/** The resource that has the argument: itself, or one that it names. */
function holderOf(resource: CloudResource, { of }: SettingRule, { byAddress }: Followed): CloudResource | undefined {
  return of === undefined ? resource : originsOf(field(resource, of)?.value).flatMap((origin) => byAddress.get(origin.resource) ?? [])[0];
}

/** What its parts say, where all of them say the same. */
function partSettings(resource: CloudResource, stack: Followed): CloudSetting[] {
  return [...parts].flatMap(([type, { of, settings }]) => {
    const own = stack.ofType(type).filter((part) => stack.components(field(part, of)?.value).includes(resource));
    return settings.flatMap((rule) => {
      const [first, ...more] = own.flatMap((part) => settingOf(part, rule));
      const agreed = first && more.every(({ value }) => 'value' in value && 'value' in first.value && value.value === first.value.value);
      return first ? [agreed ? first : { name: rule.name, value: { unknown: 'each of its parts says something else', at: first.value.at } }] : [];
    });
  });
}

function settingOf(resource: CloudResource | undefined, rule: SettingRule): CloudSetting[] {
  if (resource === undefined) return [];
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
    case 'number': return times(numberOf(entry), rule.times);
    case 'flag': return boolOf(entry);
    case 'text': return stringOf(entry);
    case 'present': return { value: true, at: entry.at };
    case 'size': {
      const { value, at } = entry;
      if (value.is === 'map') return { value: value.entries.size, at };
      return value.is === 'list' && !value.items.some((item) => item.is === 'unknown' && item.many) ? { value: elements(value).length, at } : { unknown: rule.from.split('|')[0]!, at };
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

const times = (value: Value<number> | undefined, by = 1): Value<number> | undefined => (value && 'value' in value ? { value: value.value * by, at: value.at } : value);

/** Instances are resources of their own; how many there are is known when each of them says. */
function memberCount(instances: readonly CloudResource[]): CloudSetting {
  const at = instances[0]!.at;
  const counts = instances.map((i) => (i.multiplicity === undefined ? 1 : i.multiplicity.is === 'scalar' ? Number(i.multiplicity.value) : Number.NaN));
  const total = counts.reduce((a, b) => a + b, 0);
  return { name: 'instanceCount', value: Number.isNaN(total) ? { unknown: 'count', at } : { value: total, at } };
}
