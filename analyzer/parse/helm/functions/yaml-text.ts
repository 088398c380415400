import { resolvePlain } from '../../yaml/scalar.js';
import type { Budget } from '../template/budget.js';
import { originOf, type Origin, type Trace, type Traced } from '../template/origin.js';
import { formatFloat } from '../template/print.js';
import { deeper, GoInt, GoObject, isMap, type GoList, type GoMap, type GoValue } from '../template/values.js';

/** `toYaml`: byte for byte what sigs.k8s.io/yaml writes, since charts hash it. Its lines know where their values were written. */
export function toYamlText(value: GoValue, budget: Budget): Traced {
  const writer: Writer = { parts: [], length: 0, marks: [], budget };
  writeValue(writer, value, 0, 'root', 0);
  const text = writer.parts.join('').replace(/\n$/, '');
  return { text, trace: (start) => traceIn(writer.marks, start) };
}

interface Mark {
  readonly start: number;
  readonly origin: Origin;
}

interface Writer {
  readonly parts: string[];
  length: number;
  readonly marks: Mark[];
  readonly budget: Budget;
}

function write(writer: Writer, text: string): void {
  writer.parts.push(text);
  writer.length += text.length;
  writer.budget.text(text.length);
}

/** The last entry that begins at or before the offset. */
function traceIn(marks: readonly Mark[], start: number): Trace {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] as Mark).start <= start) low = middle + 1;
    else high = middle;
  }
  const origin = marks[low - 1]?.origin;
  return { ...(origin?.from && { from: origin.from }), ...(origin?.unknown !== undefined && { unknown: origin.unknown }) };
}

type Context = 'root' | 'map' | 'item';

function writeValue(writer: Writer, value: GoValue, indent: number, context: Context, depth: number): void {
  const content = value instanceof GoObject ? value.content : value;
  const lead = context === 'map' ? ' ' : '';
  if (isMap(content) && content.size > 0) return writeMap(writer, content, indent, context, deeper(depth));
  if (Array.isArray(content) && content.length > 0) return writeList(writer, content, indent, context, deeper(depth));
  const text = isMap(content) ? '{}' : Array.isArray(content) ? '[]' : scalarText(content, indent);
  // A null that a map holds follows its colon with a space, as every scalar does.
  write(writer, `${lead}${text}\n`);
}

function writeMap(writer: Writer, map: GoMap, indent: number, context: Context, depth: number): void {
  const own = context === 'map' ? indent + 2 : indent;
  if (context === 'map') write(writer, '\n');
  let isFirst = context === 'item';
  for (const key of [...map.keys()].sort(compareKeys)) {
    writer.budget.step();
    if (!isFirst) write(writer, ' '.repeat(own));
    isFirst = false;
    mark(writer, originOf(map, key));
    write(writer, `${keyText(key)}:`);
    writeValue(writer, map.get(key) ?? null, own, 'map', depth);
  }
}

/** A list in a map stands at the map's own indentation. */
function writeList(writer: Writer, list: GoList, indent: number, context: Context, depth: number): void {
  if (context === 'map') write(writer, '\n');
  let isFirst = context === 'item';
  list.forEach((item, index) => {
    writer.budget.step();
    if (!isFirst) write(writer, ' '.repeat(indent));
    isFirst = false;
    mark(writer, originOf(list, index));
    write(writer, '- ');
    writeValue(writer, item, indent + (isCollection(item) ? 2 : 0), 'item', depth);
  });
}

const isCollection = (value: GoValue): boolean => isMap(value) || Array.isArray(value) || value instanceof GoObject;
const mark = (writer: Writer, origin: Origin | undefined): void => void (origin && writer.marks.push({ start: writer.length, origin }));

function scalarText(value: string | number | boolean | null | GoInt, indent: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return stringText(value, indent);
  if (value instanceof GoInt) return String(value.value);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** JSON comes first on the way, and it writes whole numbers as integers. */
const numberText = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 2 ** 64 ? BigInt(value).toString() : formatFloat(value).replace(/^([+-]?)Inf$/, '$1.inf'));

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$/;
const NUMBER_LIKE = /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|\d[\d_]*)$/;

/** Whether YAML would read the text as something else. */
const looksOther = (text: string): boolean => resolvePlain(text) !== text || /^(?:<<|[yYnN])$/.test(text) || BASE_60.test(text) || TIMESTAMP.test(text) || NUMBER_LIKE.test(text);

function stringText(text: string, indent: number): string {
  const shape = analyze(text);
  if (text.includes('\n')) return shape.block ? literalText(text, indent) : doubleQuoted(text);
  if (looksOther(text)) return text === '' ? '""' : doubleQuoted(text);
  if (shape.plain) return text;
  return shape.single ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

function keyText(key: string): string {
  const shape = analyze(key);
  if (key.includes('\n') || looksOther(key)) return doubleQuoted(key);
  if (shape.plain && key !== '') return key;
  return shape.single ? `'${key.replaceAll("'", "''")}'` : doubleQuoted(key);
}

/** What libyaml's emitter permits for a scalar. https://yaml.org/spec/1.1/#id903915 */
function analyze(text: string): { plain: boolean; single: boolean; block: boolean } {
  const special = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u.test(text);
  const spaceBreak = / [\n\r\x85\u2028\u2029]/.test(text);
  const breakSpace = /[\n\r\x85\u2028\u2029] /.test(text);
  const indicators = /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?:-](?:[\s]|$)|:(?:\s|$)|\s#/.test(text);
  const edges = /^\s|\s$/.test(text);
  return { plain: !special && !edges && !spaceBreak && !breakSpace && !indicators && !text.includes('\n'), single: !special && !spaceBreak && !breakSpace, block: !special && !spaceBreak && !text.endsWith(' ') };
}

function literalText(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const pad = ' '.repeat(indent + 2);
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n').map((line) => (line === '' ? '' : pad + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\0': '0', '\u0007': 'a', '\b': 'b', '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r', '\u001b': 'e', '"': '"', '\\': '\\', '\u0085': 'N', '\u00a0': '_', '\u2028': 'L', '\u2029': 'P' };

const doubleQuoted = (text: string): string =>
  `"${text.replace(/["\\]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\u2028\u2029]/gu, (char) => {
    const short = ESCAPES[char];
    if (short !== undefined) return `\\${short}`;
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16).toUpperCase();
    return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  })}"`;

const LETTER = /\p{L}/u;
const isDigit = (char: string | undefined): boolean => char !== undefined && /\p{Nd}/u.test(char);

/** yaml.v2 sorts keys as people do: numbers inside them by value, letters after everything else. */
export function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at++) {
    const [x, y] = [left[at] as string, right[at] as string];
    if (x === y) continue;
    const [xLetter, yLetter] = [LETTER.test(x), LETTER.test(y)];
    if (xLetter && yLetter) return codePoint(x) - codePoint(y);
    if (xLetter || yLetter) return yLetter ? -1 : 1;
    return compareNumbers(left, right, at);
  }
  return left.length - right.length;
}

const codePoint = (char: string): number => char.codePointAt(0) ?? 0;

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  // Behind digits that already count, a zero counts too.
  let lead = '';
  if (left[at] === '0' || right[at] === '0') for (let j = at - 1; j >= 0 && isDigit(left[j]); j--) if (left[j] !== '0') lead = '1';
  const [a, b] = [digitsFrom(left, at), digitsFrom(right, at)];
  const [an, bn] = [Number(lead + a), Number(lead + b)];
  if (an !== bn) return an - bn;
  return a.length - b.length || codePoint(left[at] as string) - codePoint(right[at] as string);
}

function digitsFrom(chars: readonly string[], at: number): string {
  let digits = '';
  for (let index = at; index < chars.length && isDigit(chars[index]); index++) digits += chars[index] as string;
  return digits;
}
