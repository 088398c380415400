import { push } from '../../analyzer/facts/groups.js';
import type { EntryFaults, FaultEvent } from '../../analyzer/propagation/faults.js';
import type { StackView, System } from '../../analyzer/system/system.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { RuleContext } from '../define.js';
import { placeOf } from './places.js';
import { workloadsOf } from './by-component.js';

/** Where a component stands in a stack: its workload's manifest, else the first place that shows it. */
export function componentPlace(system: System, view: StackView, component: string): Place {
  const own = workloadsOf(view, component);
  const workload = own.find(({ fact }) => fact.role === 'serve') ?? own[0];
  const { evidence } = system.component(component);
  return workload?.fact.at ?? placeOf(evidence.find(({ stack }) => stack === view.stack.id) ?? evidence[0]!);
}

const taken = new WeakMap<readonly EntryFaults[], ReadonlyMap<string, readonly string[]>>();

/** Places where users notice that the event alone takes down, in this stack. */
export function entriesOf({ analysis }: Pick<RuleContext, 'analysis'>, view: StackView, event: FaultEvent): readonly string[] {
  const cutSets = analysis.cutSets(view.stack.id);
  const known = taken.get(cutSets) ?? byEvent(cutSets);
  taken.set(cutSets, known);
  return known.get(keyOf(event)) ?? [];
}

function byEvent(cutSets: readonly EntryFaults[]): ReadonlyMap<string, readonly string[]> {
  const entries = new Map<string, string[]>();
  for (const { entry, singles } of cutSets)
    for (const single of singles) push(entries, keyOf(single), entry);
  return entries;
}

const keyOf = (event: FaultEvent): string => ('component' in event ? `component ${event.component}` : `cause ${event.cause}`);
