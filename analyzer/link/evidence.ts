import { compareText, type Place } from '../facts/place.js';
import type { Evidence, Mechanism } from '../graph/document.js';

export const evidence = (at: Place, mechanism: Mechanism, note?: string): Evidence => ({
  file: at.file,
  line: at.line,
  column: at.column,
  length: at.length,
  mechanism,
  ...(note === undefined ? {} : { note }),
  ...(at.from ? { from: at.from } : {}),
});

export const compareEvidence = (a: Evidence, b: Evidence): number =>
  compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.mechanism, b.mechanism) || compareText(a.note ?? '', b.note ?? '') || compareText(a.stack ?? '', b.stack ?? '');

/** Sorted, each place and mechanism once. */
export function uniqueEvidence(all: readonly Evidence[]): readonly Evidence[] {
  if (all.length < 2) return all;
  const sorted = [...all].sort(compareEvidence);
  return sorted.filter((item, index) => index === 0 || compareEvidence(item, sorted[index - 1]!) !== 0);
}
