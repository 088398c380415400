import { push } from '../facts/groups.js';
import type { Labels, ObjectRef, WorkloadFact } from '../facts/types.js';

/** Finds workloads by namespace and labels without walking all of them for each Service and budget. */
export interface WorkloadIndex {
  /** A superset of the workloads whose pod labels have all of these pairs. */
  candidates(namespace: string, labels: Labels): readonly WorkloadFact[];
  named(namespace: string, kind: string, name: string): readonly WorkloadFact[];
}

export function indexWorkloads(workloads: readonly WorkloadFact[], namespaceOf: (ref: ObjectRef) => string): WorkloadIndex {
  const byKey = new Map<string, WorkloadFact[]>();
  const add = (key: string, workload: WorkloadFact) => {
    push(byKey, key, workload);
  };
  for (const workload of workloads) {
    const namespace = namespaceOf(workload.ref);
    add(namespace, workload);
    add(`${namespace}\u0000${workload.ref.kind}\u0000${workload.ref.name}`, workload);
    for (const [label, value] of Object.entries(workload.podLabels)) add(`${namespace}\u0000${label}\u0000=\u0000${value}`, workload);
  }
  return {
    candidates(namespace, labels) {
      let best = byKey.get(namespace) ?? [];
      for (const [label, value] of Object.entries(labels)) {
        const list = byKey.get(`${namespace}\u0000${label}\u0000=\u0000${value}`) ?? [];
        if (list.length < best.length) best = list;
      }
      return best;
    },
    named: (namespace, kind, name) => byKey.get(`${namespace}\u0000${kind}\u0000${name}`) ?? [],
  };
}
