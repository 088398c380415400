import type { Place } from '../../analyzer/facts/place.js';
import type { Dependency, DependencyKind, Evidence } from '../../analyzer/graph/document.js';
import type { Step } from '../../analyzer/report/result.js';
import type { StackView, System } from '../../analyzer/system/system.js';

export const placeOf = ({ file, line, column, length, from }: Evidence): Place => ({ file, line, column, length, ...(from ? { from } : {}) });

/** The hops of a path for people, each with the place that proves it. */
export const stepsOf = (system: System, path: readonly Dependency[], view?: StackView): Step[] =>
  path.flatMap((hop) => {
    const at = evidenceIn(hop.evidence, view);
    return at ? [{ component: hop.from, text: `${system.component(hop.from).name} ${VERB[hop.kind]} ${system.component(hop.to).name}`, at: placeOf(at) }] : [];
  });

/** What proves it for this stack before what proves it for all, before another stack's proof. */
export function evidenceIn(evidence: readonly Evidence[], view: StackView | undefined): Evidence | undefined {
  const own = view && evidence.find((e) => e.stack === view.stack.id);
  return own ?? evidence.find((e) => e.stack === undefined) ?? evidence[0];
}

const VERB: Readonly<Record<DependencyKind, string>> = {
  calls: 'calls',
  routes: 'routes to',
  stores: 'keeps data in',
  caches: 'caches in',
  publishes: 'publishes to',
  consumes: 'consumes from',
  registers: 'registers with',
  configures: 'reads configuration from',
  observes: 'watches',
  mounts: 'mounts',
};
