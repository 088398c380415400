/**
 * A directed graph in compressed sparse rows: the out-edges of node `v` are positions `offsets[v]` to `offsets[v + 1]` of
 * `targets`. Nodes and edges are plain numbers; what they mean is the caller's business. No node API, no recursion: the same
 * code runs in the report page, on graphs of any depth.
 */
export interface Graph {
  readonly size: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** For each position, the edge's index in the lists that the graph was built from; kept by `reverse` and `undirected`. */
  readonly edges: Int32Array;
}

/** Builds the graph in two passes (a counting sort), so edges of one node keep their order. */
export function fromEdges(size: number, from: Int32Array, to: Int32Array): Graph {
  const offsets = new Int32Array(size + 1);
  for (const node of from) offsets[node + 1]!++;
  for (let node = 0; node < size; node++) offsets[node + 1]! += offsets[node]!;
  const next = offsets.slice(0, size);
  const targets = new Int32Array(from.length);
  const edges = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge++) {
    const position = next[from[edge]!]!++;
    targets[position] = to[edge]!;
    edges[position] = edge;
  }
  return { size, offsets, targets, edges };
}

/** Every edge turned round. */
export function reverse(graph: Graph): Graph {
  const from = new Int32Array(graph.targets.length);
  const to = new Int32Array(graph.targets.length);
  forEachEdge(graph, (source, target, edge) => {
    from[edge] = target;
    to[edge] = source;
  });
  return fromEdges(graph.size, from, to);
}

/** Every edge in both directions, under one number. */
export function undirected(graph: Graph): Graph {
  const count = graph.targets.length;
  const from = new Int32Array(count * 2);
  const to = new Int32Array(count * 2);
  forEachEdge(graph, (source, target, edge) => {
    from[edge] = to[edge + count] = source;
    to[edge] = from[edge + count] = target;
  });
  const both = fromEdges(graph.size, from, to);
  return { ...both, edges: both.edges.map((edge) => edge % count) };
}

export function forEachEdge(graph: Graph, visit: (from: number, to: number, edge: number) => void): void {
  for (let node = 0; node < graph.size; node++)
    for (let position = graph.offsets[node]!; position < graph.offsets[node + 1]!; position++) visit(node, graph.targets[position]!, graph.edges[position]!);
}

/** The two ends of every edge, by edge number. */
export function ends(graph: Graph): { readonly from: Int32Array; readonly to: Int32Array } {
  const from = new Int32Array(graph.targets.length);
  const to = new Int32Array(graph.targets.length);
  forEachEdge(graph, (source, target, edge) => {
    from[edge] = source;
    to[edge] = target;
  });
  return { from, to };
}
