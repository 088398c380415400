import { stronglyConnected } from './components.js';
import type { Graph } from './graph.js';

/**
 * The sum, over all paths from the roots, of the products of the factors on them. `initial` is what each root starts with. Infinity
 * in and below a cycle that is reached: going round it again would only add.
 */
export function sumsOfProducts(graph: Graph, factors: Float64Array, roots: readonly number[], initial: Float64Array): Float64Array {
  const sum = new Float64Array(graph.size);
  for (const root of roots) sum[root] = initial[root]!;
  const { of, count } = stronglyConnected(graph);
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let node = 0; node < graph.size; node++) members[of[node]!]!.push(node);
  // Components are numbered against the edges' direction, so the highest come first.
  for (const nodes of members.reverse()) {
    if (nodes.length > 1 && nodes.some((node) => sum[node]! > 0)) for (const node of nodes) sum[node] = Infinity;
    for (const node of nodes) {
      if (sum[node] === 0) continue;
      for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) {
        const target = graph.targets[position]!;
        if (of[target] !== of[node]) sum[target]! += sum[node]! * factors[graph.edges[position]!]!;
      }
    }
  }
  return sum;
}
