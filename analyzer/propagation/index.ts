import { cuts } from '../graph/cuts.js';
import { cycleWitnesses } from '../graph/cycles.js';
import { dominators, dominatorTree } from '../graph/dominators.js';
import { fromEdges, type Graph } from '../graph/graph.js';
import { pathTo, reach } from '../graph/reach.js';
import type { Dependency, GraphDocument } from '../graph/document.js';
import type { System } from '../system/system.js';
import { amplifications } from './amplification.js';
import type { Analysis } from './analysis.js';
import { faultsOf } from './fault-analysis.js';
import { callOf } from './call.js';
import { connectionDemands } from './capacity.js';
import { deadlinesOf } from './deadlines.js';
import { blastOf, impactGraph, type ImpactGraph } from './impact.js';
import { subgraph, type Subgraph } from './view.js';

/** How failures travel through the system; every answer is computed when it is first asked for, once a stack. */
export function analyze(system: System): Analysis {
  const only = onlyStack(system.document);
  const analyzed = memo((stack: string | undefined) => analyzeStack(system, stack));
  const stackOf = (stack: string | undefined): Analysis => analyzed(stack ?? only);
  return {
    blast: (component, stack) => stackOf(stack).blast(component),
    entryPoints: (stack) => stackOf(stack).entryPoints(),
    dominates: (component, stack) => stackOf(stack).dominates(component),
    cycles: (phase, stack) => stackOf(stack).cycles(phase),
    path: (from, to, stack) => stackOf(stack).path(from, to),
    amplification: (component, stack) => stackOf(stack).amplification(component),
    amplificationCuts: (stack) => stackOf(stack).amplificationCuts(),
    deadlines: (stack) => stackOf(stack).deadlines(),
    connections: (stack) => stackOf(stack).connections(stack),
    articulationPoints: (stack) => stackOf(stack).articulationPoints(),
    cutSets: (stack) => stackOf(stack).cutSets(),
    cutPaths: (entry, events, stack) => stackOf(stack).cutPaths(entry, events),
    commonCauses: (stack) => stackOf(stack).commonCauses(),
    loss: (events, stack) => stackOf(stack).loss(events),
    availability: (stack) => stackOf(stack).availability(),
    feedbackLoops: (stack) => stackOf(stack).feedbackLoops(),
  };
}

/** The stack that holds everything, where there is one: then "all stacks together" is the same question and gets the same answers. */
function onlyStack({ stacks, components, dependencies }: GraphDocument): string | undefined {
  const [stack] = stacks;
  const holds = (row: { readonly stacks: readonly string[] }): boolean => row.stacks.includes(stack!.id);
  return stack !== undefined && components.every(holds) && dependencies.every(holds) ? stack.id : undefined;
}

function analyzeStack(system: System, stack: string | undefined): Analysis {
  const impact = impactGraph(system.document, stack);
  const { view, entries } = impact;
  const id = (node: number): string => view.components[node]!.id;
  const tree = once(() => dominatorTree(dominators(subgraph(view, atRequest).graph, entries)));
  const calls = once(() => view.dependencies.map((dependency) => callOf(system, dependency, stack)));
  const attempts = once(() => amplifications(system, impact, calls()));
  const carries = (row: number): boolean => impact.effects[row] !== 'none';
  const roads = once(() => [subgraph(view, (_, row) => carries(row) && impact.effects[row] !== 'degrades'), subgraph(view, (_, row) => carries(row))]);
  const below = (node: number): Int32Array => reach(tree(), [node]).order.subarray(1);
  const cycles = memo((phase: 'request' | 'startup') => cyclesOf(impact, phase));
  return {
    ...faultsOf(system, impact, () => cycles('request')),
    blast: memo((component: string) => blastOf(impact, component)),
    entryPoints: () => entries.map(id),
    dominates: memo((component: string) => [...(view.number.has(component) ? below(view.number.get(component)!) : [])].sort((a, b) => a - b).map(id)),
    cycles,
    path: (from, to) => shortestPath(impact, roads(), from, to),
    amplification: (component) => attempts().of(component),
    amplificationCuts: () => attempts().cuts,
    deadlines: once(() => deadlinesOf(system, impact, calls())),
    connections: memo((id: string) => connectionDemands(system, id)),
    articulationPoints: once(() => cutPoints(impact).map(id)),
  };
}

const atRequest = (dependency: Dependency): boolean => dependency.phase === 'request' && dependency.kind !== 'observes' && dependency.kind !== 'mounts';

/**
 * Over request-time dependencies that stop their dependent, or over hard ones of the start; consuming waits for nobody. Who calls
 * through the gateway that leads to itself asks for what else is behind it, so a route closes no circle of requests.
 */
function cyclesOf({ view, effects }: ImpactGraph, phase: 'request' | 'startup'): readonly (readonly Dependency[])[] {
  const stops = (row: number): boolean => effects[row] === 'stops' || effects[row] === 'stops-with-all';
  const { graph, rows } = subgraph(view, (dependency, row) => {
    if (phase === 'request') return stops(row) && dependency.kind !== 'routes';
    return dependency.phase === 'startup' && dependency.strength === 'hard' && effects[row] !== 'none';
  });
  return cycleWitnesses(graph).map((cycle) => cycle.map((edge) => view.dependencies[rows[edge]!]!));
}

/** Over hard dependencies where they lead there, else over any that carries a failure: `roads` in this order. */
function shortestPath({ view }: ImpactGraph, roads: readonly Subgraph[], from: string, to: string): readonly Dependency[] | undefined {
  const [start, end] = [view.number.get(from), view.number.get(to)];
  if (start === undefined || end === undefined) return undefined;
  for (const { graph, rows } of roads) {
    const path = pathTo(reach(graph, [start]), end);
    if (path !== undefined) return path.map((edge) => view.dependencies[rows[edge]!]!);
  }
  return undefined;
}

/** With one node more, joined to every entry point: a cut point then separates something from the users. */
function cutPoints({ view, entries }: ImpactGraph): readonly number[] {
  const size = view.components.length;
  const { rows } = subgraph(view, atRequest);
  const users = Int32Array.from(entries, () => size);
  const joined: Graph = fromEdges(size + 1, concat(rows.map((row) => view.from[row]!), users), concat(rows.map((row) => view.to[row]!), Int32Array.from(entries)));
  const served = reach(joined, [size]).distance;
  return cuts(joined).points.filter((node) => node !== size && served[node] !== -1);
}

function concat(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function memo<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}

const once = <V>(compute: () => V): (() => V) => {
  const value = memo((_: undefined) => compute());
  return () => value(undefined);
};
