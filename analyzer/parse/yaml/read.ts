import type { Place } from '../../facts/place.js';
import type { Unknown, Value } from '../../facts/value.js';
import type { YamlEntry, YamlNode } from './node.js';

/** Where a node is written. */
export const placeOf = (node: YamlNode): Place => node.source.place(node.start, node.end);

/** Where an entry's key is written. */
export const entryPlace = (entry: YamlEntry): Place => placeOf(entry.key);

/** Follows map keys and sequence indexes; undefined as soon as one is missing or the node is of another type. */
export function get(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlNode | undefined {
  let current = node;
  for (const step of path) {
    current = typeof step === 'string' ? entryOf(current, step)?.value : items(current)[step];
    if (current === undefined) return undefined;
  }
  return current;
}

/** The entry of a key. Keys are unique: of duplicates the tree holds the last. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node === undefined || node.type !== 'map') return undefined;
  for (const entry of node.entries) if (entry.key.text === key) return entry;
  return undefined;
}

const NONE: readonly never[] = [];

/** A map's entries; of anything else none. */
export const entries = (node: YamlNode | undefined): readonly YamlEntry[] => (node?.type === 'map' ? node.entries : NONE);

/** A sequence's items; of anything else none. */
export const items = (node: YamlNode | undefined): readonly YamlNode[] => (node?.type === 'sequence' ? node.items : NONE);

/** Missing, or written as null: Kubernetes and Compose treat both as not set. */
export const isNull = (node: YamlNode | undefined): boolean => node === undefined || (node.type === 'scalar' && node.value === null);

/** Text of any scalar but null: numbers and booleans as they are written. */
export const stringOf = (node: YamlNode | undefined): string | undefined => (node?.type === 'scalar' && node.value !== null ? node.text : undefined);

/** Text of any scalar but null, with its place. */
export function stringValue(node: YamlNode | undefined): Value<string> | undefined {
  const text = stringOf(node);
  if (node === undefined || text === undefined) return undefined;
  return unknownValue(node) ?? { value: text, at: placeOf(node) };
}

/** What stands in for a value that its source could not evaluate. */
export function unknownValue(node: YamlNode): Unknown | undefined {
  const unknown = node.type === 'scalar' ? node.source.unknown?.(node.start, node.end) : undefined;
  return unknown === undefined ? undefined : { unknown, at: placeOf(node) };
}

/** A number; unknown when something else is there, undefined when nothing is. */
export const numberValue = (node: YamlNode | undefined): Value<number> | undefined =>
  scalarValue(node, (value): value is number => typeof value === 'number' && Number.isFinite(value));

/** A boolean; unknown when something else is there, undefined when nothing is. */
export const boolValue = (node: YamlNode | undefined): Value<boolean> | undefined => scalarValue(node, (value): value is boolean => typeof value === 'boolean');

/** Kubernetes IntOrString: a port's name or number, `25%` or `1`. Unknown when it is neither. */
export const intOrString = (node: YamlNode | undefined): Value<number | string> | undefined =>
  scalarValue(node, (value): value is number | string => typeof value === 'number' || typeof value === 'string');

function scalarValue<T>(node: YamlNode | undefined, accepts: (value: unknown) => value is T): Value<T> | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const unknown = unknownValue(node);
  if (unknown !== undefined) return unknown;
  if (node.type === 'scalar' && accepts(node.value)) return { value: node.value, at: placeOf(node) };
  return { unknown: node.type === 'scalar' ? node.text : node.type, at: placeOf(node) };
}

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** Plain JavaScript, as a loader would return it. Objects have no prototype: a `__proto__` key is a key like any other. */
export function toPlain(node: YamlNode | undefined): Plain {
  if (node === undefined) return null;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'sequence') return node.items.map(toPlain);
  const object = Object.create(null) as { [key: string]: Plain };
  for (const entry of node.entries) object[entry.key.text] = toPlain(entry.value);
  return object;
}
