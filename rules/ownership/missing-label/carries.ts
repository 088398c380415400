import type { Declared, WorkloadFact } from '../../../analyzer/facts/types.js';

export interface Wanted {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  /** Regular expression that the value has to match. */
  readonly pattern: string;
  /** A key counts only as it is named. */
  readonly exact: boolean;
  /** `object`, `pods`, `both`, `either`. */
  readonly on: string;
}

/** Whether a workload has one of the labels or annotations where they are wanted. */
export function carries({ labels, annotations, podLabels, podAnnotations }: WorkloadFact, wanted: Wanted): boolean {
  const object = hasOne(labels, annotations, wanted);
  const pods = hasOne(podLabels, podAnnotations, wanted);
  return wanted.on === 'object' ? object : wanted.on === 'pods' ? pods : wanted.on === 'both' ? object && pods : object || pods;
}

function hasOne(labels: Declared['labels'], annotations: Declared['annotations'], wanted: Wanted): boolean {
  const fits = matcher(wanted.pattern);
  const isOne = (key: string, keys: readonly string[]): boolean => keys.includes(key) || (!wanted.exact && keys.includes(key.slice(key.lastIndexOf('/') + 1)));
  return Object.entries(labels).some(([key, value]) => isOne(key, wanted.labels) && fits(value)) || Object.entries(annotations).some(([key, { value }]) => isOne(key, wanted.annotations) && fits(value));
}

/** A pattern that is no regular expression has to be the value itself. */
function matcher(pattern: string): (text: string) => boolean {
  try {
    const expression = new RegExp(pattern);
    return (text) => expression.test(text);
  } catch {
    return (text) => text === pattern;
  }
}
