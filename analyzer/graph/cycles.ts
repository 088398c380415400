import { componentSizes, stronglyConnected } from './components.js';
import type { Graph } from './graph.js';

/**
 * One simple cycle for every strongly connected component of more than one node: the shortest through the component's lowest
 * node, as edges in order. All cycles would be exponentially many; breaking one at a time and looking again finds the rest.
 */
export function cycleWitnesses(graph: Graph): number[][] {
  const components = stronglyConnected(graph);
  const sizes = componentSizes(components);
  const done = new Uint8Array(components.count);
  const search = cycleSearch(graph, components.of);
  const cycles: number[][] = [];
  for (let node = 0; node < graph.size; node++) {
    const component = components.of[node]!;
    if (done[component] || sizes[component]! < 2) continue;
    done[component] = 1;
    cycles.push(search(node));
  }
  return cycles;
}

/** Breadth first inside the component until an edge leads back; the arrays are shared, as components do not overlap. */
function cycleSearch(graph: Graph, component: Int32Array): (start: number) => number[] {
  const parent = new Int32Array(graph.size).fill(-1);
  const parentEdge = new Int32Array(graph.size).fill(-1);
  return (start) => {
    const queue = [start];
    for (const node of queue)
      for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) {
        const target = graph.targets[position]!;
        if (component[target] !== component[start] || target === node) continue;
        if (target === start) return unwind(node, graph.edges[position]!, parent, parentEdge);
        if (parentEdge[target] !== -1) continue;
        parent[target] = node;
        parentEdge[target] = graph.edges[position]!;
        queue.push(target);
      }
    return [];
  };
}

function unwind(last: number, closing: number, parent: Int32Array, parentEdge: Int32Array): number[] {
  const cycle = [closing];
  for (let node = last; parentEdge[node] !== -1; node = parent[node]!) cycle.push(parentEdge[node]!);
  return cycle.reverse();
}
