import type { SettingValue } from '../graph/document.js';

/** `a`, `a and b`, `a, b, c and 3 more`: the first few, so that a message stays one sentence. */
export function names(all: readonly string[], most = 4): string {
  if (all.length > most + 1) return `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}

/** `1 finding`, `3 findings`. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** `800 ms`, `2 s`, `5 min`: as people say durations. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  const [amount, unit] = ms < 120_000 ? [ms / 1000, 's'] : [ms / 60_000, 'min'];
  return `${Math.round(amount * 10) / 10} ${unit}`;
}

/** A value as a person says it: nothing there is `none`. */
export const said = (value: SettingValue): string => (value === null ? 'none' : value === true ? 'yes' : value === false ? 'no' : String(value));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const sentence = (text: string): string => `${capital(text)}.`;
