import type { Place } from '../../../analyzer/facts/place.js';
import type { DisruptionBudgetFact } from '../../../analyzer/facts/types.js';
import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import type { Linked, Workload } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { replicasOf } from '../../support/workloads.js';

/** What of a budget lets no pod go. */
export interface Block {
  readonly at: Place;
  readonly text: string;
  readonly replicas: number | undefined;
}

export function blocks({ fact: { minAvailable, maxUnavailable } }: Linked<DisruptionBudgetFact>, replicas: number | undefined, { fields, share: most, equal, unreadable }: RuleContext['options']): Block | undefined {
  const looksAt = (field: string) => (fields as readonly string[]).includes(field);
  if (replicas === 0) return undefined;
  if (looksAt('maxUnavailable') && isKnown(maxUnavailable) && (share(maxUnavailable.value, replicas ?? 1) === 0 || (unreadable && isNoShare(maxUnavailable.value)))) return { at: maxUnavailable.at, text: `maxUnavailable ${maxUnavailable.value}`, replicas };
  if (!isKnown(minAvailable) || !looksAt('minAvailable')) return undefined;
  const percent = percentOf(minAvailable.value) ?? 0;
  if (percent >= 100 || percent > Number(most) || (replicas !== undefined && (share(minAvailable.value, replicas) ?? 0) >= (equal ? replicas : replicas + 1)))
    return { at: minAvailable.at, text: `minAvailable ${minAvailable.value}${replicas === undefined ? '' : ` of the ${replicas} that run`}`, replicas };
  return undefined;
}

/** A share of the pods that have to stay, or may go, by itself. */
export function blocksByShare({ fact: { minAvailable, maxUnavailable } }: Linked<DisruptionBudgetFact>, most: number): Block | undefined {
  const least = isKnown(minAvailable) ? percentOf(minAvailable.value) : undefined;
  if (isKnown(minAvailable) && least !== undefined && least > most) return { at: minAvailable.at, text: `minAvailable ${minAvailable.value}`, replicas: undefined };
  const free = isKnown(maxUnavailable) ? percentOf(maxUnavailable.value) : undefined;
  return isKnown(maxUnavailable) && free !== undefined && free < most ? { at: maxUnavailable.at, text: `maxUnavailable ${maxUnavailable.value}`, replicas: undefined } : undefined;
}

/** A number for one workload by itself, as it is written; undefined where none has as few. */
export function blocksEach({ fact: { minAvailable: least } }: Linked<DisruptionBudgetFact>, workloads: readonly Workload[], { share: most, unreadable }: RuleContext['options']): Block | undefined {
  if (!isKnown(least)) return undefined;
  const block = (replicas?: number): Block => ({ at: least.at, text: `minAvailable ${least.value}${replicas === undefined ? '' : ` of ${replicas}`}`, replicas });
  if ((percentOf(least.value) ?? 0) >= Number(most) || (unreadable && share(least.value, 1) === undefined)) return block();
  const few = workloads.map(writtenFor).find((replicas) => replicas !== undefined && (share(least.value, replicas) ?? -1) >= replicas);
  return few === undefined ? undefined : block(few);
}

/** A DaemonSet names no number, so none. */
function writtenFor(workload: Workload): number | undefined {
  if (workload.fact.ref.kind === 'DaemonSet') return 0;
  const [scaler] = workload.autoscalers;
  const written = replicasOf(workload, true);
  return written === 1 && scaler ? (isUnknown(scaler.min) ? undefined : (scaler.min?.value ?? 1)) : written;
}

/** An absolute number, or a percentage of `replicas`, rounded up as the API does. */
function share(value: number | string, replicas: number): number | undefined {
  const percent = percentOf(value);
  if (percent !== undefined) return Math.ceil((replicas * percent) / 100);
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Text that is no percentage, which the API refuses for `maxUnavailable`. */
const isNoShare = (value: number | string): boolean => typeof value === 'string' && percentOf(value) === undefined;

const percentOf = (value: number | string): number | undefined => (typeof value === 'string' && /^\d{1,4}%$/.test(value) ? Number(value.slice(0, -1)) : undefined);
