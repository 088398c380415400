import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { isService } from '../../support/stacks.js';
import { sumOf } from '../../support/sums.js';
import { REPLICATED, servers } from '../../support/workloads.js';

/** What has a number that means something here: not what is switched off, and no datastore, which a number does not replicate. */
export function isCounted({ system, options: { perObject, written } }: RuleContext, view: StackView, { component, fact, effectiveReplicas }: Workload): boolean {
  if (written === true) return fact.platform === 'kubernetes' && REPLICATED.has(fact.ref.kind);
  // In a stack that was read in part, an autoscaler may be where nobody looked.
  const sure = effectiveReplicas !== undefined && (effectiveReplicas.from !== 'default' || !view.partial);
  return sure && effectiveReplicas.value > 0 && fact.platform === 'kubernetes' && REPLICATED.has(fact.ref.kind) && (perObject === true || (isService(system.component(component)) && !keepsData(system, component)));
}

/** Replicas of each component, all its workloads together; undefined where one of them is not known. */
export function totals(view: StackView): ReadonlyMap<string, number | undefined> {
  const sums = new Map<string, number | undefined>();
  for (const { component, effectiveReplicas } of servers(view)) sums.set(component, sumOf([sums.has(component) ? sums.get(component) : 0, effectiveReplicas?.value]));
  return sums;
}

/** A datastore of somebody's own image is known by what others do with it. */
const keepsData = (system: System, component: string): boolean => system.in(component).some(({ kind }) => kind === 'stores');
