import type { Dependency, GraphDocument } from '../graph/document.js';
import { reverse, type Graph } from '../graph/graph.js';
import { reach } from '../graph/reach.js';
import type { Blast } from './analysis.js';
import { effectOf, isBystander, serves, type Effect } from './effects.js';
import { entryPoints } from './entries.js';
import { spread, type Conduits, type Fall } from './spread.js';
import { subgraph, viewOf, type View } from './view.js';

/**
 * Who stops and who degrades when one component fails. A function of the graph document alone, free of any platform's API: the
 * command line and the report page run this same code.
 */
export function impactOf(document: GraphDocument, component: string, stack?: string): Blast {
  return blastOf(impactGraph(document, stack), component);
}

/** A stack prepared for many questions. */
export interface ImpactGraph extends Conduits {
  /** Rows are indexes of its dependencies. */
  readonly view: View;
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
  return { view, dependents: dependentsOf(view, effects), effects, routes, called, entries, front, counts, total };
}

function dependentsOf(view: View, effects: readonly Effect[]): Graph {
  const { graph, rows } = subgraph(view, (_, row) => effects[row] !== 'none');
  const backward = reverse(graph);
  return { ...backward, edges: backward.edges.map((edge) => rows[edge]!) };
}

export function blastOf(graph: ImpactGraph, component: string): Blast {
  const { view, counts } = graph;
  const failed = view.number.get(component);
  if (failed === undefined) return { component, lost: [], degraded: [], entryPointsLost: [], of: graph.total, witness: () => [] };
  const fall = spread(graph, failed);
  const id = (node: number): string => view.components[node]!.id;
  const counted = (nodes: readonly number[]): string[] => nodes.filter((node) => node !== failed && counts[node] === 1).map(id);
  // A fall is as large as the system and few are asked for their paths, so it is not kept but computed again.
  let again: Fall | undefined;
  return {
    component,
    lost: counted(fall.stopped),
    degraded: counted(fall.degraded),
    entryPointsLost: entriesLost(graph, fall).map(id),
    of: graph.total - counts[failed]!,
    witness: (lost) => hops(view, (again ??= spread(graph, failed)), view.number.get(lost)),
  };
}

/**
 * Entry points that stop, the failed one included. Where a router goes on with its other routes, users lose the service behind the
 * route: then that service stands for the entry.
 */
function entriesLost({ dependents, entries, front, effects }: ImpactGraph, fall: Fall): number[] {
  const lost = new Set(entries.filter(fall.hasStopped));
  // Every router that goes on with less is among the degraded.
  if (!fall.degraded.some((node) => front[node] === 1)) return [...lost];
  for (const node of fall.stopped)
    for (let position = dependents.offsets[node]!; position < dependents.offsets[node + 1]!; position++) {
      const router = dependents.targets[position]!;
      if (effects[dependents.edges[position]!] === 'stops-with-all' && front[router] === 1 && !fall.hasStopped(router)) lost.add(node);
    }
  return [...lost].sort((a, b) => a - b);
}

/** From a component that stopped or degraded down to the failed one. */
function hops(view: View, fall: Fall, start: number | undefined): readonly Dependency[] {
  const path: Dependency[] = [];
  let row = start === undefined ? undefined : fall.through(start);
  while (row !== undefined) {
    path.push(view.dependencies[row]!);
    row = fall.through(view.to[row]!);
  }
  return path;
}
