import { minimalCutSets, type CutSets } from '../graph/cut-sets.js';
import type { Dependency } from '../graph/document.js';
import { pathTo, reach } from '../graph/reach.js';
import { pick, type FaultTree } from './fault-tree.js';
import { spread } from './spread.js';

/** What can fail by itself: a component, or a common cause by its id. */
export type FaultEvent = { readonly component: string } | { readonly cause: string };

/** What takes a place down where users notice. */
export interface EntryFaults {
  /** An entry point, or the service behind one of its routes. */
  readonly entry: string;
  /** Each of these is enough. */
  readonly singles: readonly FaultEvent[];
  /** Two that are enough together, and not alone. */
  readonly pairs: readonly (readonly [FaultEvent, FaultEvent])[];
  /** Of `pairs`, with those that the list leaves out. */
  readonly pairCount: number;
}

/** What stops when several things fail at once. */
export interface Loss {
  readonly lost: readonly string[];
  readonly degraded: readonly string[];
  /** Entry points, and services behind the routes of one, that stop. */
  readonly entries: readonly string[];
}

/** Beyond this the pairs of an entry point are counted, not listed. */
const listedPairs = 1_000;

/** The cut sets of every place where users notice, sorted by it. */
export function entryFaults(tree: FaultTree): readonly EntryFaults[] {
  const found = minimalCutSets(tree, tree.tops, listedPairs);
  return tree.tops.map((top, index) => named(tree, top, found[index]!));
}

function named(tree: FaultTree, top: number, { singles, pairs, pairCount }: CutSets): EntryFaults {
  const event = (node: number): FaultEvent => eventOf(tree, node);
  return { entry: idOf(tree, top), singles: singles.map(event), pairs: pairs.map(([a, b]) => [event(a), event(b)] as const), pairCount };
}

/** What stops and degrades when all of these fail at once; what failed is in neither list. */
export function lossOf(tree: FaultTree, events: readonly FaultEvent[]): Loss {
  const { impact } = tree;
  const failed = nodesOf(tree, events);
  const fall = spread(tree, ...failed);
  const ids = (nodes: readonly number[]): string[] => nodes.flatMap((node) => (impact.counts[node] === 1 && !failed.includes(node) ? [impact.view.components[node]!.id] : []));
  return { lost: ids(fall.stopped), degraded: ids(fall.degraded), entries: tree.tops.filter(fall.hasStopped).map((node) => impact.view.components[node]!.id) };
}

/**
 * For each event of a cut set, how it is part of the entry point's failure: the dependencies from the entry point down to the
 * component that fails by itself or has the common cause. Every component on the way has stopped. Undefined where there is none,
 * which a minimal cut set never has.
 */
export function pathsTo(tree: FaultTree, entry: string, events: readonly FaultEvent[]): readonly (readonly Dependency[] | undefined)[] {
  const { view } = tree.impact;
  const top = view.number.get(entry);
  if (top === undefined) return events.map(() => undefined);
  const failed = nodesOf(tree, events);
  const { hasStopped } = spread(tree, ...failed);
  const stops = (row: number): boolean => tree.effects[row] !== 'none' && tree.effects[row] !== 'degrades' && hasStopped(tree.from[row]!) && hasStopped(tree.to[row]!);
  const found = reach(pick(tree.called.length, tree.from, tree.to, stops), [top]);
  return failed.map((node) => pathTo(found, node)?.flatMap((row) => view.dependencies[row] ?? []));
}

const nodesOf = (tree: FaultTree, events: readonly FaultEvent[]): number[] => events.flatMap((event) => nodeOf(tree, event) ?? []);

function nodeOf({ impact: { view }, causes }: FaultTree, event: FaultEvent): number | undefined {
  if ('component' in event) return view.number.get(event.component);
  const index = causes.findIndex(({ id }) => id === event.cause);
  return index < 0 ? undefined : view.components.length + index;
}

const eventOf = (tree: FaultTree, node: number): FaultEvent => {
  const { length } = tree.impact.view.components;
  return node < length ? { component: idOf(tree, node) } : { cause: tree.causes[node - length]!.id };
};

const idOf = ({ impact }: FaultTree, node: number): string => impact.view.components[node]!.id;
