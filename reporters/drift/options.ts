import type { Comparison } from '../../analyzer/drift/compare.js';
import type { Result } from '../../analyzer/report/result.js';
import type { ReportOptions } from '../options.js';

/** A comparison, and the result of its newer side where that was analysed just now: it has the findings in full. */
export interface DriftReport extends Comparison {
  readonly result?: Result;
}

/** Pure: the same comparison and options give the same text. */
export type DriftReporter = (report: DriftReport, options: ReportOptions) => string | Promise<string>;
