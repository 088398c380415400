import type { Graph } from './graph.js';

/** Strongly connected components: nodes of one component reach each other. */
export interface Components {
  readonly count: number;
  /** The component of each node; numbered so that edges between components lead from a higher to a lower number. */
  readonly of: Int32Array;
}

/** Tarjan's algorithm, linear, with its own stack instead of recursion. */
export function stronglyConnected(graph: Graph): Components {
  const of = new Int32Array(graph.size).fill(-1);
  const index = new Int32Array(graph.size);
  const low = new Int32Array(graph.size);
  const next = graph.offsets.slice(0, graph.size);
  const open = new Int32Array(graph.size);
  const calls = new Int32Array(graph.size);
  let clock = 0;
  let count = 0;
  let openSize = 0;
  for (let root = 0; root < graph.size; root++) {
    if (index[root] !== 0) continue;
    let depth = 0;
    calls[0] = open[openSize++] = root;
    index[root] = low[root] = ++clock;
    while (depth >= 0) {
      const node = calls[depth]!;
      if (next[node]! < graph.offsets[node + 1]!) {
        const target = graph.targets[next[node]!++]!;
        if (index[target] === 0) {
          calls[++depth] = open[openSize++] = target;
          index[target] = low[target] = ++clock;
        } else if (of[target] === -1) low[node] = Math.min(low[node]!, index[target]!);
        continue;
      }
      if (low[node] === index[node]) {
        do of[open[--openSize]!] = count;
        while (open[openSize] !== node);
        count++;
      }
      if (--depth >= 0) low[calls[depth]!] = Math.min(low[calls[depth]!]!, low[node]!);
    }
  }
  return { count, of };
}

/** Number of nodes in each component. */
export function componentSizes(components: Components): Int32Array {
  const sizes = new Int32Array(components.count);
  for (const component of components.of) sizes[component]!++;
  return sizes;
}
