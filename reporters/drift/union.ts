import { compareText } from '../../analyzer/facts/place.js';
import type { Component, Dependency, GraphDocument } from '../../analyzer/graph/document.js';
import type { DriftReport } from './options.js';

export type State = 'added' | 'removed' | 'changed' | 'same';

/** Both graphs as one, with what became of each part. */
export interface Union {
  readonly graph: GraphDocument;
  stateOf(part: Component | Dependency): State;
}

/** More boxes than this nobody reads; then only what changed is drawn, among its neighbours. */
const MOST_BOXES = 60;

export function unionOf({ drift, base, head }: Pick<DriftReport, 'drift' | 'base' | 'head'>): Union {
  const [before, after] = [keysIn(base.graph), keysIn(head.graph)];
  const changed = new Set(drift.differences.map(({ subject }) => ('component' in subject ? subject.component : 'stack' in subject ? '' : pairKey(subject))));
  const stateOf = (part: Component | Dependency): State => {
    const key = keyOf(part);
    if (!before.has(key)) return 'added';
    if (!after.has(key)) return 'removed';
    return changed.has('id' in part ? part.id : pairKey(part)) ? 'changed' : 'same';
  };
  const merged = <T extends Component | Dependency>(old: readonly T[], now: readonly T[]): readonly T[] => [...now, ...old.filter((one) => !after.has(keyOf(one)))].sort((a, b) => compareText(keyOf(a), keyOf(b)));
  const graph: GraphDocument = { ...head.graph, components: merged(base.graph.components, head.graph.components), dependencies: merged(base.graph.dependencies, head.graph.dependencies) };
  return { graph: graph.components.length > MOST_BOXES ? around(graph, (part) => stateOf(part) !== 'same') : graph, stateOf };
}

const pairKey = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}\0${to}`;
const keyOf = (part: Component | Dependency): string => ('id' in part ? part.id : `${pairKey(part)}\0${part.kind}\0${part.phase}`);
const keysIn = ({ components, dependencies }: GraphDocument): ReadonlySet<string> => new Set([...components.map(keyOf), ...dependencies.map(keyOf)]);

function around(graph: GraphDocument, isTouched: (part: Component | Dependency) => boolean): GraphDocument {
  const touched = new Set([...graph.components.filter(isTouched).map(({ id }) => id), ...graph.dependencies.filter(isTouched).flatMap(({ from, to }) => [from, to])]);
  const near = new Set([...touched, ...graph.dependencies.flatMap(({ from, to }) => (touched.has(from) || touched.has(to) ? [from, to] : []))]);
  const shown = near.size > 3 * MOST_BOXES ? touched : near;
  return {
    ...graph,
    components: graph.components.filter(({ id }) => shown.has(id)),
    dependencies: graph.dependencies.filter(({ from, to }) => shown.has(from) && shown.has(to) && (touched.has(from) || touched.has(to))),
  };
}
