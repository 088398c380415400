import { quantity } from '../../../analyzer/facts/quantity.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { sumOf } from '../../support/sums.js';
import { mainContainers } from '../../support/workloads.js';

/** The sum of a pod's main containers; undefined where one of them is not known. */
export function podRequest({ fact }: Workload, of: 'cpu' | 'memory' | 'pods'): number | undefined {
  if (of === 'pods') return 1;
  const values = mainContainers(fact).map(({ resources: { requests, limits } }) => requests[of] ?? limits[of]);
  return sumOf(values.map((value) => (value === undefined ? 0 : isKnown(value) ? quantity(String(value.value)) : undefined)));
}
