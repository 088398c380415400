import { deeper, GoInt, GoObject, isMap, sortedKeys, type GoValue } from './values.js';

/** Text of a value as an action or `%v` prints it. */
export function printValue(value: GoValue, depth = 0): string {
  if (typeof value === 'string') return value;
  if (value === null) return depth === 0 ? '<no value>' : '<nil>';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatFloat(value);
  if (value instanceof GoInt) return formatInt(value.value);
  if (value instanceof GoObject) return value.text ?? printContent(value, depth);
  const next = deeper(depth);
  if (isMap(value)) return `map[${sortedKeys(value).map((key) => `${key}:${printValue(value.get(key) ?? null, next)}`).join(' ')}]`;
  return `[${value.map((item) => printValue(item, next)).join(' ')}]`;
}

function printContent(object: GoObject, depth: number): string {
  if (object.kind !== 'struct') return printValue(object.content, deeper(depth));
  return `{${[...object.fields.values()].map((field) => printValue(field, deeper(depth))).join(' ')}}`;
}

/** Inside text (`printf "%v"`, `toString`), nil reads otherwise than in an action. */
export const printNested = (value: GoValue): string => (value === null ? '<nil>' : printValue(value));

/** BigInt spells out what `Number` would write as `1e+21`. */
export const formatInt = (value: number): string => (Number.isSafeInteger(value) ? String(value) : Number.isFinite(value) ? BigInt(Math.trunc(value)).toString() : '-9223372036854775808');

/** strconv's shortest `%g`: with an exponent below -4 and from 6 on, so a values file's 1000000 prints as 1e+06. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return plainDecimal(value);
}

/** A number without exponent. */
function plainDecimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [mantissa = '', exponentText = '0'] = text.split('e');
  const exponent = Number(exponentText);
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const body = point <= 0 ? `0.${'0'.repeat(-point)}${digits}` : point >= digits.length ? digits + '0'.repeat(point - digits.length) : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${body}` : body;
}
