import { groupBy } from '../../analyzer/facts/groups.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';

const byComponent = new WeakMap<StackView, ReadonlyMap<string, readonly Workload[]>>();

/** The workloads of a component in a stack; asked for every component, so they are found once. */
export function workloadsOf(view: StackView, component: string): readonly Workload[] {
  const known = byComponent.get(view) ?? groupBy(view.workloads, ({ component }) => component);
  byComponent.set(view, known);
  return known.get(component) ?? [];
}
