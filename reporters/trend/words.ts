import type { ComponentTrend, Measures } from '../../analyzer/drift/trend.js';

export const measureTitles: Readonly<Record<keyof Measures, string>> = {
  singlePoints: 'single points of failure', missingTimeouts: 'calls without a timeout', amplification: 'attempts per request', unowned: 'components without an owner',
};

/** First and last value; `2 -> 0`, or the one where nothing changed. */
export function course(series: readonly number[]): string {
  const [first, last] = [series[0] ?? 0, series.at(-1) ?? 0];
  return first === last ? String(last) : `${first} -> ${last}`;
}

/** Those that have most of it now first. */
export const worstFirst = (a: ComponentTrend, b: ComponentTrend): number => weight(b) - weight(a) || (a.component < b.component ? -1 : 1);

const weight = ({ singlePoints, missingTimeouts, amplification, unowned }: ComponentTrend): number =>
  1000 * ((singlePoints.at(-1) ?? 0) + (missingTimeouts.at(-1) ?? 0)) + (amplification.at(-1) ?? 1) + (unowned.at(-1) ?? 0);
