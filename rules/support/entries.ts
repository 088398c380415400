import type { FaultEvent } from '../../analyzer/propagation/faults.js';
import type { StackView, System } from '../../analyzer/system/system.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { RuleContext } from '../define.js';
import { placeOf } from './places.js';

/** Where a component stands in a stack: its workload's manifest, else the first place that shows it. */
export function componentPlace(system: System, view: StackView, component: string): Place {
  const workload = view.workloads.find((one) => one.component === component && one.fact.role === 'serve') ?? view.workloads.find((one) => one.component === component);
  const { evidence } = system.component(component);
  return workload?.fact.at ?? placeOf(evidence.find(({ stack }) => stack === view.stack.id) ?? evidence[0]!);
}

/** Places where users notice that the event alone takes down, in this stack. */
export function entriesOf({ analysis }: Pick<RuleContext, 'analysis'>, view: StackView, event: FaultEvent): string[] {
  const key = JSON.stringify(event);
  return analysis.cutSets(view.stack.id).flatMap(({ entry, singles }) => (singles.some((one) => JSON.stringify(one) === key) ? [entry] : []));
}
