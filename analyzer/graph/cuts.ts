import { undirected, type Graph } from './graph.js';

/** What holds the graph together when directions are ignored. */
export interface Cuts {
  /** Articulation points, ascending: without the node, its part of the graph falls apart. */
  readonly points: readonly number[];
  /** Bridges, ascending: without the edge, its part of the graph falls apart. */
  readonly bridges: readonly number[];
}

/** Hopcroft and Tarjan 1973, linear, without recursion. Parallel edges are no bridges; loops count for nothing. */
export function cuts(directed: Graph): Cuts {
  const graph = undirected(directed);
  const index = new Int32Array(graph.size);
  const low = new Int32Array(graph.size);
  const next = graph.offsets.slice(0, graph.size);
  const stack = new Int32Array(graph.size);
  const cameBy = new Int32Array(graph.size).fill(-1);
  const isPoint = new Uint8Array(graph.size);
  const bridges: number[] = [];
  let clock = 0;
  for (let root = 0; root < graph.size; root++) {
    if (index[root] !== 0) continue;
    let depth = 0;
    let rootChildren = 0;
    stack[0] = root;
    index[root] = low[root] = ++clock;
    while (depth >= 0) {
      const node = stack[depth]!;
      if (next[node]! < graph.offsets[node + 1]!) {
        const position = next[node]!++;
        const target = graph.targets[position]!;
        if (graph.edges[position] === cameBy[node]) continue;
        if (index[target] === 0) {
          index[target] = low[target] = ++clock;
          cameBy[target] = graph.edges[position]!;
          stack[++depth] = target;
        } else low[node] = Math.min(low[node]!, index[target]!);
        continue;
      }
      if (--depth < 0) break;
      const above = stack[depth]!;
      low[above] = Math.min(low[above]!, low[node]!);
      if (low[node]! > index[above]!) bridges.push(cameBy[node]!);
      if (depth === 0) rootChildren++;
      else if (low[node]! >= index[above]!) isPoint[above] = 1;
    }
    if (rootChildren > 1) isPoint[root] = 1;
  }
  return { points: [...isPoint.keys()].filter((node) => isPoint[node] === 1), bridges: bridges.sort((a, b) => a - b) };
}
