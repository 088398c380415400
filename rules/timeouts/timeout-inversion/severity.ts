import type { Setting } from '../../../analyzer/graph/document.js';
import type { Wait } from '../../../analyzer/propagation/analysis.js';
import { repeatsTimeouts } from '../../../analyzer/propagation/feedback.js';
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

/** How often the caller asks again after it gave up. A limit for all attempts ends them together; a mesh repeats timeouts where it says so. */
export function repeats({ system }: Pick<RuleContext, 'system'>, { stack }: StackView, { call }: Wait['deadline']): number {
  const setting = (name: string): Setting | undefined => call && system.setting(call.dependency, name, stack.id);
  if (call === undefined || setting('timeoutCoversRetries')?.value === true) return 0;
  return setting('retriesOnCall')?.evidence.mechanism === 'route' && !repeatsTimeouts(setting('retryOn')) ? 0 : call.attempts.low - 1;
}
