import type { Dependency, GraphDocument } from '../graph/document.js';
import { fromEdges, type Graph } from '../graph/graph.js';
import { reach } from '../graph/reach.js';
import type { Blast } from './analysis.js';
import { effectOf, isBystander, serves, type Effect } from './effects.js';
import { entryPoints } from './entries.js';
import { subgraph, viewOf, type View } from './view.js';

/**
 * Who stops and who degrades when one component fails. A function of the graph document alone, free of any platform's API: the
 * command line and the report page run this same code.
 */
export function impactOf(document: GraphDocument, component: string, stack?: string): Blast {
  return blastOf(impactGraph(document, stack), component);
}

/** A stack prepared for many questions. */
export interface ImpactGraph {
  readonly view: View;
  /** Edges from what is depended on to who depends; edge numbers are rows of `view.dependencies`. */
  readonly dependents: Graph;
  /** By row. */
  readonly effects: readonly Effect[];
  /** To how many backends each component routes: it stops with the last of them. */
  readonly routes: Int32Array;
  /** 1 where somebody's requests come in. */
  readonly called: Uint8Array;
  readonly entries: readonly number[];
  /** 1 for entry points and for what they route to. */
  readonly front: Uint8Array;
  /** 1 for what can be lost: it serves, and it is no load generator and no monitoring. */
  readonly counts: Uint8Array;
  readonly total: number;
}

export function impactGraph(document: GraphDocument, stack?: string): ImpactGraph {
  const view = viewOf(document, stack);
  const size = view.components.length;
  const effects = view.dependencies.map((dependency, row) => effectOf(dependency, view.components[view.to[row]!]!));
  const entries = entryPoints(view);
  const routes = new Int32Array(size);
  const called = new Uint8Array(size);
  for (const entry of entries) called[entry] = 1;
  view.dependencies.forEach(({ kind, phase }, row) => {
    if (effects[row] === 'stops-with-all') routes[view.from[row]!]!++;
    if (phase === 'request' && (kind === 'calls' || kind === 'routes')) called[view.to[row]!] = 1;
  });
  const front = new Uint8Array(size);
  const routing = subgraph(view, (_, row) => effects[row] === 'stops-with-all');
  for (const node of reach(routing.graph, entries).order) front[node] = 1;
  const counts = Uint8Array.from(view.components, (component) => (serves(component) && !isBystander(component) ? 1 : 0));
  const total = counts.reduce((sum, one) => sum + one, 0);
  return { view, dependents: fromEdges(size, view.to, view.from), effects, routes, called, entries, front, counts, total };
}

export function blastOf(graph: ImpactGraph, component: string): Blast {
  const { view, counts } = graph;
  const failed = view.number.get(component);
  const compute = (): Fall => (failed === undefined ? { stopped: new Map(), degraded: new Map() } : spread(graph, failed));
  const fall = compute();
  // A fall is large and few are asked for their paths, so it is not kept but computed again.
  let again: Fall | undefined;
  const id = (node: number): string => view.components[node]!.id;
  const counted = (nodes: Iterable<number>): string[] => [...nodes].filter((node) => node !== failed && counts[node] === 1).map(id);
  return {
    component,
    lost: counted(fall.stopped.keys()),
    degraded: counted(fall.degraded.keys()),
    entryPointsLost: entriesLost(graph, fall).map(id),
    of: graph.total - (failed === undefined ? 0 : counts[failed]!),
    witness: (lost) => hops(view, (again ??= compute()), view.number.get(lost), failed),
  };
}

/** Nodes with the row of the dependency through which the failure came, in the order in which they fall; -1 for the first. */
interface Fall {
  readonly stopped: ReadonlyMap<number, number>;
  readonly degraded: ReadonlyMap<number, number>;
}

/** Breadth first from the failed component to its dependents. Sparse, because most failures reach little of a large system. */
function spread({ view, dependents, effects, routes, called }: ImpactGraph, failed: number): Fall {
  const stopped = new Map([[failed, -1]]);
  const touched = new Map<number, number>();
  const routesDown = new Map<number, number>();
  const stops = (row: number, dependent: number): boolean => {
    if (effects[row] === 'stops-if-idle') return called[dependent] === 0;
    if (effects[row] !== 'stops-with-all') return effects[row] === 'stops';
    const down = (routesDown.get(dependent) ?? 0) + 1;
    routesDown.set(dependent, down);
    return down === routes[dependent];
  };
  for (const node of stopped.keys())
    for (let position = dependents.offsets[node]!; position < dependents.offsets[node + 1]!; position++) {
      const row = dependents.edges[position]!;
      const dependent = view.from[row]!;
      if (effects[row] === 'none' || stopped.has(dependent)) continue;
      if (stops(row, dependent)) stopped.set(dependent, row);
      else if (!touched.has(dependent)) touched.set(dependent, row);
    }
  return { stopped, degraded: new Map([...touched].filter(([node]) => !stopped.has(node))) };
}

/**
 * Entry points that stop, the failed one included. Where a router goes on with its other routes, users lose the service behind the
 * route: then that service stands for the entry.
 */
function entriesLost({ view, dependents, entries, front, effects }: ImpactGraph, { stopped }: Fall): number[] {
  const lost = new Set(entries.filter((entry) => stopped.has(entry)));
  for (const node of stopped.keys())
    for (let position = dependents.offsets[node]!; position < dependents.offsets[node + 1]!; position++) {
      const row = dependents.edges[position]!;
      const router = view.from[row]!;
      if (effects[row] === 'stops-with-all' && front[router] === 1 && !stopped.has(router)) lost.add(node);
    }
  return [...lost].sort((a, b) => a - b);
}

/** From a component that stopped or degraded down to the failed one. */
function hops(view: View, { stopped, degraded }: Fall, start: number | undefined, failed: number | undefined): readonly Dependency[] {
  const path: Dependency[] = [];
  for (let node = start; node !== undefined && node !== failed; ) {
    const row = stopped.get(node) ?? degraded.get(node);
    if (row === undefined) return [];
    path.push(view.dependencies[row]!);
    node = view.to[row]!;
  }
  return path;
}
