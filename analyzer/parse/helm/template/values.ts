import { TemplateError } from './errors.js';

/**
 * Go values as templates see them. A JavaScript number is a `float64`, which is what every number in a values file is to Helm;
 * integers, which only literals and functions make, are `GoInt`. Maps have no prototype keys, so any key is safe.
 */
export type GoValue = null | string | boolean | number | GoInt | GoList | GoMap | GoObject;
export type GoMap = Map<string, GoValue>;
export type GoList = GoValue[];

export class GoInt {
  constructor(
    readonly value: number,
    readonly type: 'int' | 'int64' = 'int',
  ) {}
}

export type GoMethod = (args: readonly GoValue[]) => GoValue;

/** A Go struct or named type with methods: `.Chart`, `.Files`, `.Capabilities.APIVersions`, a date, a version. */
export class GoObject {
  constructor(
    readonly typeName: string,
    readonly kind: 'struct' | 'map' | 'slice' | 'ptr',
    readonly fields: GoMap,
    readonly methods: Readonly<Record<string, GoMethod>> = {},
    /** How `%v` prints it. */
    readonly text?: string,
    /** What `toJson`, `range`, `len` and `index` see. */
    readonly content: GoMap | GoList = fields,
  ) {}
}

export const int = (value: number): GoInt => new GoInt(Math.trunc(value));
export const int64 = (value: number): GoInt => new GoInt(Math.trunc(value), 'int64');

export const isMap = (value: GoValue | undefined): value is GoMap => value instanceof Map;
export const isList = (value: GoValue | undefined): value is GoList => Array.isArray(value);

export function kindOf(value: GoValue): string {
  if (value === null) return 'invalid';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  if (value instanceof GoInt) return value.type;
  if (value instanceof GoObject) return value.kind;
  return isMap(value) ? 'map' : 'slice';
}

export function typeOf(value: GoValue): string {
  if (value === null) return '<nil>';
  if (value instanceof GoObject) return value.typeName;
  if (isMap(value)) return NAMED.get(value) ?? 'map[string]interface {}';
  return isList(value) ? '[]interface {}' : kindOf(value);
}

const NAMED = new WeakMap<GoMap, string>();
/** Gives a map a Go type name of its own: `.Values` is a `chartutil.Values`. */
export function nameType(map: GoMap, name: string): GoMap {
  NAMED.set(map, name);
  return map;
}

/** What `if`, `and`, `or`, `not` and `with` go by; sprig's `empty` agrees. https://pkg.go.dev/text/template#hdr-Actions */
export function isTrue(value: GoValue): boolean {
  if (value === null) return false;
  if (typeof value === 'string') return value.length > 0;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (value instanceof GoInt) return value.value !== 0;
  if (value instanceof GoObject) return value.kind === 'struct' || value.kind === 'ptr' || sizeOf(value.content) > 0;
  return sizeOf(value) > 0;
}

export const sizeOf = (value: GoMap | GoList): number => (isMap(value) ? value.size : value.length);

/** Go ranges over maps in the order of their keys, by bytes of UTF-8: code points. */
export const sortedKeys = (map: GoMap): string[] => [...map.keys()].sort(compareCodePoints);

export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  for (let at = 0; at < a.length && at < b.length; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0);
  }
  return a.length - b.length;
}

/** A deep structure is only made by a template that wants to harm, or by a map that holds itself. */
const MAX_DEPTH = 300;
export function deeper(depth: number): number {
  if (depth >= MAX_DEPTH) throw new TemplateError(`a value is nested more than ${MAX_DEPTH} levels deep`);
  return depth + 1;
}

/** reflect.DeepEqual: types count, so `1` of a values file does not equal the literal 1. */
export function deepEqual(a: GoValue, b: GoValue, depth = 0): boolean {
  if (a === b) return true;
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value && a.type === b.type;
  const next = deeper(depth);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => deepEqual(item, b[index] ?? null, next));
  if (isMap(a) && isMap(b)) return a.size === b.size && [...a].every(([key, item]) => b.has(key) && deepEqual(item, b.get(key) ?? null, next));
  return false;
}
