import type { Place } from '../../analyzer/facts/place.js';
import type { Container, WorkloadFact } from '../../analyzer/facts/types.js';
import { isKnown } from '../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';
import { yamlScalar } from './text.js';

/** Workloads that keep running; jobs end, and what ends is neither drained nor load-balanced. */
export const servers = (view: StackView): readonly Workload[] => view.workloads.filter(({ fact }) => fact.role === 'serve');

export const onKubernetes = ({ fact }: Workload): boolean => fact.platform === 'kubernetes';

/** `Deployment/cart`: tells two workloads of one component apart (a canary, versions). */
export const keyOf = ({ ref }: Pick<WorkloadFact, 'ref'>): string => `${ref.kind}/${ref.name}`;

export const mainContainers = (fact: WorkloadFact): readonly Container[] => fact.containers.filter(({ role }) => role === 'main');

/** Where the number of replicas is decided: the autoscaler's minimum, `replicas`, or the object that has neither. */
export function replicasPlace({ autoscalers: [scaler], fact }: Workload): Place {
  if (scaler) return isKnown(scaler.min) ? scaler.min.at : scaler.at;
  return fact.replicas?.at ?? fact.at;
}

/** Why it is one, for messages. */
export function replicasReason(workload: Workload): string {
  if (workload.autoscalers.length > 0) return 'its autoscaler goes down to 1';
  return workload.fact.replicas ? 'replicas: 1' : 'replicas is not set';
}

/** The lines that raise the number of replicas, for the file that decides it. */
export function replicasSuggestion(workload: Workload, wanted: number): { readonly language: 'yaml'; readonly text: string; readonly at: Place } {
  const text = workload.autoscalers.length > 0 ? `minReplicas: ${wanted}` : workload.fact.platform === 'compose' ? `deploy:\n  replicas: ${wanted}` : `replicas: ${wanted}`;
  return { language: 'yaml', text, at: workload.autoscalers.length > 0 || workload.fact.replicas ? replicasPlace(workload) : workload.fact.specAt };
}

/** Pod labels that its own selector uses; all labels where it has none. Sorted as written. */
export function ownLabels(fact: WorkloadFact): readonly (readonly [string, string])[] {
  const selected = Object.entries(fact.selector?.matchLabels ?? {});
  return selected.length > 0 ? selected : Object.entries(fact.podLabels);
}

/** `key: value` lines of a label map at an indentation. */
export const labelLines = (labels: readonly (readonly [string, string])[], indent: number): string => labels.map(([key, value]) => `${' '.repeat(indent)}${yamlScalar(key)}: ${yamlScalar(value)}`).join('\n');

/** Kinds with a number of replicas. A Pod is one by nature, a DaemonSet has one a node. */
export const REPLICATED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig', 'Rollout']);

/** Whether an option that lists kinds means this one; an empty list means all. */
export const isOfKind = (kinds: readonly string[], { ref }: Pick<WorkloadFact, 'ref'>): boolean => kinds.length === 0 || kinds.includes(ref.kind);

export const KINDS_DOC = 'Kinds of objects to look at; empty: all.';
