import type { Graph } from './graph.js';

/** What a breadth-first search found. */
export interface Reach {
  /** Reached nodes, nearest first, roots included. */
  readonly order: Int32Array;
  /** Hops from the nearest root; -1 where nothing leads. */
  readonly distance: Int32Array;
  /** The node before, and the edge that led here; -1 for roots and for what was not reached. */
  readonly parent: Int32Array;
  readonly parentEdge: Int32Array;
}

/** Everything that can be reached from the roots, over a shortest path each. */
export function reach(graph: Graph, roots: Iterable<number>): Reach {
  const distance = new Int32Array(graph.size).fill(-1);
  const parent = new Int32Array(graph.size).fill(-1);
  const parentEdge = new Int32Array(graph.size).fill(-1);
  const order = new Int32Array(graph.size);
  let found = 0;
  for (const root of roots) {
    if (distance[root] !== -1) continue;
    distance[root] = 0;
    order[found++] = root;
  }
  for (let head = 0; head < found; head++) {
    const node = order[head]!;
    for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) {
      const target = graph.targets[position]!;
      if (distance[target] !== -1) continue;
      distance[target] = distance[node]! + 1;
      parent[target] = node;
      parentEdge[target] = graph.edges[position]!;
      order[found++] = target;
    }
  }
  return { order: order.subarray(0, found), distance, parent, parentEdge };
}

/** The edges from a root to the node, in order; undefined when it was not reached, empty for a root. */
export function pathTo(found: Pick<Reach, 'distance' | 'parent' | 'parentEdge'>, node: number): number[] | undefined {
  if (found.distance[node] === -1) return undefined;
  const path: number[] = [];
  for (let at = node; found.parentEdge[at] !== -1; at = found.parent[at]!) path.push(found.parentEdge[at]!);
  return path.reverse();
}
