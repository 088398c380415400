import { TemplateError } from '../template/errors.js';
import { originOf } from '../template/origin.js';
import { printNested } from '../template/print.js';
import { sprintf } from '../template/printf.js';
import { compareCodePoints, GoInt, GoObject, int, isList, isMap, isTrue, sizeOf, typeOf, type GoValue } from '../template/values.js';
import { at, made, text, type Family } from './arguments.js';

/** The functions of text/template itself. https://pkg.go.dev/text/template#hdr-Functions */
export const builtinFunctions: Family = {
  not: (args) => !isTrue(at(args, 0)),
  eq: (args) => equalsAny(at(args, 0), args.slice(1)),
  ne: (args) => !equals(at(args, 0), at(args, 1)),
  lt: (args) => compare(at(args, 0), at(args, 1)) < 0,
  le: (args) => compare(at(args, 0), at(args, 1)) <= 0,
  gt: (args) => compare(at(args, 0), at(args, 1)) > 0,
  ge: (args) => compare(at(args, 0), at(args, 1)) >= 0,
  len: (args) => int(length(at(args, 0))),
  index: (args) => ({ result: indexed(args) }),
  print: (args, call) => made(call, print(args)),
  println: (args, call) => made(call, `${args.map(printNested).join(' ')}\n`),
  printf: (args, call) => sprintf(text(args, 0), args.slice(1), call.budget),
  html: (args) => print(args).replace(/[\0"'&<>]/g, (char) => HTML[char] ?? char),
  js: (args) => print(args).replace(/[\\'"<>&=\n\r\t]/g, (char) => SCRIPT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
  urlquery: (args) => encodeURIComponent(print(args)).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+'),
  call: () => {
    throw new TemplateError('call needs a function, and values have none');
  },
};

const HTML: Readonly<Record<string, string>> = { '\0': '\uFFFD', '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const SCRIPT: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '"': '\\"', '\n': '\\u000A', '\r': '\\u000D', '\t': '\\u0009' };

/** Spaces go between operands when neither is text. */
const print = (args: readonly GoValue[]): string => args.map((arg, index) => (index > 0 && typeof arg !== 'string' && typeof args[index - 1] !== 'string' ? ' ' : '') + printNested(arg)).join('');

function equalsAny(value: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new TemplateError('missing argument for comparison');
  return others.some((other) => equals(value, other));
}

/** An integer never equals a float: Go calls the types incompatible. nil equals nothing but nil. */
function equals(a: GoValue, b: GoValue): boolean {
  if (a === null || b === null) return a === b;
  if (basicKind(a) !== basicKind(b)) throw new TemplateError('incompatible types for comparison');
  return a instanceof GoInt && b instanceof GoInt ? a.value === b.value : a === b;
}

function compare(a: GoValue, b: GoValue): number {
  const kind = basicKind(a);
  if (kind !== basicKind(b)) throw new TemplateError('incompatible types for comparison');
  if (kind === 'bool') throw new TemplateError('invalid type for comparison');
  if (a instanceof GoInt && b instanceof GoInt) return a.value - b.value;
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareCodePoints(String(a), String(b));
}

function basicKind(value: GoValue): string {
  if (value instanceof GoInt) return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  throw new TemplateError('invalid type for comparison');
}

/** Text has as many elements as bytes. */
function length(value: GoValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof GoObject) return sizeOf(value.content);
  if (isMap(value) || isList(value)) return sizeOf(value);
  throw new TemplateError(value === null ? 'len of nil pointer' : `len of type ${typeOf(value)}`);
}

function indexed(args: readonly GoValue[]) {
  let value = at(args, 0);
  let origin;
  for (const key of args.slice(1)) {
    const content: GoValue = value instanceof GoObject ? value.content : value;
    if (isMap(content)) {
      if (typeof key !== 'string') throw new TemplateError(`value has type ${typeOf(key)}; should be string`);
      origin = originOf(content, key);
      value = content.get(key) ?? null;
    } else if (isList(content)) {
      if (!(key instanceof GoInt)) throw new TemplateError(`cannot index slice/array with type ${typeOf(key)}`);
      if (key.value < 0 || key.value >= content.length) throw new TemplateError(`index out of range: ${key.value}`);
      origin = originOf(content, key.value);
      value = content[key.value] ?? null;
    } else if (typeof content === 'string' && key instanceof GoInt) value = int(Buffer.from(content)[key.value] ?? 0);
    else throw new TemplateError(content === null ? 'index of untyped nil' : `can't index item of type ${typeOf(content)}`);
  }
  return { value, origin };
}
