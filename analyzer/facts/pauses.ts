/** Pauses between attempts: the first in milliseconds, each `factor` times the one before, up to a cap. */
export interface Pauses {
  readonly base: number;
  readonly factor: number;
  readonly cap: number;
}

/** Milliseconds that a caller waits between all of so many attempts, calls left out. */
export function sumOfPauses(attempts: number, { base, factor, cap }: Pauses): number {
  if (!Number.isFinite(attempts)) return Infinity;
  return Array.from({ length: Math.max(0, attempts - 1) }, (_, index) => Math.min(cap, base * factor ** index)).reduce((a, b) => a + b, 0);
}
