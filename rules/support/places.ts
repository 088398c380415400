import type { Place } from '../../analyzer/facts/place.js';
import type { Dependency, DependencyKind, Evidence, Mechanism } from '../../analyzer/graph/document.js';
import type { Step } from '../../analyzer/report/result.js';
import type { StackView, System } from '../../analyzer/system/system.js';

export const placeOf = ({ file, line, column, length, from }: Evidence): Place => ({ file, line, column, length, ...(from ? { from } : {}) });

/** The hops of a path for people, each with the place that proves it. */
export const stepsOf = (system: System, path: readonly Dependency[], view?: StackView): Step[] =>
  path.map((hop) => ({ component: hop.from, text: `${system.component(hop.from).name} ${VERB[hop.kind]} ${system.component(hop.to).name}`, at: hopPlace(hop, view) }));

/** The place that says most about a dependency: the call itself, then what names its target; another stack's proofs come last. */
export function hopPlace({ evidence }: Dependency, view?: StackView): Place {
  const foreign = ({ stack }: Evidence) => view !== undefined && stack !== undefined && stack !== view.stack.id;
  const rank = (proof: Evidence) => TELLING.indexOf(proof.mechanism) + (foreign(proof) ? TELLING.length : 0);
  return placeOf(evidence.reduce((best, other) => (rank(other) < rank(best) ? other : best)));
}

/** The most telling first. */
const TELLING: readonly Mechanism[] = [
  'code-call', 'env', 'args', 'config-file', 'config-map', 'route', 'depends-on', 'link', 'compose', 'probe', 'volume', 'config', 'external-name', 'endpoints',
  'selector', 'workload', 'image', 'build', 'package', 'folder-name', 'autoscaler', 'budget', 'network-policy', 'telemetry', 'default',
];

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
