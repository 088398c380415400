import type { Place } from '../../analyzer/facts/place.js';
import type { Container, WorkloadFact } from '../../analyzer/facts/types.js';
import { isKnown, isUnknown } from '../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';
import { yamlScalar } from './text.js';

/** Workloads that keep running; jobs end, and what ends is neither drained nor load-balanced. */
export const servers = (view: StackView): readonly Workload[] => view.workloads.filter(({ fact }) => fact.role === 'serve');

export const onKubernetes = ({ fact }: Workload): boolean => fact.platform === 'kubernetes';

export const AS_WRITTEN_DOC = 'Look at what is scaled to 0, and at Pods that end by themselves, too.';

/** What keeps running, or `jobs`, too; all but the kinds of jobs where what is written counts. */
export const mayNeedProbe = ({ role, ref }: WorkloadFact, replicas: number | undefined, { jobs, asWritten }: { readonly jobs: boolean; readonly asWritten: boolean }): boolean =>
  asWritten ? jobs || (ref.kind !== 'Job' && ref.kind !== 'CronJob') : (role === 'serve' || jobs) && replicas !== 0;

/** `Deployment/cart`: tells two workloads of one component apart (a canary, versions). */
export const keyOf = ({ ref }: Pick<WorkloadFact, 'ref'>): string => `${ref.kind}/${ref.name}`;

export const mainContainers = (fact: WorkloadFact): readonly Container[] => fact.containers.filter(({ role }) => role === 'main');

export const WRITTEN_DOC = 'Take the number of replicas that is written, 1 where none is, and never mind what an autoscaler makes of it.';

/** What runs at the least, or what is `written`; undefined where it is not known. */
export function replicasOf({ fact, effectiveReplicas }: Workload, written: boolean): number | undefined {
  if (!written) return effectiveReplicas?.value;
  return isUnknown(fact.replicas) ? undefined : (fact.replicas?.value ?? 1);
}

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
