import type { Component, Dependency, GraphDocument } from '../graph/document.js';
import { fromEdges, type Graph } from '../graph/graph.js';

/** One stack of the graph document (or all of them together), with components as numbers in the document's order. */
export interface View {
  readonly stack: string | undefined;
  readonly components: readonly Component[];
  readonly number: ReadonlyMap<string, number>;
  readonly dependencies: readonly Dependency[];
  /** Ends of `dependencies`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export function viewOf(document: GraphDocument, stack?: string): View {
  const inStack = (row: { readonly stacks: readonly string[] }): boolean => stack === undefined || row.stacks.includes(stack);
  const components = document.components.filter(inStack);
  const number = new Map(components.map((component, index) => [component.id, index]));
  const dependencies = document.dependencies.filter((row) => inStack(row) && row.from !== row.to && number.has(row.from) && number.has(row.to));
  const from = Int32Array.from(dependencies, (row) => number.get(row.from)!);
  const to = Int32Array.from(dependencies, (row) => number.get(row.to)!);
  return { stack, components, number, dependencies, from, to };
}

/** Part of a view's dependencies as a graph; `rows[edge]` is the dependency's index in the view. */
export interface Subgraph {
  readonly graph: Graph;
  readonly rows: Int32Array;
}

export function subgraph(view: View, keep: (dependency: Dependency, row: number) => boolean): Subgraph {
  const rows = Int32Array.from(view.dependencies.keys()).filter((row) => keep(view.dependencies[row]!, row));
  const graph = fromEdges(view.components.length, rows.map((row) => view.from[row]!), rows.map((row) => view.to[row]!));
  return { graph, rows };
}
