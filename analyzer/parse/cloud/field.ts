import type { Value } from '../../facts/value.js';
import { decode } from './decode.js';
import { joinParts, partsOf, textOf, type CloudResource, type CloudValue, type Entry } from './value.js';

/** `desired_count`, `DesiredCount` and `desiredCount` are one argument. */
const plainName = (name: string): string => name.replaceAll('_', '').toLowerCase();

/**
 * An argument by its path, through nested blocks, maps and encoded text; `a.b|c` tries one path after the other. Of a list the
 * first element counts, as nested blocks that stand once are lists of one.
 */
export function field(of: CloudResource | CloudValue | undefined, paths: string): Entry | undefined {
  for (const path of paths.split('|')) {
    const found = walk(of, path.split('.'));
    if (found && !(found.value.is === 'scalar' && found.value.value === null)) return found;
  }
  return undefined;
}

function walk(of: CloudResource | CloudValue | undefined, path: readonly string[]): Entry | undefined {
  const [name, ...rest] = path;
  const entry = of === undefined || name === undefined ? undefined : entryOf(of, name);
  return entry && (rest.length === 0 ? entry : walk(entry.value, rest));
}

function entryOf(of: CloudResource | CloudValue, name: string): Entry | undefined {
  if ('address' in of) return of.argument(name) ?? of.argument(of.names.find((n) => plainName(n) === plainName(name)) ?? name);
  if (of.is === 'list') return of.items[0] && entryOf(of.items[0], name);
  if (of.is === 'encoded') return entryOf(of.of, name);
  if (of.is === 'text' || (of.is === 'scalar' && typeof of.value === 'string' && /^\s*[{[]/.test(of.value))) {
    const inner = decode(of);
    return inner.is === 'map' || inner.is === 'list' ? entryOf(inner, name) : undefined;
  }
  if (of.is !== 'map') return undefined;
  const exact = of.entries.get(name);
  if (exact) return exact;
  for (const [key, entry] of of.entries) if (plainName(key) === plainName(name)) return entry;
  return undefined;
}

/** A list's elements; a map's values; one thing by itself. */
export function elements(value: CloudValue | undefined): readonly CloudValue[] {
  if (value === undefined || (value.is === 'scalar' && value.value === null)) return [];
  if (value.is === 'list') return value.items;
  if (value.is === 'encoded') return elements(value.of);
  if (value.is === 'text' || value.is === 'scalar') {
    const inner = decode(value);
    return inner.is === 'list' || inner.is === 'map' ? elements(inner) : [];
  }
  return value.is === 'map' ? [value] : [];
}

/** As a fact: where it is given, and where its value was written when that is elsewhere. */
function valueOf(entry: Entry | undefined): Value<string | number | boolean> | undefined {
  if (entry === undefined) return undefined;
  const { value, at } = entry;
  if (value.is === 'scalar') return value.value === null ? undefined : { value: value.value, at: placed(at, value.at) };
  const text = textOf(value);
  return text === undefined ? { unknown: value.is === 'unknown' ? value.source : '…', at } : { value: text, at };
}

/** Where a value is given, and where it was written when that is elsewhere: a variable's default. */
export const placed = (at: Entry['at'], written: Entry['at']): Entry['at'] =>
  at.file === written.file && at.line === written.line ? at : { ...at, from: { file: written.file, line: written.line, column: written.column, length: written.length, label: 'value' } };

export function numberOf(entry: Entry | undefined): Value<number> | undefined {
  const value = valueOf(entry);
  if (value === undefined || 'unknown' in value) return value;
  const number = typeof value.value === 'boolean' ? Number.NaN : Number(value.value);
  return Number.isFinite(number) ? { value: number, at: value.at } : { unknown: String(value.value), at: value.at };
}

export function boolOf(entry: Entry | undefined): Value<boolean> | undefined {
  const value = valueOf(entry);
  if (value === undefined || 'unknown' in value) return value;
  const flag = value.value === true || value.value === 'true' ? true : value.value === false || value.value === 'false' ? false : undefined;
  return flag === undefined ? { unknown: String(value.value), at: value.at } : { value: flag, at: value.at };
}

export function stringOf(entry: Entry | undefined): Value<string> | undefined {
  const value = valueOf(entry);
  return value === undefined || 'unknown' in value ? value : { value: String(value.value), at: value.at };
}

/** What the author called it: the text without what the environment puts before or behind it. */
export function ownWords(value: CloudValue | undefined): string | undefined {
  if (value === undefined || (value.is !== 'scalar' && value.is !== 'text')) return undefined;
  const parts = partsOf(value);
  const own = joinParts(parts.filter((part) => part.is === 'scalar' && !part.input), value.at);
  const words = (own.is === 'scalar' ? String(own.value) : own.is === 'text' ? own.parts.map((p) => (p.is === 'scalar' ? String(p.value) : '')).join('') : '').replace(/([-_./])[-_./]+/g, '$1').replace(/^[-_./]|[-_./]$/g, '');
  return words === '' ? textOf(value) : words;
}
