import type { Wait } from '../../../analyzer/propagation/analysis.js';
import type { StackView } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { wayOf } from '../../support/budgets.js';

/** `late`: milliseconds after the caller has given up; `more`: how often it asks again. */
export function severityOf({ call, deadline }: Wait, late: number, more: number): 'error' | 'warning' | 'info' {
  if (late <= 0) return 'info';
  if (!call.explicit || deadline.call?.explicit === false) return 'info';
  const isFelt = wayOf(deadline).every(({ strength }) => strength === 'hard') || more > 0;
  return isFelt && (deadline.call !== undefined || deadline.setting?.origin === 'explicit') ? 'error' : 'warning';
}

/** How often the caller asks again after it gave up; a limit for all of its attempts ends them together. */
export function repeats({ system }: Pick<RuleContext, 'system'>, { stack }: StackView, { call }: Wait['deadline']): number {
  return call === undefined || system.setting(call.dependency, 'timeoutCoversRetries', stack.id)?.value === true ? 0 : call.attempts.low - 1;
}
