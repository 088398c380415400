import type { Candidate } from './candidates.js';

/**
 * Sidecars of Dapr find each other by app id, which a pod's annotation gives its program; without one it is called as its
 * workload. https://docs.dapr.io/reference/arguments-annotations-overview/
 */
export function nameByAppIds(candidates: readonly Candidate[]): void {
  for (const candidate of candidates) {
    const ids = candidate.workloads.flatMap(({ fact }) => {
      const annotations = { ...fact.annotations, ...fact.podAnnotations };
      const id = annotations['dapr.io/app-id']?.value ?? (annotations['dapr.io/enabled']?.value === 'true' ? fact.ref.name : undefined);
      return id === undefined ? [] : [id];
    });
    for (const id of ids) candidate.names.add(id);
    if (ids.length > 0) candidate.registered = new Set([...(candidate.registered ?? []), ...ids.map((id) => id.toLowerCase())]);
  }
}
