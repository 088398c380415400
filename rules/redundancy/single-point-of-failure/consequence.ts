import type { RuleContext } from '../../define.js';
import { lostServices, type Fall } from '../../support/redundancy.js';
import { isService, namesOf } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import type { StackView, System } from '../../../analyzer/system/system.js';

/** A call that fails takes down what needs it, which need not be every page of the caller. */
export function consequence(context: Pick<RuleContext, 'system'>, view: StackView, component: string, { blast }: Fall): string {
  const { system } = context;
  const { lost, of, routers } = lostServices(context, view, blast);
  if (lost.length > 0) return `requests that need it fail in ${lost.length} of ${of} ${isService(system.component(component)) ? 'other ' : ''}${of === 1 ? 'service' : 'services'}: ${names(namesOf(system, lost))}`;
  const only = routers.filter((id) => leadsOnlyTo(system, id, [component, ...blast.lost]));
  return only.length > 0 ? `users are turned away, because ${names(namesOf(system, only))} ${only.length === 1 ? 'leads' : 'lead'} only there` : 'users are turned away, because their requests enter there';
}

/** In no stack to anything else. */
const leadsOnlyTo = (system: System, router: string, those: readonly string[]): boolean => system.out(router).every(({ kind, to }) => kind !== 'routes' || those.includes(to));

export function isGrave(context: RuleContext<{ errorShare: number }>, view: StackView, component: string, { blast, entries }: Fall): boolean {
  const { system, analysis, options } = context;
  const self = isService(system.component(component)) ? 1 : 0;
  if (view.environment === 'unknown' && lostServices(context, view, blast).of + self < FEW && !mayRunTwice(view)) return false;
  const share = (blast.lost.length + self) / Math.max(1, blast.of + self);
  return share >= options.errorShare || analysis.entryPoints(view.stack.id).every((entry) => entries.includes(entry));
}

/** Of fewer services any share is a large one. */
const FEW = 3;

/** Without it, nobody here set out to survive the loss of an instance: a tool, somebody's own site. */
const mayRunTwice = (view: StackView): boolean => view.workloads.some(({ effectiveReplicas, autoscalers }) => (effectiveReplicas?.value ?? 1) > 1 || autoscalers.length > 0);
