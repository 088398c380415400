import { stronglyConnected } from './components.js';
import { ends, reverse, type Graph } from './graph.js';

/** The greatest product of edge factors over paths from a root. */
export interface Products {
  /** Product of the best path found; 0 where nothing leads. Never above `limit`. */
  readonly product: Float64Array;
  readonly distance: Int32Array;
  readonly parent: Int32Array;
  readonly parentEdge: Int32Array;
  /** 1 where the path enters a cycle: its product is one simple path's, and going round again would only add. */
  readonly cyclic: Uint8Array;
}

/** Beyond this a number says "without bound" and would lose its last digits. */
export const limit = Number.MAX_SAFE_INTEGER;

/**
 * Multiplies factors (each >= 1) along paths and keeps the greatest product for every node, the shorter path on a tie. Exact where
 * paths cross no cycle. The longest simple path inside a cycle is NP-hard to find, so there each node gets the product of one
 * simple path, breadth first from where the cycle is entered, and is marked as cyclic. `initial` is what each root starts with.
 */
export function greatestProducts(graph: Graph, factors: Float64Array, roots: readonly number[], initial?: Float64Array): Products {
  const state: State = {
    product: new Float64Array(graph.size),
    distance: new Int32Array(graph.size).fill(-1),
    parent: new Int32Array(graph.size).fill(-1),
    parentEdge: new Int32Array(graph.size).fill(-1),
    cyclic: new Uint8Array(graph.size),
  };
  const isRoot = new Uint8Array(graph.size);
  for (const root of roots) isRoot[root] = 1;
  const { count, of } = stronglyConnected(graph);
  const members = groupBy(of, count);
  const backward = reverse(graph);
  const from = ends(graph).from;

  // Components are numbered against the edges' direction, so the highest come first.
  for (let component = count - 1; component >= 0; component--) {
    const nodes = members(component);
    for (const node of nodes) {
      if (isRoot[node]) settle(state, node, initial?.[node] ?? 1, -1, -1);
      for (let position = backward.offsets[node]!; position < backward.offsets[node + 1]!; position++) {
        const edge = backward.edges[position]!;
        const before = from[edge]!;
        if (of[before] !== component && state.distance[before] !== -1) offer(state, node, before, edge, factors[edge]!);
      }
    }
    if (nodes.length > 1) spread(graph, factors, of, nodes, state);
  }
  return state;
}

type State = { readonly [K in keyof Products]: Products[K] };

/** Inside a component: entered nodes keep their product, the others get theirs from the nearest, greatest first. */
function spread(graph: Graph, factors: Float64Array, of: Int32Array, nodes: Int32Array, state: State): void {
  const queue = [...nodes].filter((node) => state.distance[node] !== -1).sort((a, b) => state.product[b]! - state.product[a]! || a - b);
  for (const node of queue) {
    state.cyclic[node] = 1;
    for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) {
      const target = graph.targets[position]!;
      if (of[target] !== of[node] || state.distance[target] !== -1) continue;
      offer(state, target, node, graph.edges[position]!, factors[graph.edges[position]!]!);
      queue.push(target);
    }
  }
}

function offer(state: State, node: number, before: number, edge: number, factor: number): void {
  const product = Math.min(limit, state.product[before]! * factor);
  const better = product > state.product[node]! || (product === state.product[node] && state.distance[before]! + 1 < state.distance[node]!);
  if (!better) return;
  settle(state, node, product, before, edge);
  state.distance[node] = state.distance[before]! + 1;
  state.cyclic[node] = state.cyclic[before]!;
}

function settle(state: State, node: number, product: number, before: number, edge: number): void {
  state.product[node] = product;
  state.distance[node] = 0;
  state.parent[node] = before;
  state.parentEdge[node] = edge;
}

/** Nodes of each component, ascending. */
function groupBy(of: Int32Array, count: number): (component: number) => Int32Array {
  const starts = new Int32Array(count + 1);
  for (const component of of) starts[component + 1]!++;
  for (let component = 0; component < count; component++) starts[component + 1]! += starts[component]!;
  const next = starts.slice(0, count);
  const nodes = new Int32Array(of.length);
  for (let node = 0; node < of.length; node++) nodes[next[of[node]!]!++] = node;
  return (component) => nodes.subarray(starts[component]!, starts[component + 1]!);
}
