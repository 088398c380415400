import type { Place } from '../../../analyzer/facts/place.js';
import type { TemplateFact, TemplateItem } from '../../../analyzer/facts/types.js';
import { cycleWitnesses } from '../../../analyzer/graph/cycles.js';
import { fromEdges } from '../../../analyzer/graph/graph.js';

export interface Hop {
  readonly item: TemplateItem;
  readonly to: string;
  readonly at: Place;
}

/** What is made one after the other; a module's inputs and outputs are made each at their own time. */
const isMade = ({ ref: { kind } }: TemplateItem): boolean => !['variable', 'parameter', 'module', 'output', 'terraform', 'provider', 'check', 'import', 'condition'].includes(kind);

/** One circle for each group of resources that wait for each other, what needs itself among them. */
export function circlesIn({ items, language }: TemplateFact): Hop[][] {
  const made = items.filter(isMade);
  const indexOf = new Map(made.map(({ address }, index) => [address, index]));
  const hops = made.flatMap((item) => item.names.flatMap(({ address, at }): Hop[] => (indexOf.has(address) ? [{ item, to: address, at }] : [])));
  const itself = hops.filter(({ item, to }) => item.address === to && language === 'cloudformation');
  const others = hops.filter(({ item, to }) => item.address !== to);
  const graph = fromEdges(made.length, Int32Array.from(others, ({ item }) => indexOf.get(item.address)!), Int32Array.from(others, ({ to }) => indexOf.get(to)!));
  return [...itself.map((hop) => [hop]), ...cycleWitnesses(graph).map((edges) => edges.map((edge) => others[edge]!))];
}
