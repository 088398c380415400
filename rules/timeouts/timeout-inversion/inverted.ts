import type { Dependency } from '../../../analyzer/graph/document.js';
import type { Wait } from '../../../analyzer/propagation/analysis.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { leadsTo } from '../../support/serving.js';
import { matters } from '../../support/stacks.js';

/** It waits for its dependency for longer than somebody above waits for it, as far as that is meant and felt. */
export function isInverted({ system, options }: RuleContext<{ minSlackPercent: number }>, view: StackView, { call, deadline }: Wait): boolean {
  const { from, to } = call.dependency;
  // A breaker has a limit of its own, under which the library's default never comes to bear.
  if (!call.explicit && system.setting({ from, to }, 'circuitBreaker', view.stack.id)?.value === true) return false;
  // Of two defaults that are the same nobody meant one to be shorter; what only a schedule calls, nobody waits for.
  if ((!call.explicit && deadline.call?.explicit === false && call.worst.low <= deadline.ms.high) || isScheduled(system, from, to)) return false;
  const tight = call.worst.low > deadline.ms.high * (1 - options.minSlackPercent / 100);
  if (!tight || !Number.isFinite(call.worst.low) || !matters(system.component(from))) return false;
  return leadsTo(system, from, to, deadline.path.length === 0 ? deadline.call?.dependency.from : undefined);
}

/** A call further up already takes longer than the same caller waits: that one is the cause. */
export const isCausedAbove = ({ system }: RuleContext, sure: ReadonlySet<Dependency>, { deadline }: Wait): boolean => deadline.path.some((hop) => sure.has(hop) && leadsTo(system, hop.from, hop.to));

const isScheduled = (system: System, from: string, to: string): boolean => {
  const clients = system.clients(from).filter(({ targets }) => targets.includes(to));
  return clients.length > 0 && clients.every(({ fact }) => fact.scheduled !== undefined);
};
