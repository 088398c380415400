import type { Outlived } from '../../../analyzer/propagation/analysis.js';
import type { StackView } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { patiencePlace, patienceText, wayOf } from '../../support/budgets.js';
import { placeOf, stepsOf } from '../../support/places.js';
import { duration } from '../../support/text.js';

/** What the platform lets run for longer than somebody above waits. */
export function reportOutlived(context: RuleContext, view: StackView, { component, limit, setting, deadline }: Outlived): void {
  const { name } = context.system.component(component);
  context.report({
    subject: { component },
    stack: view.stack.id,
    severity: setting.origin === 'explicit' ? (deadline.call?.explicit ? 'error' : 'warning') : 'info',
    message: `when ${name} is slow, it works for nobody: it may run ${duration(limit.high)}, but ${patienceText(context.system, deadline)}`,
    place: placeOf(setting.evidence),
    path: stepsOf(context.system, wayOf(deadline), view),
    related: [{ at: patiencePlace(deadline, view), text: patienceText(context.system, deadline) }],
    fix: { text: `Let ${name} end before ${duration(deadline.ms.high)} are over, or do the work after the answer, from a queue.` },
  });
}
