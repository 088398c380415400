import type { Pace } from '../../facts/types.js';
import type { Place } from '../../facts/place.js';

/** What code is written with that draws a pause at random, or lets one replica work for all. */
const SPREADS = /jitter|random|\brand\.|leader|\belect|\blease|lock(?:Provider|Registry|Manager|AtMost)|(?:Scheduler|Shed|red|distributed_?|advisory_?|acquire_?|try_?)lock/i;

export const isSpread = (text: string): boolean => SPREADS.test(text);

export const every = (milliseconds: number | undefined, at: Place): Pace | undefined => (milliseconds !== undefined && milliseconds > 0 && Number.isFinite(milliseconds) ? { at, every: milliseconds } : undefined);

/** A cron expression of five fields, with seconds or a year more, or one of its names. https://en.wikipedia.org/wiki/Cron */
export const byClock = (expression: string | undefined, at: Place): Pace | undefined => (expression !== undefined && CRON.test(expression.trim()) ? { at, clock: expression.trim() } : undefined);

const CRON = /^(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)|(?:[\d*?LW#/,-]+|[A-Za-z]{3}(?:[,-][A-Za-z]{3})*)(?:\s+(?:[\d*?LW#/,-]+|[A-Za-z]{3}(?:[,-][A-Za-z]{3})*)){4,6})$/;
