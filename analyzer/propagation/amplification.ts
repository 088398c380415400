import type { Dependency, SettingValue } from '../graph/document.js';
import { greatestProducts } from '../graph/products.js';
import { pathTo } from '../graph/reach.js';
import type { System } from '../system/system.js';
import type { Amplification } from './analysis.js';
import type { ImpactGraph } from './impact.js';
import { subgraph } from './view.js';

/**
 * Worst-case attempts that arrive at each component from one request of a user. Retries multiply along synchronous hops: three
 * hops of three attempts are 27; and on one hop a mesh retries every attempt that the client makes. A circuit breaker ends the
 * path, as it stops retrying what is down; so do a fallback and a queue.
 */
export function amplifications(system: System, { view, entries, effects }: ImpactGraph): (component: string) => Amplification | undefined {
  const setting = (dependency: Dependency, name: string): SettingValue | undefined => system.setting(dependency, name, view.stack)?.value;
  const { graph, rows } = subgraph(view, (dependency, row) => {
    const waits = effects[row] === 'stops' || effects[row] === 'stops-with-all';
    return waits && setting(dependency, 'circuitBreaker') !== true;
  });
  const attempts = (dependency: Dependency): number => attemptsOf(setting(dependency, 'retriesOnCall')) * attemptsOf(setting(dependency, 'meshRetries'));
  const factors = Float64Array.from(rows, (row) => attempts(view.dependencies[row]!));
  const found = greatestProducts(graph, factors, entries);
  return (component) => {
    const node = view.number.get(component);
    const path = node === undefined ? undefined : pathTo(found, node);
    if (node === undefined || path === undefined) return undefined;
    return {
      attempts: found.product[node]!,
      path: path.map((edge) => ({ dependency: view.dependencies[rows[edge]!]!, attempts: factors[edge]! })),
      ...(found.cyclic[node] === 1 ? { cyclic: true } : {}),
    };
  };
}

/** Clients that retry "for ever" (until a delivery deadline) give a number that counts nothing. */
const countable = 1000;

/** Unknown counts as one attempt: an estimate that nobody can prove is no finding. */
function attemptsOf(retries: SettingValue | undefined): number {
  return typeof retries === 'number' && retries >= 0 && retries < countable ? 1 + Math.floor(retries) : 1;
}
