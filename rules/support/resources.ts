import type { Container, ObjectFact, Resources } from '../../analyzer/facts/types.js';
import { isKnown } from '../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';

export const AS_WRITTEN_DOC = 'Look at the written fields alone: neither a limit that stands in for a request nor a LimitRange counts.';

export type Need = 'memory limit' | 'memory request' | 'CPU request';

/**
 * What a container lacks after the API's defaults: a request that is not set is the container's own limit; then the
 * LimitRanges of the namespace fill in, whose `default` is their `max` and whose `defaultRequest` is their `default` or `min`.
 * An unknown value is there; a zero is not. `asWritten` is what it lacks before.
 */
export function lacks({ resources: { requests, limits } }: Container, ranges: readonly ObjectFact['fields'][], asWritten = false): Need[] {
  if (asWritten) return NEEDS.filter((need) => (need === 'memory limit' ? !isSet(limits, 'memory') : !isSet(requests, need === 'memory request' ? 'memory' : 'cpu')));
  const range = (resource: 'cpu' | 'memory', ...fields: readonly string[]) => ranges.some((r) => fields.some((field) => Object.hasOwn(r, `${field}.${resource}`)));
  const requested = (resource: 'cpu' | 'memory') => isSet(requests, resource) || isSet(limits, resource) || range(resource, 'defaultRequest', 'default', 'min', 'max');
  const needs: Need[] = [];
  if (!isSet(limits, 'memory') && !range('memory', 'default', 'max')) needs.push('memory limit');
  if (!requested('memory')) needs.push('memory request');
  if (!requested('cpu')) needs.push('CPU request');
  return needs;
}

const NEEDS: readonly Need[] = ['memory limit', 'memory request', 'CPU request'];

/** No CPU limit, of its own or by a LimitRange. */
export const lacksCpuLimit = ({ resources: { limits } }: Container, ranges: readonly ObjectFact['fields'][]): boolean =>
  !isSet(limits, 'cpu') && !ranges.some((range) => Object.hasOwn(range, 'default.cpu') || Object.hasOwn(range, 'max.cpu'));

export const isSet = (resources: Resources, name: keyof Resources): boolean => {
  const value = resources[name];
  return value !== undefined && !(isKnown(value) && /^0[a-zA-Z]{0,2}$/.test(String(value.value)));
};

/** The stack's LimitRanges, as a question: which container defaults hold in the workload's namespace? */
export function limitRanges(view: StackView): (workload: Workload) => ObjectFact['fields'][] {
  const ranges = view.objects.filter(({ ref }) => ref.kind === 'LimitRange');
  return ({ namespace }) => ranges.filter(({ ref }) => (ref.namespace ?? namespace) === namespace).map(({ fields }) => fields);
}
