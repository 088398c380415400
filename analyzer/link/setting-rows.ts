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
  const bySubject = new Map<string, SettingRow[]>();
  for (const row of rows) {
    const key = settingKey(row.on, row.name);
    const known = bySubject.get(key);
    if (known) addWeakest(known, row);
    else bySubject.set(key, [row]);
  }
  return [...bySubject.keys()].sort(compareText).flatMap((key) => collapse(bySubject.get(key)!, stacksOf));
}

function addWeakest(rows: SettingRow[], row: SettingRow): void {
  const index = rows.findIndex((r) => r.stack === row.stack);
  if (index < 0) rows.push(row);
  else if (weaker(row, rows[index]!)) rows[index] = row;
}

function collapse(rows: readonly SettingRow[], stacksOf: (on: Setting['on']) => number): readonly Setting[] {
  const first = rows[0]!;
  const agreed = rows.every((row) => row.value === first.value && row.origin === first.origin);
  if (!agreed || rows.length < stacksOf(first.on)) return [...rows].sort((a, b) => compareText(a.stack, b.stack));
  const { stack: _, ...everywhere } = rows.length === 1 ? first : [...rows].sort((a, b) => compareText(a.stack, b.stack))[0]!;
  return [everywhere];
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
