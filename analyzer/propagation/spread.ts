import type { Graph } from '../graph/graph.js';
import type { Effect } from './effects.js';

/** What `spread` needs to know about a system. */
export interface Conduits {
  /** Edges from what is depended on to who depends, without those of effect `none`; edge numbers are rows. */
  readonly dependents: Graph;
  /** What each row does to its dependent. */
  readonly effects: readonly Effect[];
  /** To how many backends each component routes: it stops with the last of them. */
  readonly routes: Int32Array;
  /** 1 where somebody's requests come in. */
  readonly called: Uint8Array;
}

/** What falls when something fails. */
export interface Fall {
  /** In the order in which they stop, what failed first. */
  readonly stopped: readonly number[];
  readonly degraded: readonly number[];
  hasStopped(node: number): boolean;
  /** The row through which the failure came to a node; undefined for what failed and for what was not reached. */
  through(node: number): number | undefined;
}

/** Breadth first from what failed, one thing or several at once, to its dependents, nearest first. */
export function spread({ dependents, effects, routes, called }: Conduits, ...failed: readonly number[]): Fall {
  const isStopped = new Uint8Array(dependents.size);
  // Rows count from 1 here, so that a fresh array says "not reached" everywhere.
  const through = new Int32Array(dependents.size);
  const routesDown = new Map<number, number>();
  const stopped = [...failed];
  const touched: number[] = [];
  for (const node of failed) isStopped[node] = 1;
  const stops = (row: number, dependent: number): boolean => {
    const effect = effects[row];
    if (effect === 'stops-if-idle') return called[dependent] === 0;
    if (effect !== 'stops-with-all') return effect === 'stops';
    const down = (routesDown.get(dependent) ?? 0) + 1;
    routesDown.set(dependent, down);
    return down === routes[dependent];
  };
  for (let head = 0; head < stopped.length; head++) {
    const node = stopped[head]!;
    for (let position = dependents.offsets[node]!; position < dependents.offsets[node + 1]!; position++) {
      const dependent = dependents.targets[position]!;
      if (isStopped[dependent] === 1) continue;
      const row = dependents.edges[position]!;
      const stopsNow = stops(row, dependent);
      if (!stopsNow && through[dependent] !== 0) continue;
      through[dependent] = row + 1;
      if (stopsNow) {
        isStopped[dependent] = 1;
        stopped.push(dependent);
      } else touched.push(dependent);
    }
  }
  return {
    stopped,
    degraded: touched.filter((node) => isStopped[node] === 0),
    hasStopped: (node) => isStopped[node] === 1,
    through: (node) => (through[node] === 0 ? undefined : through[node]! - 1),
  };
}
