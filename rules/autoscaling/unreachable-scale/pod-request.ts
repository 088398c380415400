import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import { quantity } from '../../../analyzer/facts/quantity.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { mainContainers } from '../../support/workloads.js';

/** The sum of a pod's main containers; undefined where one of them is not known. */
export function podRequest({ fact }: Workload, of: 'cpu' | 'memory' | 'pods'): number | undefined {
  if (of === 'pods') return 1;
  const values = mainContainers(fact).map(({ resources: { requests, limits } }) => requests[of] ?? limits[of]);
  if (values.some(isUnknown)) return undefined;
  const numbers = values.map((value) => (isKnown(value) ? quantity(String(value.value)) : 0));
  return numbers.includes(undefined) ? undefined : numbers.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
