import type { Value } from '../../facts/value.js';
import { get, isNull, placeOf, stringOf, type YamlNode } from '../yaml/index.js';

const MILLISECONDS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, ns: 0.000001 };

/** Go and Gateway API durations (`1h30m`, `10s`, `500ms`) in milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s|us|ns))+$/.test(text)) return text === '0' ? 0 : undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|ns)/g)) total += Number(amount) * (MILLISECONDS[unit ?? ''] ?? 0);
  return total;
}

export function durationIn(node: YamlNode | undefined, key: string): Value<number> | undefined {
  const value = get(node, key);
  if (value === undefined || isNull(value)) return undefined;
  const text = stringOf(value) ?? '';
  const milliseconds = parseDuration(text);
  return milliseconds === undefined ? { unknown: text === '' ? value.type : text, at: placeOf(value) } : { value: milliseconds, at: placeOf(value) };
}
