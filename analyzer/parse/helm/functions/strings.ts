import { createHash } from 'node:crypto';
import { TemplateError } from '../template/errors.js';
import type { Call } from '../template/evaluate.js';
import { quote } from '../template/printf.js';
import { compareCodePoints, int, type GoValue } from '../template/values.js';
import { at, integer, made, onText, standIn, strings, strval, text, type Family } from './arguments.js';

/** sprig's text functions. https://masterminds.github.io/sprig/strings.html */
export const stringFunctions: Family = {
  trim: onText((value) => value.trim()),
  upper: onText((value) => value.toUpperCase()),
  lower: onText((value) => value.toLowerCase()),
  title: onText((value) => value.replace(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())),
  untitle: onText((value) => value.replace(/(^|\s)(\S)/g, (_, before: string, letter: string) => before + letter.toLowerCase())),
  swapcase: onText((value) => value.replace(/\p{L}/gu, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))),
  nospace: onText((value) => value.replace(/\s/g, '')),
  initials: onText((value) => value.split(/\s+/).map((word) => word.charAt(0)).join('')),
  snakecase: onText((value) => delimited(value, '_')),
  kebabcase: onText((value) => delimited(value, '-')),
  camelcase: onText((value) => value.split(/[-_ ]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')),
  shuffle: (args) => standIn(text(args, 0), 'shuffle'),
  trunc: (args) => truncate(integer(args, 0), text(args, 1)),
  substr: (args) => substring(integer(args, 0), integer(args, 1), text(args, 2)),
  abbrev: (args) => abbreviate(integer(args, 0), text(args, 1)),
  abbrevboth: (args) => abbreviate(integer(args, 1), text(args, 2)),
  repeat: (args, call) => repeat(text(args, 1), integer(args, 0), call),
  trimAll: (args) => trimSet(text(args, 1), text(args, 0)),
  trimall: (args) => trimSet(text(args, 1), text(args, 0)),
  trimSuffix: (args) => (text(args, 1).endsWith(text(args, 0)) ? text(args, 1).slice(0, text(args, 1).length - text(args, 0).length) : text(args, 1)),
  trimPrefix: (args) => (text(args, 1).startsWith(text(args, 0)) ? text(args, 1).slice(text(args, 0).length) : text(args, 1)),
  contains: (args) => text(args, 1).includes(text(args, 0)),
  hasPrefix: (args) => text(args, 1).startsWith(text(args, 0)),
  hasSuffix: (args) => text(args, 1).endsWith(text(args, 0)),
  quote: (args, call) => made(call, args.filter((value) => value !== null).map((value) => quote(strval(value))).join(' ')),
  squote: (args, call) => made(call, args.filter((value) => value !== null).map((value) => `'${strval(value)}'`).join(' ')),
  cat: (args, call) => made(call, args.filter((value) => value !== null).map(strval).join(' ')),
  indent: (args, call) => indent(integer(args, 0), text(args, 1), call),
  nindent: (args, call) => `\n${indent(integer(args, 0), text(args, 1), call)}`,
  replace: (args, call) => replaceAll(text(args, 2), text(args, 0), text(args, 1), call),
  plural: (args) => (integer(args, 2) === 1 ? text(args, 0) : text(args, 1)),
  wrap: (args) => wrap(text(args, 1), integer(args, 0), '\n'),
  wrapWith: (args) => wrap(text(args, 2), integer(args, 0), text(args, 1)),
  toString: (args: readonly GoValue[]) => strval(at(args, 0)),
  toStrings: (args) => strings(at(args, 0)),
  join: (args, call) => made(call, strings(at(args, 1)).join(text(args, 0))),
  split: (args) => new Map(split(text(args, 1), text(args, 0)).map((part, index): [string, GoValue] => [`_${index}`, part])),
  splitList: (args) => split(text(args, 1), text(args, 0)),
  splitn: (args) => new Map(splitFirst(text(args, 2), text(args, 0), integer(args, 1)).map((part, index): [string, GoValue] => [`_${index}`, part])),
  sortAlpha: (args) => strings(at(args, 0)).sort(compareCodePoints),
  sha1sum: onText((value) => createHash('sha1').update(value).digest('hex')),
  sha256sum: onText((value) => createHash('sha256').update(value).digest('hex')),
  sha512sum: onText((value) => createHash('sha512').update(value).digest('hex')),
  adler32sum: onText(adler32),
  atoi: onText((value) => int(/^[+-]?\d+$/.test(value) ? Number(value) : 0)),
};

/** Go cuts bytes; what is left of a cut character is dropped. */
const cutBytes = (value: string, start: number, end?: number): string => {
  const bytes = Buffer.from(value);
  return bytes.length === value.length ? value.slice(start, end) : bytes.subarray(start, end).toString().replaceAll('\uFFFD', '');
};

function truncate(count: number, value: string): string {
  const size = Buffer.byteLength(value);
  if (count < 0) return size + count > 0 ? cutBytes(value, size + count) : value;
  return size > count ? cutBytes(value, 0, count) : value;
}

function substring(start: number, end: number, value: string): string {
  const size = Buffer.byteLength(value);
  if (start > size || (end >= 0 && end < Math.max(0, start))) throw new TemplateError('slice bounds out of range');
  if (start < 0) return cutBytes(value, 0, end);
  return cutBytes(value, start, end < 0 || end > size ? undefined : end);
}

const abbreviate = (width: number, value: string): string => (width < 4 || value.length <= width ? value : `${value.slice(0, width - 3)}...`);

function repeat(value: string, count: number, call: Call): string {
  if (count < 0) throw new TemplateError('strings: negative Repeat count');
  call.budget.text(value.length * count);
  return value.repeat(count);
}

function trimSet(value: string, set: string): string {
  const chars = [...value];
  let start = 0;
  let end = chars.length;
  while (start < end && set.includes(chars[start] as string)) start++;
  while (end > start && set.includes(chars[end - 1] as string)) end--;
  return chars.slice(start, end).join('');
}

function indent(spaces: number, value: string, call: Call): string {
  if (spaces < 0) throw new TemplateError('strings: negative Repeat count');
  const lines = value.split('\n');
  call.budget.text(value.length + lines.length * spaces);
  const pad = ' '.repeat(spaces);
  return pad + lines.join(`\n${pad}`);
}

function replaceAll(value: string, old: string, replacement: string, call: Call): string {
  const pieces = value.split(old);
  call.budget.text(value.length + pieces.length * replacement.length);
  // Go puts the replacement before, between and after all characters when there is nothing to look for.
  return old === '' ? replacement + [...value].map((char) => char + replacement).join('') : pieces.join(replacement);
}

const split = (value: string, separator: string): string[] => (separator === '' ? [...value] : value.split(separator));

function splitFirst(value: string, separator: string, count: number): string[] {
  const parts = split(value, separator);
  if (count === 0) return [];
  return count < 0 || parts.length <= count ? parts : [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

/** Words as xstrings finds them: a change of case or a separator begins one. */
const delimited = (value: string, by: string): string =>
  value
    .replace(/[-_\s.]+/g, by)
    .replace(/([a-z\d])([A-Z])/g, `$1${by}$2`)
    .replace(/([A-Z]+)([A-Z][a-z])/g, `$1${by}$2`)
    .toLowerCase();

function wrap(value: string, width: number, newline: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(newline);
}

function adler32(value: string): string {
  let a = 1;
  let b = 0;
  for (const byte of Buffer.from(value)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return String(b * 65536 + a);
}
