import type { Result } from '../analyzer/report/result.js';

export interface ReportOptions {
  /** Columns that lines may fill; only `text` wraps. */
  readonly width: number;
  readonly colour: boolean;
  /** Shows what is folded otherwise: info findings, every place, suggested lines. */
  readonly verbose?: boolean;
  readonly title?: string;
}

/** Pure: the same result and options give the same text. A promise only where the layout is computed asynchronously. */
export type Reporter = (result: Result, options: ReportOptions) => string | Promise<string>;
