/** A number that is not known exactly: it is at least `low` and at most `high`. Infinity: there is no limit, or nobody knows one. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const exactly = (value: number): Range => ({ low: value, high: value });

/** No limit is set, and that is known. */
export const unlimited: Range = exactly(Infinity);

/** Something is written that nobody could evaluate. */
export const anything: Range = { low: 0, high: Infinity };

/** Zero times without end is zero: what never happens takes no time. */
const multiply = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

export const times = (a: Range, b: Range): Range => ({ low: multiply(a.low, b.low), high: multiply(a.high, b.high) });
export const plus = (a: Range, b: Range): Range => ({ low: a.low + b.low, high: a.high + b.high });
export const least = (...all: readonly Range[]): Range => ({ low: Math.min(...all.map(({ low }) => low)), high: Math.min(...all.map(({ high }) => high)) });

/** What it may come to: null without a limit, undefined where something is written that nobody could evaluate. */
export const mostOf = ({ low, high }: Range): number | null | undefined => (high !== Infinity ? high : low === Infinity ? null : undefined);

/** From the least that is certain to the most that may be. */
export const span = (low: Range, high: Range): Range => ({ low: Math.min(low.low, high.low), high: Math.max(low.high, high.high) });
