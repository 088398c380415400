import fc from 'fast-check';
import cytoscape from 'cytoscape';
import { fromEdges, type Graph } from './graph.js';

/** A small random graph with loops, parallel edges and unreachable parts, and its plain edge list for brute force. */
export interface Sample {
  readonly size: number;
  readonly list: readonly (readonly [number, number])[];
  readonly graph: Graph;
}

export const sampleOf = (size: number, list: readonly (readonly [number, number])[]): Sample => ({
  size,
  list,
  graph: fromEdges(size, Int32Array.from(list, (edge) => edge[0]), Int32Array.from(list, (edge) => edge[1])),
});

export const samples = (maxSize = 12): fc.Arbitrary<Sample> =>
  fc.integer({ min: 1, max: maxSize }).chain((size) => {
    const node = fc.integer({ min: 0, max: size - 1 });
    return fc.array(fc.tuple(node, node), { maxLength: size * 2 }).map((list) => sampleOf(size, list));
  });

/** Edges lead from a lower to a higher node only. */
export const acyclicSamples = (maxSize = 9): fc.Arbitrary<Sample> =>
  samples(maxSize).map(({ size, list }) => sampleOf(size, list.filter(([a, b]) => a !== b).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)));

/** The same graph in cytoscape, without a display. */
export const inCytoscape = ({ size, list }: Sample): cytoscape.Core =>
  cytoscape({
    headless: true,
    elements: [
      ...Array.from({ length: size }, (_, node) => ({ data: { id: `n${node}` } })),
      ...list.map(([source, target], edge) => ({ data: { id: `e${edge}`, source: `n${source}`, target: `n${target}` } })),
    ],
  });

export const nodeNumber = (id: string): number => Number(id.slice(1));

/** Nodes reached from `roots` when `without` is taken away, by repeated passes over the edge list. */
export function bruteReach({ list }: Sample, roots: readonly number[], without = -1): Set<number> {
  const found = new Set(roots.filter((root) => root !== without));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [from, to] of list) if (found.has(from) && to !== without) found.add(to);
  }
  return found;
}

/** Number of parts when directions are ignored, leaving out one node or one edge. */
export function bruteParts({ size, list }: Sample, leaveOut: { node?: number; edge?: number } = {}): number {
  const parts = Array.from({ length: size }, (_, node) => node);
  const find = (node: number): number => (parts[node] === node ? node : find(parts[node]!));
  list.forEach(([a, b], edge) => {
    if (edge !== leaveOut.edge && a !== leaveOut.node && b !== leaveOut.node) parts[find(a)] = find(b);
  });
  return parts.filter((part, node) => part === node && node !== leaveOut.node).length;
}
