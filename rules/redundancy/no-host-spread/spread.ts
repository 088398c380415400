import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { SpreadTerm, WorkloadFact } from '../../../analyzer/facts/types.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { labelLines, ownLabels } from '../../support/workloads.js';

/** Whether the term keeps the workload's own pods apart, over one of the keys. */
export function spreads(term: SpreadTerm, { fact, namespace }: Workload, keys: readonly string[]): boolean {
  const key = term.topologyKey === undefined || keys.includes(term.topologyKey);
  const here = term.namespaces.length === 0 || term.namespaces.includes(namespace);
  return key && here && (term.maxSkew ?? 1) >= 1 && matchesSelector(term.selector, fact.podLabels);
}

/** The lines that spread its pods over nodes. */
export const constraintFor = (fact: WorkloadFact): string => `topologySpreadConstraints:
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
${labelLines(ownLabels(fact), 6)}`;
