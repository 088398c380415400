import type { Problem, TemplateFact } from '../../facts/types.js';
import type { CloudResource } from '../cloud/index.js';

/** What a root module, or a plan of one, says. */
export interface Read {
  readonly declared: readonly CloudResource[];
  /** What other root modules declare whose state was asked for by then. */
  readonly others: () => readonly CloudResource[];
  /** Calls of modules whose resources are among the declared ones. */
  readonly called: readonly CloudResource[];
  readonly templates: readonly TemplateFact[];
  readonly problems: readonly Problem[];
}
