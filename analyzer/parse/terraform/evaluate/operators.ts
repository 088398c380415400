import type { Place } from '../../../facts/place.js';
import { plainOf, scalar, unknown, originsOf, type CloudValue } from '../../cloud/value.js';

/** `a == b`, `a + b`, ...: known when both sides are, or when one side alone decides (`false && x`). */
export function binary(operator: string, left: CloudValue, right: CloudValue, at: Place, source: string): CloudValue {
  const a = plainOf(left);
  const b = plainOf(right);
  if (operator === '&&' && (isFalse(a) || isFalse(b))) return scalar(false, at);
  if (operator === '||' && (isTrue(a) || isTrue(b))) return scalar(true, at);
  // A resource, or text with a hole in it, is not nothing.
  if ((operator === '==' || operator === '!=') && comparesWithNothing(left, right, a, b)) return scalar(operator === '!=', at);
  const value = a === undefined || b === undefined ? undefined : compute(operator, a, b);
  return value === undefined ? unknown(source, at, [...originsOf(left), ...originsOf(right)]) : scalar(value, at);
}

export function not(value: CloudValue, at: Place, source: string): CloudValue {
  const plain = plainOf(value);
  return isTrue(plain) || isFalse(plain) ? scalar(isFalse(plain), at) : unknown(source, at);
}

export const isTrue = (value: unknown): boolean => value === true || value === 'true';
export const isFalse = (value: unknown): boolean => value === false || value === 'false';

function comparesWithNothing(left: CloudValue, right: CloudValue, a: unknown, b: unknown): boolean {
  const nothing = (plain: unknown) => plain === '' || plain === null;
  return (a === undefined && nothing(b) && originsOf(left).length > 0) || (b === undefined && nothing(a) && originsOf(right).length > 0);
}

function compute(operator: string, a: unknown, b: unknown): string | number | boolean | undefined {
  if (operator === '==' || operator === '!=') return (same(a, b) === (operator === '==')) as boolean;
  if (operator === '&&' || operator === '||') return booleans(operator, a, b);
  const x = Number(a);
  const y = Number(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return undefined;
  switch (operator) {
    case '+': return x + y;
    case '-': return x - y;
    case '*': return x * y;
    case '/': return y === 0 ? undefined : x / y;
    case '%': return y === 0 ? undefined : x % y;
    case '<': return x < y;
    case '>': return x > y;
    case '<=': return x <= y;
    case '>=': return x >= y;
    default: return undefined;
  }
}

function booleans(operator: string, a: unknown, b: unknown): boolean | undefined {
  if (![a, b].every((v) => isTrue(v) || isFalse(v))) return undefined;
  return operator === '&&' ? isTrue(a) && isTrue(b) : isTrue(a) || isTrue(b);
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Map && b instanceof Map) return a.size === b.size && [...a].every(([key, value]) => same(value, (b as Map<unknown, unknown>).get(key)));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => same(value, b[index]));
  return a === b || (a !== null && b !== null && typeof a !== 'object' && typeof b !== 'object' && String(a) === String(b));
}
