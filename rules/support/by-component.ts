import type { StackView, Workload } from '../../analyzer/system/system.js';

const byComponent = new WeakMap<StackView, ReadonlyMap<string, readonly Workload[]>>();

/** The workloads of a component in a stack; asked for every component, so they are found once. */
export function workloadsOf(view: StackView, component: string): readonly Workload[] {
  const known = byComponent.get(view) ?? grouped(view.workloads);
  byComponent.set(view, known);
  return known.get(component) ?? [];
}

function grouped(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.component);
    if (group) group.push(workload);
    else groups.set(workload.component, [workload]);
  }
  return groups;
}
