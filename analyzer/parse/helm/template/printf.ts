import type { Budget } from './budget.js';
import { formatFloat, formatInt, printValue } from './print.js';
import { deeper, GoInt, isList, isMap, sortedKeys, typeOf, type GoValue } from './values.js';

/** Go refuses wider fields as well. */
const MAX_WIDTH = 1_000_000;
const VERB = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?([\s\S])?/gu;

interface Format {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

/** fmt.Sprintf. https://pkg.go.dev/fmt */
export function sprintf(format: string, args: readonly GoValue[], budget: Budget): string {
  let next = 0;
  let length = 0;
  const argument = (): GoValue | undefined => (next < args.length ? (args[next++] as GoValue) : undefined);
  const size = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const value = text === '*' ? argument() : Number(text || 0);
    const number = value instanceof GoInt ? value.value : typeof value === 'number' ? value : undefined;
    return number === undefined || Math.abs(number) > MAX_WIDTH ? undefined : number;
  };
  const text = format.replace(VERB, (_, flags: string, width: string | undefined, precision: string | undefined, verb: string | undefined) => {
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    const spec: Format = { flags, width: size(width), precision: size(precision) };
    if (next >= args.length) return `%!${verb}(MISSING)`;
    const formatted = pad(formatVerb(verb, argument() ?? null, spec), spec, verb);
    length += formatted.length;
    budget.text(length);
    return formatted;
  });
  const extra = args.slice(next);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.map((value) => `${typeOf(value)}=${printNestedValue(value)}`).join(', ')})`;
}

const printNestedValue = (value: GoValue): string => (value === null ? '<nil>' : printValue(value));

function pad(text: string, { flags, width }: Format, verb: string): string {
  if (width === undefined) return text;
  const left = flags.includes('-') || width < 0;
  const missing = Math.abs(width) - [...text].length;
  if (missing <= 0) return text;
  if (left) return text + ' '.repeat(missing);
  if (!flags.includes('0') || !'dfeEgGxXobst vq'.includes(verb)) return ' '.repeat(missing) + text;
  return /^[+-]/.test(text) ? text.charAt(0) + '0'.repeat(missing) + text.slice(1) : '0'.repeat(missing) + text;
}

function formatVerb(verb: string, value: GoValue, format: Format, depth = 0): string {
  if (verb === 'T') return typeOf(value);
  if (verb === 'v') return formatDefault(value, format);
  if (value === null) return `%!${verb}(<nil>)`;
  // Other verbs apply to the elements of a list or map.
  const next = deeper(depth);
  if (isList(value)) return `[${value.map((item) => formatVerb(verb, item, format, next)).join(' ')}]`;
  if (isMap(value)) return `map[${sortedKeys(value).map((key) => `${formatVerb(verb, key, format, next)}:${formatVerb(verb, value.get(key) ?? null, format, next)}`).join(' ')}]`;
  const text = formatScalar(verb, value, format);
  return text ?? `%!${verb}(${typeOf(value)}=${printValue(value)})`;
}

function formatDefault(value: GoValue, { flags, precision }: Format): string {
  if (value === null) return '<nil>';
  if (flags.includes('#')) return goSyntax(value);
  if (typeof value === 'number' && precision !== undefined) return general(value, precision);
  const text = printValue(value);
  return flags.includes('+') && (value instanceof GoInt || typeof value === 'number') && !text.startsWith('-') ? `+${text}` : text;
}

function formatScalar(verb: string, value: GoValue, format: Format): string | undefined {
  if (typeof value === 'string') return formatText(verb, value, format);
  if (typeof value === 'boolean') return verb === 't' ? String(value) : undefined;
  if (value instanceof GoInt) return formatInteger(verb, value.value, format.flags);
  if (typeof value === 'number') return formatFloating(verb, value, format);
  return verb === 's' ? printValue(value) : undefined;
}

function formatText(verb: string, value: string, { precision, flags }: Format): string | undefined {
  const text = precision === undefined ? value : [...value].slice(0, precision).join('');
  if (verb === 's') return text;
  if (verb === 'q') return flags.includes('#') && !/[`\r]/.test(text) ? `\`${text}\`` : quote(text);
  if (verb === 'x') return Buffer.from(text).toString('hex');
  return verb === 'X' ? Buffer.from(text).toString('hex').toUpperCase() : undefined;
}

function formatInteger(verb: string, value: number, flags: string): string | undefined {
  const sign = flags.includes('+') && value >= 0 ? '+' : flags.includes(' ') && value >= 0 ? ' ' : '';
  const prefix = (text: string): string => (flags.includes('#') ? text : '');
  switch (verb) {
    case 'd':
      return sign + formatInt(value);
    case 'x':
      return sign + prefix('0x') + value.toString(16);
    case 'X':
      return sign + prefix('0X') + value.toString(16).toUpperCase();
    case 'o':
      return sign + prefix('0') + value.toString(8);
    case 'O':
      return `${sign}0o${value.toString(8)}`;
    case 'b':
      return sign + value.toString(2);
    case 'c':
      return isCodePoint(value) ? String.fromCodePoint(value) : '\uFFFD';
    case 'q':
      return isCodePoint(value) ? `'${String.fromCodePoint(value)}'` : "'\uFFFD'";
    case 'U':
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    default:
      return undefined;
  }
}

const isCodePoint = (value: number): boolean => value >= 0 && value <= 0x10ffff;
const MAX_PRECISION = 100;

function formatFloating(verb: string, value: number, { flags, precision }: Format): string | undefined {
  const sign = flags.includes('+') && value >= 0 ? '+' : '';
  const digits = Math.min(precision ?? 6, MAX_PRECISION);
  if ('fF'.includes(verb)) return sign + toFixed(value, digits);
  if ('eE'.includes(verb)) {
    const text = value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
    return sign + (verb === 'E' ? text.toUpperCase() : text);
  }
  if ('gG'.includes(verb)) return sign + (precision === undefined ? formatFloat(value) : general(value, precision));
  return undefined;
}

/** JavaScript's toFixed gives up at 1e21. */
const toFixed = (value: number, digits: number): string => (Math.abs(value) < 1e21 ? value.toFixed(digits) : `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`);

function general(value: number, precision: number): string {
  const rounded = Number(value.toPrecision(Math.min(Math.max(precision, 1), MAX_PRECISION)));
  return Math.abs(rounded) >= 1e6 && Math.abs(rounded) < 10 ** precision ? String(rounded) : formatFloat(rounded);
}

const SHORT: Readonly<Record<string, string>> = { '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"' };

/** strconv.Quote, which is `%q` and sprig's `quote`. */
export const quote = (text: string): string => `"${text.replace(/["\\]|[^\x20-\x7e]/gu, escapeRune)}"`;

function escapeRune(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  if (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

function goSyntax(value: GoValue, depth = 0): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quote(value);
  const next = deeper(depth);
  if (isList(value)) return `[]interface {}{${value.map((item) => goSyntax(item, next)).join(', ')}}`;
  if (isMap(value)) return `${typeOf(value)}{${sortedKeys(value).map((key) => `${quote(key)}:${goSyntax(value.get(key) ?? null, next)}`).join(', ')}}`;
  return printValue(value);
}
