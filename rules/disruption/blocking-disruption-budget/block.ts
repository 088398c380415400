import type { Place } from '../../../analyzer/facts/place.js';
import type { DisruptionBudgetFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { Linked } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';

/** What of a budget lets no pod go. */
export interface Block {
  readonly at: Place;
  readonly text: string;
  readonly replicas: number | undefined;
}

export function blocks({ fact: { minAvailable, maxUnavailable } }: Linked<DisruptionBudgetFact>, replicas: number | undefined, { fields, share: most, equal }: RuleContext['options']): Block | undefined {
  const looksAt = (field: string) => (fields as readonly string[]).includes(field);
  if (replicas === 0) return undefined;
  if (isKnown(maxUnavailable)) {
    const allowed = share(maxUnavailable.value, replicas ?? 1);
    return looksAt('maxUnavailable') && allowed === 0 ? { at: maxUnavailable.at, text: `maxUnavailable ${maxUnavailable.value}`, replicas } : undefined;
  }
  if (!isKnown(minAvailable) || !looksAt('minAvailable')) return undefined;
  const percent = percentOf(minAvailable.value) ?? 0;
  if (percent >= 100 || percent > Number(most) || (replicas !== undefined && (share(minAvailable.value, replicas) ?? 0) >= (equal ? replicas : replicas + 1)))
    return { at: minAvailable.at, text: `minAvailable ${minAvailable.value}${replicas === undefined ? '' : ` of the ${replicas} that run`}`, replicas };
  return undefined;
}

/** An absolute number, or a percentage of `replicas` rounded up. */
function share(value: number | string, replicas: number): number | undefined {
  const percent = percentOf(value);
  if (percent !== undefined) return Math.ceil((replicas * percent) / 100);
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const percentOf = (value: number | string): number | undefined => (typeof value === 'string' && /^\d{1,4}%$/.test(value) ? Number(value.slice(0, -1)) : undefined);
