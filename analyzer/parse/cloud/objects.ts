import { isSecretName, safeNamedText } from '../../facts/secrets.js';
import type { CloudArgument, CloudLeaf, CloudObjectFact } from '../../facts/types.js';
import { providerOf } from './catalogue/index.js';
import { numberOf, placed } from './field.js';
import { originsOf, textOf, type CloudResource, type CloudValue, type Entry, type Origin } from './value.js';

const MAX_DEPTH = 8;
const MAX_TEXT = 300;
/** Arguments of one resource; who needs more writes a policy or a program. */
const MAX_NODES = 600;
/** They say how a template is applied, and hold scripts. */
const SKIPPED = new Set(['count', 'for_each', 'provisioner', 'connection', 'depends_on', 'user_data', 'user_data_base64']);

/** Every resource as it is written. Unread modules are among them, as `module`. */
export const cloudObjects = (resources: readonly CloudResource[], language: CloudObjectFact['language']): CloudObjectFact[] => resources.map((resource) => objectOf(resource, language));

function objectOf(resource: CloudResource, language: CloudObjectFact['language']): CloudObjectFact {
  const { address, label, at, multiplicity } = resource;
  const type = resource.source === undefined ? resource.type : 'module';
  const budget = { left: MAX_NODES };
  const given: Record<string, CloudArgument> = {};
  for (const name of resource.names) {
    const argument = SKIPPED.has(name) || (name === 'source' && resource.source !== undefined) ? undefined : argumentOf(resource.argument(name), name, budget);
    if (argument) define(given, name, argument);
  }
  // Cleaned as other addresses are, it would lose its version.
  const source = resource.source === undefined ? undefined : resource.argument('source');
  if (source) define(given, 'source', { value: publicSource(resource.source!), at: source.at });
  const many = multiplicity && numberOf({ key: multiplicity.at, value: multiplicity, at: multiplicity.at });
  return {
    kind: 'cloud-object', at, ref: { kind: resource.written ?? type, name: label }, labels: {}, annotations: resource.annotations ?? {},
    provider: providerOf(type), language, type, address, given, ...(many ? { multiplicity: many } : {}),
  };
}

/** A module's address without who asks for it: `git::https://host/x.git?ref=v1`. */
const publicSource = (source: string): string => source.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/, (query) => /[?&](?:ref|rev)=[\w./-]{1,80}/.exec(query)?.[0].replace('&', '?') ?? '').slice(0, MAX_TEXT);

/** Names come from the input, `__proto__` among them. */
const define = (into: Record<string, CloudArgument>, name: string, value: CloudArgument): void => void Object.defineProperty(into, name, { value, enumerable: true });

interface Budget { left: number }

function argumentOf(entry: Entry | undefined, name: string, budget: Budget, depth = 0): CloudArgument | undefined {
  if (entry === undefined || depth > MAX_DEPTH || budget.left-- <= 0) return undefined;
  const { value, at } = entry;
  switch (value.is) {
    case 'list': return { items: value.items.flatMap((item) => argumentOf({ key: item.at, value: item, at: item.at }, name, budget, depth + 1) ?? []), at };
    case 'map': return { fields: fieldsOf(value.entries, budget, depth), at };
    default: return leafOf(value, at, name);
  }
}

function fieldsOf(entries: ReadonlyMap<string, Entry>, budget: Budget, depth: number): Record<string, CloudArgument> {
  // `{ name = "DB_PASSWORD", value = ... }`: the value is what its name says.
  const named = textOf((entries.get('name') ?? entries.get('Name') ?? entries.get('key') ?? entries.get('Key'))?.value);
  const fields: Record<string, CloudArgument> = {};
  for (const [key, entry] of entries) {
    const field = argumentOf(entry, named === undefined ? key : /^value$/i.test(key) ? named : /^key$/i.test(key) ? 'name' : key, budget, depth + 1);
    if (field) define(fields, key, field);
  }
  return fields;
}

function leafOf(value: Exclude<CloudValue, { is: 'list' | 'map' }>, given: Entry['at'], name: string): CloudLeaf | undefined {
  if (value.is === 'scalar' && value.value === null) return undefined;
  const at = value.is === 'scalar' ? placed(given, value.at) : given;
  const refs = refsOf(originsOf(value));
  if (value.is === 'encoded' || value.is === 'resource') return { unknown: '…', at, ...refs };
  if (value.is === 'scalar' && typeof value.value === 'boolean') return { value: value.value, at, ...refs };
  if (value.is === 'scalar' && typeof value.value === 'number') return isSecretName(name) ? { unknown: 'redacted', at } : { value: value.value, at, ...refs };
  const text = textOf(value);
  if (text === undefined) return { unknown: value.is === 'unknown' ? value.source.slice(0, 120) : '…', at, ...refs };
  return text.length <= MAX_TEXT && safeNamedText(name, text) === text ? { value: text, at, ...refs } : { unknown: 'redacted', at, ...refs };
}

const refsOf = (origins: readonly Origin[]): { readonly refs?: readonly string[] } => (origins.length === 0 ? {} : { refs: [...new Set(origins.map(({ resource }) => resource))] });
