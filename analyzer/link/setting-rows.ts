import { compareText } from '../facts/place.js';
import type { Evidence, Setting, SettingValue } from '../graph/document.js';

/** A setting as one stack has it. */
export interface SettingRow {
  readonly on: Setting['on'];
  readonly name: string;
  readonly value: SettingValue;
  readonly origin: Setting['origin'];
  readonly source?: string;
  readonly version?: string;
  readonly stack: string;
  readonly evidence: Evidence;
}

/** A component, or a dependency's two ends. */
export const subjectKey = (on: Setting['on']): string => (typeof on === 'string' ? on : `${on.from}\u0000${on.to}`);

/**
 * One row a subject, name and stack, the weakest of several (two clients of one pair: the one without timeout decides); one row
 * for all where every stack of the subject agrees.
 */
export function settingRows(rows: readonly SettingRow[], stacksOf: (on: Setting['on']) => number): Setting[] {
  const bySubject = new Map<string, Map<string, SettingRow[]>>();
  for (const row of rows) {
    const key = subjectKey(row.on);
    const byName = bySubject.get(key) ?? new Map<string, SettingRow[]>();
    const known = byName.get(row.name);
    if (known) addWeakest(known, row);
    else byName.set(row.name, [row]);
    bySubject.set(key, byName);
  }
  const sorted = (keys: Iterable<string>): string[] => [...keys].sort(compareText);
  return sorted(bySubject.keys()).flatMap((key) => {
    const byName = bySubject.get(key)!;
    return sorted(byName.keys()).flatMap((name) => collapse(byName.get(name)!, stacksOf));
  });
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
