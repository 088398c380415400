import type { Graph } from './graph.js';
import { reach } from './reach.js';

/** The least weight that a walk from a root crosses before it arrives at each node. */
export interface Bottleneck {
  /** Infinity where nothing limits the node or nothing leads there. */
  readonly limit: Float64Array;
  /** What has the least weight: an edge's number, or `-2 - node` where it is the node's own; -1 where there is none. */
  readonly by: Int32Array;
  /** The edge over which the limit came to the node from where it begins; -1 where it begins. */
  readonly parentEdge: Int32Array;
}

/**
 * Spreads weights of edges and of nodes along the edges, the least first, so that each node is visited once. `own` are weights
 * of nodes. Infinite weights limit nothing.
 */
export function bottlenecks(graph: Graph, weights: Float64Array, own: Float64Array, roots: readonly number[]): Bottleneck {
  const limit = new Float64Array(graph.size).fill(Infinity);
  const by = new Int32Array(graph.size).fill(-1);
  const parentEdge = new Int32Array(graph.size).fill(-1);
  for (const { weight, target, origin } of sources(graph, weights, own, roots)) {
    if (by[target] !== -1) continue;
    const queue = [target];
    by[target] = origin;
    for (let next = 0; next < queue.length; next++) {
      const node = queue[next]!;
      limit[node] = weight;
      for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) {
        const after = graph.targets[position]!;
        if (by[after] !== -1) continue;
        by[after] = origin;
        parentEdge[after] = graph.edges[position]!;
        queue.push(after);
      }
    }
  }
  return { limit, by, parentEdge };
}

interface Source {
  readonly weight: number;
  readonly target: number;
  readonly origin: number;
}

/** Everything that limits something and can be reached, the least weight first. */
function sources(graph: Graph, weights: Float64Array, own: Float64Array, roots: readonly number[]): Source[] {
  const found: Source[] = [];
  for (const node of reach(graph, roots).order) {
    if (own[node]! < Infinity) found.push({ weight: own[node]!, target: node, origin: -2 - node });
    for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) {
      const edge = graph.edges[position]!;
      if (weights[edge]! < Infinity) found.push({ weight: weights[edge]!, target: graph.targets[position]!, origin: edge });
    }
  }
  return found.sort((a, b) => a.weight - b.weight || a.target - b.target || a.origin - b.origin);
}
