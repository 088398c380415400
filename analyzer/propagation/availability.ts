import type { Dependency, Setting } from '../graph/document.js';
import type { System } from '../system/system.js';
import type { ImpactGraph } from './impact.js';

/** What an entry point promises, against what the components that it cannot do without promise. Percentages. */
export interface AvailabilityBound {
  readonly component: string;
  readonly objective: Setting;
  /** The promises that count: of the nearest components that state one, each with the path to it. */
  readonly promises: readonly Promised[];
  /** Product of the promises: what is left when failures are independent of each other. */
  readonly product: number;
  /** The least of the promises: more is impossible however failures fall together. */
  readonly least: number;
}

export interface Promised {
  readonly component: string;
  /** Its objective; of a managed service that states none what its provider publishes (`publishedSla`). */
  readonly objective: Setting;
  readonly path: readonly Dependency[];
}

/**
 * The bound of every component that states an objective and needs others that do. A promise covers what is behind it: whoever
 * promises 99.9 % counts the failures of its own dependencies in, so the search ends at the first promise on each path.
 */
export function availabilityBounds(system: System, { view, effects, routes }: ImpactGraph): readonly AvailabilityBound[] {
  const stated = (name: string): ReadonlyMap<string, Setting> => new Map(view.components.flatMap(({ id }) => {
    const setting = system.setting(id, name, view.stack);
    return typeof setting?.value === 'number' && setting.value > 0 && setting.value <= 100 ? [[id, setting] as const] : [];
  }));
  const objectives = stated('objective');
  if (objectives.size === 0) return [];
  const promised = new Map([...stated('publishedSla'), ...objectives]);
  if (promised.size < 2) return [];
  const needs = new Map<string, Dependency[]>();
  view.dependencies.forEach((dependency, row) => {
    const only = effects[row] === 'stops' || (effects[row] === 'stops-with-all' && routes[view.from[row]!] === 1);
    if (only) needs.set(dependency.from, [...(needs.get(dependency.from) ?? []), dependency]);
  });
  return [...objectives].flatMap(([component, objective]) => {
    const promises = promisesOf(component, promised, needs);
    const values = promises.map((one) => one.objective.value as number);
    return promises.length === 0 ? [] : [{ component, objective, promises, product: product(values), least: Math.min(...values) }];
  });
}

function promisesOf(component: string, promised: ReadonlyMap<string, Setting>, needs: ReadonlyMap<string, readonly Dependency[]>): Promised[] {
  const paths = new Map<string, readonly Dependency[]>([[component, []]]);
  const promises: Promised[] = [];
  for (const [at, path] of paths)
    for (const dependency of needs.get(at) ?? []) {
      if (paths.has(dependency.to)) continue;
      const further = [...path, dependency];
      const objective = promised.get(dependency.to);
      if (objective === undefined) paths.set(dependency.to, further);
      else if (!promises.some((one) => one.component === dependency.to)) promises.push({ component: dependency.to, objective, path: further });
    }
  return promises;
}

/** Of percentages; rounded, so that 99.9 x 99.9 is 99.8001 on every machine. */
const product = (values: readonly number[]): number => Math.round(values.reduce((all, one) => (all * one) / 100, 100) * 1e6) / 1e6;
