import type { WorkloadFact } from '../../facts/types.js';
import type { YamlMap } from '../yaml/index.js';
import { keyPlace, mapIn, mapsIn, textIn, textsIn, type Problems } from './fields.js';

/** https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity */
export function readNodeAffinity(problems: Problems, pod: YamlMap): Pick<WorkloadFact, 'nodeAffinity' | 'requiredNodeLabels'> {
  const affinity = mapIn(problems, pod, 'affinity');
  const node = mapIn(problems, affinity, 'nodeAffinity');
  if (affinity === undefined || node === undefined) return {};
  const terms = mapsIn(problems, mapIn(problems, node, 'requiredDuringSchedulingIgnoredDuringExecution'), 'nodeSelectorTerms');
  const labels = commonTo(terms.map((term) => onlyValues(problems, term)));
  return { nodeAffinity: keyPlace(affinity, 'nodeAffinity'), ...(Object.keys(labels).length > 0 ? { requiredNodeLabels: labels } : {}) };
}

/** Labels that a node must have with one value: `key In [value]`. */
const onlyValues = (problems: Problems, term: YamlMap): ReadonlyMap<string, string> =>
  new Map(mapsIn(problems, term, 'matchExpressions').flatMap((expression): [string, string][] => {
    const [value, ...others] = textsIn(problems, expression, 'values');
    const key = textIn(problems, expression, 'key');
    return key !== undefined && value !== undefined && others.length === 0 && textIn(problems, expression, 'operator') === 'In' ? [[key, value]] : [];
  }));

/** One of the terms has to match, so what is required stands in all. */
function commonTo([first, ...others]: readonly ReadonlyMap<string, string>[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...(first ?? [])].filter(([key, value]) => others.every((other) => other.get(key) === value)));
}
