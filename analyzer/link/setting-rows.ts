import { compareText } from '../facts/place.js';
import type { Evidence, Setting, SettingValue } from '../graph/document.js';

/** A setting as one stack has it. */
export interface SettingRow {
  readonly on: Setting['on'];
  readonly name: string;
  readonly value: SettingValue;
  readonly origin: Setting['origin'];
  readonly source?: string;
  readonly stack: string;
  readonly evidence: Evidence;
}

export const settingKey = (on: Setting['on'], name: string): string => (typeof on === 'string' ? `${on}\u0000\u0000${name}` : `${on.from}\u0000${on.to}\u0000${name}`);

/**
 * One row a subject, name and stack, the weakest of several (two clients of one pair: the one without timeout decides); one row
 * for all where every stack of the subject agrees.
 */
export function settingRows(rows: readonly SettingRow[], stacksOf: (on: Setting['on']) => number): Setting[] {
  const bySubject = new Map<string, Map<string, SettingRow>>();
  for (const row of rows) {
    const key = settingKey(row.on, row.name);
    const stacks = bySubject.get(key) ?? new Map<string, SettingRow>();
    const known = stacks.get(row.stack);
    if (!known || weaker(row, known)) stacks.set(row.stack, row);
    bySubject.set(key, stacks);
  }
  const keys = [...bySubject.keys()].sort(compareText);
  return keys.flatMap((key) => {
    const stacks = bySubject.get(key)!;
    const sorted = [...stacks.keys()].sort(compareText).map((stack) => stacks.get(stack)!);
    const agreed = sorted.every((row) => row.value === sorted[0]!.value && row.origin === sorted[0]!.origin);
    if (agreed && sorted.length >= stacksOf(sorted[0]!.on)) {
      const { stack: _, ...everywhere } = sorted[0]!;
      return [everywhere];
    }
    return sorted;
  });
}

/** For durations and counts more is weaker and none (null) weakest; protections are weaker when absent; unknown yields to known. */
function weaker(a: SettingRow, b: SettingRow): boolean {
  if (a.origin === 'unknown' || b.origin === 'unknown') return b.origin === 'unknown' && a.origin !== 'unknown';
  if (a.value === b.value) return a.origin === 'explicit' && b.origin === 'default';
  if (a.value === null || b.value === null) return a.value === null;
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value > b.value;
  if (typeof a.value === 'boolean' && typeof b.value === 'boolean') return !a.value;
  return a.value === 'none';
}
