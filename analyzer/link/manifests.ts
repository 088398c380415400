import type { Fact, ObjectRef, WorkloadFact } from '../facts/types.js';
import type { ManifestObject } from '../system/system.js';

/** The Kubernetes objects behind the facts. One object may say several things; a patch is part of another object. */
export function manifestObjects(facts: readonly Fact[], namespaceOf: (ref: ObjectRef) => string, isPatch: (workload: WorkloadFact) => boolean): ManifestObject[] {
  const seen = new Set<string>();
  return facts.flatMap((fact) => {
    if (!('ref' in fact) || !('annotations' in fact) || fact.kind === 'cloud-resource' || fact.ref.apiVersion === undefined || fact.ref.apiVersion === 'compose') return [];
    if (fact.kind === 'workload' && (fact.platform === 'compose' || isPatch(fact))) return [];
    const { ref, at, labels, annotations, flaws } = fact;
    const key = `${ref.apiVersion} ${ref.kind} ${ref.namespace ?? ''}/${ref.name} ${at.file}:${at.line}:${at.column}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ref, at, labels, annotations, namespace: namespaceOf(ref), ...(flaws === undefined ? {} : { flaws }) }];
  });
}
