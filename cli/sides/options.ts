import type { AnalyseOptions } from '../analyse.js';

/** What `drift` takes: where the two sides come from, and which rules look at those that are analysed. */
export interface SideOptions extends AnalyseOptions {
  readonly rule: readonly string[];
  readonly skipRule: readonly string[];
  /** `--base REV`, `--head REV`. */
  readonly base?: string;
  readonly head?: string;
  /** `--env`, twice; with `--cluster` or `--observed` once, for what is held against it. */
  readonly env: readonly string[];
  /** `--from FILE`, `--to FILE`. */
  readonly from?: string;
  readonly to?: string;
  /** `--baseline FILE`. */
  readonly baseline?: string;
  /** `--cluster`, with `--context C` and `--namespace N`. */
  readonly cluster?: boolean;
  readonly context?: string;
  readonly namespace?: readonly string[];
  /** `--observed FILE`. */
  readonly observed?: string;
}
