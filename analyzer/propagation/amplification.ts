import type { Setting } from '../graph/document.js';
import { greatestProducts } from '../graph/products.js';
import { pathTo } from '../graph/reach.js';
import { sumsOfProducts } from '../graph/sums.js';
import type { System } from '../system/system.js';
import type { Amplification, AmplificationCut } from './analysis.js';
import type { Call } from './call.js';
import type { ImpactGraph } from './impact.js';
import { subgraph } from './view.js';

export interface Amplifications {
  of(component: string): Amplification | undefined;
  readonly cuts: readonly AmplificationCut[];
}

/**
 * Worst-case attempts that arrive at each component from one request of a user. Retries multiply along synchronous hops: three
 * hops of three attempts are 27; and on one hop a mesh retries every attempt that the client makes. A circuit breaker ends the
 * path, as it stops retrying what is down; so do a fallback and a queue. A budget leaves what it allows: with one retry for every
 * five requests a hop makes 1.2 attempts on average, however many it may make for one request.
 */
export function amplifications(system: System, impact: ImpactGraph, calls: readonly Call[]): Amplifications {
  const { view, entries, effects } = impact;
  const cuts = calls.flatMap((call, row) => cutOf(system, call, effects[row] === 'degrades' || effects[row] === 'none', view.stack));
  const breakers = new Set(cuts.filter(({ by }) => by === 'circuit-breaker').map(({ dependency }) => dependency));
  const { graph, rows } = subgraph(view, (dependency, row) => (effects[row] === 'stops' || effects[row] === 'stops-with-all') && !breakers.has(dependency));
  const budgets = new Map(cuts.flatMap(({ dependency, budget }) => (budget === undefined ? [] : [[dependency, 1 + budget] as const])));
  const factors = Float64Array.from(rows, (row) => Math.min(calls[row]!.attempts.low, budgets.get(view.dependencies[row]!) ?? Infinity));
  const starts = startsOf(system, impact);
  const initial = Float64Array.from(view.components, (_, node) => starts.get(node)?.attempts ?? 1);
  const roots = [...new Set([...entries, ...starts.keys()])].sort((a, b) => a - b);
  const found = greatestProducts(graph, factors, roots, initial);
  const total = sumsOfProducts(graph, factors, roots, initial);
  return {
    cuts,
    of: (component) => {
      const node = view.number.get(component);
      const edges = node === undefined ? undefined : pathTo(found, node);
      if (node === undefined || edges === undefined) return undefined;
      const first = starts.get(edges.length > 0 ? view.from[rows[edges[0]!]!]! : node);
      const path = edges.map((edge) => ({ dependency: calls[rows[edge]!]!.dependency, attempts: factors[edge]!, layers: calls[rows[edge]!]!.layers }));
      return {
        attempts: found.product[node]!,
        path,
        ...(first ? { start: first } : {}),
        ...(Number.isFinite(total[node]!) ? { total: total[node]! } : {}),
        ...(edges.some((edge) => calls[rows[edge]!]!.attempts.high > calls[rows[edge]!]!.attempts.low) ? { open: true } : {}),
        ...(found.cyclic[node] === 1 ? { cyclic: true } : {}),
      };
    },
  };
}

type Start = NonNullable<Amplification['start']>;

/** Who repeats before the first call is made: the route by which users enter, a queue that hands a message out again. */
function startsOf(system: System, { view, entries }: ImpactGraph): ReadonlyMap<number, Start> {
  const starts = new Map<number, Start>();
  const offer = (node: number, setting: Setting | undefined, attempts: number, by: Start['by']): void => {
    // A controller's own habit is to try another replica when none answered, which repeats no work.
    if (setting?.origin === 'explicit' && attempts > (starts.get(node)?.attempts ?? 1)) starts.set(node, { attempts, by, setting });
  };
  const numberOf = (setting: Setting | undefined): number => (typeof setting?.value === 'number' ? setting.value : 0);
  for (const node of entries) {
    const retries = system.setting(view.components[node]!.id, 'entryRetries', view.stack);
    offer(node, retries, 1 + numberOf(retries), 'route');
  }
  view.dependencies.forEach(({ kind, to }, row) => {
    const deliveries = kind === 'consumes' ? system.setting(to, 'maxReceiveCount', view.stack) : undefined;
    offer(view.from[row]!, deliveries, numberOf(deliveries), 'queue');
  });
  return starts;
}

/** Where a call is repeated and something sees to it that this does not go on below. */
function cutOf(system: System, { dependency, attempts }: Call, isSoft: boolean, stack: string | undefined): AmplificationCut[] {
  if (attempts.high <= 1) return [];
  const breaker = system.setting(dependency, 'circuitBreaker', stack);
  if (breaker?.value === true) return [{ dependency, by: 'circuit-breaker', setting: breaker }];
  const budget = system.setting(dependency, 'retryBudgetRatio', stack);
  if (typeof budget?.value === 'number') return [{ dependency, by: 'retry-budget', budget: budget.value, setting: budget }];
  return isSoft ? [{ dependency, by: 'fallback' }] : [];
}
