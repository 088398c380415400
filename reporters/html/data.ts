import type { GraphDocument } from '../../analyzer/graph/document.js';
import type { Budget, Faults, Finding, Impact, RuleInfo } from '../../analyzer/report/result.js';
import type { Pictures } from '../layout/views.js';

/** What the page carries as JSON: the result's own parts and the pictures with their positions. */
export interface PageData {
  readonly title: string;
  readonly version: string;
  readonly graph: GraphDocument;
  readonly findings: readonly Finding[];
  readonly impact: readonly Impact[];
  readonly faults: Faults;
  readonly budgets: readonly Budget[];
  readonly suppressed: number;
  /** Findings that a baseline knows and that are left out. */
  readonly known?: number;
  readonly rules: readonly Pick<RuleInfo, 'id' | 'summary' | 'page'>[];
  readonly pictures: Pictures;
}
