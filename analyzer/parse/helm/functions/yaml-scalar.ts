import { resolvePlain } from '../../yaml/scalar.js';
import { formatFloat } from '../template/print.js';
import { GoInt } from '../template/values.js';

/** A scalar that begins at `column`; its further lines are indented by two more than `indent`. */
export function scalarText(value: string | number | boolean | null | GoInt, indent: number, column: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return stringText(value, indent, column);
  if (value instanceof GoInt) return String(value.value);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** JSON comes first on the way, and it writes whole numbers as integers. */
const numberText = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 2 ** 64 ? BigInt(value).toString() : formatFloat(value).replace(/^([+-]?)Inf$/, '$1.inf'));

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$/;
const NUMBER_LIKE = /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|\d[\d_]*)$/;

/** Whether YAML would read the text as something else. */
const looksOther = (text: string): boolean => resolvePlain(text) !== text || /^[yYnN]$/.test(text) || BASE_60.test(text) || TIMESTAMP.test(text) || NUMBER_LIKE.test(text);

function stringText(text: string, indent: number, column: number): string {
  const shape = analyze(text);
  const wide = { indent: indent + 2, column };
  if (text.includes('\n')) return shape.block ? literalText(text, indent) : doubleQuoted(text, wide);
  if (looksOther(text)) return doubleQuoted(text, wide);
  if (shape.plain) return fold([...text], wide);
  return shape.single ? `'${fold([...text].map((char) => (char === "'" ? "''" : char)), { ...wide, column: column + 1 }, true)}'` : doubleQuoted(text, wide);
}

export function keyText(key: string): string {
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

interface Wide {
  readonly indent: number;
  readonly column: number;
}

const doubleQuoted = (text: string, wide?: Wide): string => {
  const chars = [...text].map(escaped);
  return `"${wide === undefined ? chars.join('') : fold(chars, { ...wide, column: wide.column + 1 }, true, true)}"`;
};

function escaped(char: string): string {
  if (/[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(char) && !/["\\\xa0\u2028\u2029]/.test(char) && char.length === 1) return char;
  const short = ESCAPES[char];
  if (short !== undefined) return `\\${short}`;
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

const WIDTH = 80;

/** libyaml breaks a scalar at the first space behind column 80. Each element is a character, as it is written. */
function fold(chars: readonly string[], { indent, column }: Wide, quoted = false, double = false): string {
  let text = '';
  let at = column;
  let afterSpace = false;
  chars.forEach((char, index) => {
    const isSpace = char === ' ';
    const inside = !quoted || (index > 0 && index < chars.length - 1);
    if (isSpace && !afterSpace && at > WIDTH && inside && (double || chars[index + 1] !== ' ')) {
      text += `\n${' '.repeat(indent)}${double && chars[index + 1] === ' ' ? '\\' : ''}`;
      at = indent;
    } else {
      text += char;
      at += char.length;
    }
    afterSpace = isSpace;
  });
  return text;
}
