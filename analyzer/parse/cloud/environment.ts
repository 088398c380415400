import { safeTemplate } from '../../facts/secrets.js';
import type { Template, TemplatePart } from '../../facts/template.js';
import type { CloudReference, EnvVar } from '../../facts/types.js';
import { elements, field, stringOf } from './field.js';
import { isPort, storedValue, type Followed } from './follow.js';
import { partsOf, textOf, type CloudValue, type Entry } from './value.js';

export interface Environment {
  readonly env: readonly EnvVar[];
  /** Some of what it is given could not be read. */
  readonly unread: boolean;
  readonly references: readonly CloudReference[];
}

/** The variables that a container or function is given, as maps or as lists of names and values, secrets followed. */
export function readEnvironment(all: readonly (Entry | undefined)[], stack: Followed, byName: (value: string) => string | undefined): Environment {
  const env: EnvVar[] = [];
  const references: CloudReference[] = [];
  for (const { name, key, value, at } of all.flatMap(variablesOf)) {
    const stored = storedValue(value, stack) ?? value;
    const place = key.file === at.file && key.line === at.line ? at : { ...key, from: { file: at.file, line: at.line, column: at.column, length: at.length, label: name } };
    const literal = textOf(stored);
    const named = literal !== undefined && NAMES_A_STORE.test(name) ? byName(literal) : undefined;
    if (!FOR_THE_PLATFORM.test(name)) for (const to of new Set([...stack.components(stored).map((c) => c.address), ...(named === undefined ? [] : [named])])) references.push({ to, via: 'env', at: place, note: `env ${name}` });
    const template = safeTemplate(name, templateOf(stored, stack));
    env.push({ name, at: key, ...(template ? { value: template, valueAt: at } : {}) });
  }
  return { env, references, unread: all.some((entry) => entry !== undefined && !isRead(entry.value)) };
}

/** `ORDERS_TABLE=orders`: the value is the whole name of a table, and the variable says that it is one. */
const NAMES_A_STORE = /(?:^|_)(?:TABLE|QUEUE|TOPIC|BUCKET|STREAM)S?(?:_NAME|_URL|_ARN)?$/i;

/** `ECS_SERVICE_NAMES=cart,orders`: what the platform is asked about by name, and nobody calls. */
const FOR_THE_PLATFORM = /(?:^|_)(?:SERVICE|CLUSTER)_NAMES?$/i;

interface Pair {
  readonly name: string;
  readonly key: Entry['key'];
  readonly value: CloudValue;
  readonly at: Entry['at'];
}

/** Every name is known, whatever the values are. */
function isRead(value: CloudValue): boolean {
  if (value.is === 'encoded') return isRead(value.of);
  if (value.is === 'map') return [...value.entries].every(([name, { value: inner }]) => name !== 'variables' || isRead(inner));
  const items = value.is === 'list' ? value.items : undefined;
  return items !== undefined && items.every((item) => namedPair(item).length > 0 || (item.is === 'map' && isRead(item) && field(item, 'variables') !== undefined));
}

function variablesOf(entry: Entry | undefined): Pair[] {
  if (!entry) return [];
  const value = entry.value.is === 'encoded' ? entry.value.of : entry.value;
  if (value.is === 'map') {
    const inner = field(value, 'variables');
    return inner ? variablesOf(inner) : [...value.entries].map(([name, e]) => ({ name, key: e.key, value: e.value, at: e.at }));
  }
  // Nobody knows the names; what is among the values is still known.
  if (value.is === 'unknown') return value.origins.length > 0 ? [{ name: '…', key: entry.key, value, at: entry.at }] : [];
  return elements(value).flatMap(namedPair);
}

function namedPair(item: CloudValue): Pair[] {
  const block = field(item, 'variables');
  if (block) return variablesOf(block);
  const name = field(item, 'name|key');
  const known = stringOf(name);
  const value = field(item, 'value|value_from.secret_key_ref.name|value_source.secret_key_ref.secret|valueFrom|secret_name');
  return name && value && known && 'value' in known ? [{ name: known.value, key: name.value.at, value: value.value, at: value.value.at }] : [];
}

/** Text with the resources that it names: a hole that is a component's address becomes the component's name in the stack. */
export function templateOf(value: CloudValue, stack: Followed): Template {
  const parts: TemplatePart[] = [];
  for (const part of partsOf(value)) {
    if (part.is === 'scalar') parts.push({ text: String(part.value) });
    else if (part.origins.length > 0 && part.origins.every(isPort)) dropColon(parts);
    else {
      const components = new Set(part.origins.flatMap((o) => stack.componentsOf(o)).map((c) => (c.unit === undefined ? c.address : c.address.slice(c.unit.length + 1))));
      parts.push(components.size === 1 ? { text: [...components][0]! } : { unknown: part.source.slice(0, 120) });
    }
  }
  return parts;
}

/** A port that only the provider knows adds nothing to an address. */
function dropColon(parts: TemplatePart[]): void {
  const last = parts.at(-1);
  if (last && 'text' in last && last.text.endsWith(':')) parts[parts.length - 1] = { text: last.text.slice(0, -1) };
}
