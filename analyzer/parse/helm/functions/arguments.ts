import { TemplateError } from '../template/errors.js';
import type { Call, GoFunction } from '../template/evaluate.js';
import { printNested } from '../template/print.js';
import { GoInt, GoObject, isList, isMap, typeOf, type GoList, type GoMap, type GoValue } from '../template/values.js';

/** A family of functions by name. */
export type Family = Readonly<Record<string, GoFunction>>;

/** An argument that must be text: Go does not convert. */
export function text(args: readonly GoValue[], index: number): string {
  const value = at(args, index);
  if (typeof value === 'string') return value;
  throw wrong('string', value);
}

/** An argument that must be an integer: a values file's number is a float64 and is refused. */
export function integer(args: readonly GoValue[], index: number): number {
  const value = at(args, index);
  if (value instanceof GoInt) return value.value;
  throw wrong('int', value);
}

export function map(args: readonly GoValue[], index: number): GoMap {
  const value = at(args, index);
  if (isMap(value)) return value;
  if (value instanceof GoObject && isMap(value.content)) return value.content;
  throw wrong('map[string]interface {}', value);
}

export function list(args: readonly GoValue[], index: number): GoList {
  const value = at(args, index);
  if (isList(value)) return value;
  if (value instanceof GoObject && isList(value.content)) return value.content;
  throw wrong('a list', value);
}

export function at(args: readonly GoValue[], index: number): GoValue {
  const value = args[index];
  if (value === undefined) throw new TemplateError(`wrong number of args: want at least ${index + 1} got ${args.length}`);
  return value;
}

const wrong = (expected: string, value: GoValue): TemplateError => new TemplateError(value === null ? `invalid value; expected ${expected}` : `wrong type for value; expected ${expected}; got ${typeOf(value)}`);

/** sprig's strval: how a value reads inside other text. */
export const strval = printNested;

/** A list as sprig's strslice reads it: nil is left out, one value is a list of one. */
export function strings(value: GoValue): string[] {
  if (value === null) return [];
  const items = isList(value) ? value : value instanceof GoObject && isList(value.content) ? value.content : [value];
  return items.filter((item) => item !== null).map(strval);
}

/** A function of one text. */
export const onText =
  (change: (value: string) => GoValue): GoFunction =>
  (args) =>
    change(text(args, 0));

/** Asks the budget before text is made. */
export function made(call: Call, value: string): string {
  call.budget.text(value.length);
  return value;
}

/** A value that the real Helm draws, computes from the clock or asks a cluster for: it stands in, and says so. */
export const standIn = (value: GoValue, what: string) => ({ result: { value, origin: { unknown: what } } });
