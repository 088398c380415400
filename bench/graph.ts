import { stronglyConnected } from '../analyzer/graph/components.js';
import { cuts } from '../analyzer/graph/cuts.js';
import { dominators } from '../analyzer/graph/dominators.js';
import { fromEdges } from '../analyzer/graph/graph.js';
import { reach } from '../analyzer/graph/reach.js';
import { generator } from './corpus.js';
import { median, time } from './measure.js';

/** Milliseconds of each algorithm on one random graph. */
export function benchGraph(size: number, edges: number, rounds: number): Record<string, number> {
  const random = generator(size);
  const node = (): number => Math.floor(random() * size);
  const from = Int32Array.from({ length: edges }, node);
  const to = Int32Array.from({ length: edges }, node);
  const graph = fromEdges(size, from, to);
  const roots = Array.from({ length: 10 }, node);
  const tasks: Record<string, () => unknown> = {
    build: () => fromEdges(size, from, to),
    reach: () => reach(graph, roots),
    'strong components': () => stronglyConnected(graph),
    dominators: () => dominators(graph, roots),
    'articulation points': () => cuts(graph),
  };
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, median(Array.from({ length: rounds }, () => time(task)))]));
}
