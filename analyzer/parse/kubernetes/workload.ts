import { isIdle } from '../../facts/idle.js';
import type { Container, ObjectRef, Selector, WorkloadFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, stringOf, type YamlMap } from '../yaml/index.js';
import { readContainers } from './container.js';
import { boolIn, intOrStringIn, keyPlace, labelsIn, mapIn, mapsIn, numberIn, report, stringIn, textIn, textsIn, type Problems } from './fields.js';
import { equalitySelector, readAnnotations, selectorIn, type Declared, type KubernetesObject } from './object.js';
import { readNodeAffinity } from './node-affinity.js';
import { readSpread } from './spread.js';
import { readVolumes } from './volume.js';

/** Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, Rollout: a controller with a pod template. */
export function readController(object: KubernetesObject): WorkloadFact {
  const spec = mapIn(object.problems, object.root, 'spec');
  return readWorkload(object, { spec, job: spec, template: mapIn(object.problems, spec, 'template') });
}

export function readCronJob(object: KubernetesObject): WorkloadFact {
  const spec = mapIn(object.problems, object.root, 'spec');
  const job = mapIn(object.problems, mapIn(object.problems, spec, 'jobTemplate'), 'spec');
  return readWorkload(object, { spec, job, template: mapIn(object.problems, job, 'template') });
}

/** KEDA's ScaledJob starts Jobs for what waits in a queue. */
export function readScaledJob(object: KubernetesObject): WorkloadFact {
  const spec = mapIn(object.problems, object.root, 'spec');
  const job = mapIn(object.problems, spec, 'jobTargetRef');
  return readWorkload(object, { spec, job, template: mapIn(object.problems, job, 'template') });
}

/** A bare Pod is its own template. */
export function readPod(object: KubernetesObject): WorkloadFact {
  const spec = mapIn(object.problems, object.root, 'spec');
  return readWorkload(object, { spec, job: spec, template: object.root });
}

/** Where a kind keeps its parts. */
interface Parts {
  readonly spec: YamlMap | undefined;
  readonly job: YamlMap | undefined;
  readonly template: YamlMap | undefined;
}

function readWorkload(object: KubernetesObject, { spec, job, template }: Parts): WorkloadFact {
  const { declared, problems, root } = object;
  const metadata = mapIn(problems, template, 'metadata');
  const pod = mapIn(problems, template, 'spec');
  const specAt = spec === undefined ? declared.at : keyPlace(root, 'spec');
  const restartPolicy = stringIn(problems, pod, 'restartPolicy');
  const read = readPodSpec(problems, pod);
  const isPod = template === root;
  const owners = isPod ? get(metadata, 'ownerReferences') : undefined;
  if (pod === undefined && get(spec, 'workloadRef') === undefined) report(problems, spec ?? root, 'kubernetes-missing-pod-spec', `This ${declared.ref.kind} has no pod template; nothing is known about its containers.`);
  return {
    kind: 'workload',
    ...declared,
    platform: 'kubernetes',
    role: roleOf(object, knownOf(restartPolicy), read.containers),
    specAt,
    podAt: pod === undefined || template === undefined ? specAt : keyPlace(template, 'spec'),
    replicas: isPod ? undefined : numberIn(problems, spec, 'replicas'),
    selector: isPod ? undefined : readSelector(object, spec),
    podLabels: isPod ? declared.labels : labelsIn(problems, metadata, 'labels'),
    podAnnotations: isPod ? declared.annotations : readAnnotations(problems, metadata),
    strategy: readStrategy(problems, spec),
    minReadySeconds: numberIn(problems, spec, 'minReadySeconds'),
    progressDeadlineSeconds: numberIn(problems, spec, 'progressDeadlineSeconds'),
    revisionHistoryLimit: numberIn(problems, spec, 'revisionHistoryLimit'),
    progressDeadlineAbort: boolIn(problems, spec, 'progressDeadlineAbort'),
    ...(owners?.type === 'sequence' && owners.items.length > 0 && { owned: true, ...(owners.items.some((owner) => owner?.type === 'map' && knownOf(boolIn(problems, owner, 'controller')) === true) && { controlled: true }) }),
    headlessService: declared.ref.kind === 'StatefulSet' ? stringIn(problems, spec, 'serviceName') : undefined,
    claimTemplates: isPod ? [] : readClaimTemplates(problems, spec),
    cron: declared.ref.kind === 'CronJob' ? readCron(problems, spec) : undefined,
    backoffLimit: numberIn(problems, job, 'backoffLimit'),
    activeDeadlineSeconds: numberIn(problems, job, 'activeDeadlineSeconds'),
    ttlSecondsAfterFinished: numberIn(problems, job, 'ttlSecondsAfterFinished'),
    workloadRef: readWorkloadRef(problems, spec),
    restartPolicy,
    ...read,
  };
}

const readCron = (problems: Problems, spec: YamlMap | undefined): WorkloadFact['cron'] => ({
  schedule: stringIn(problems, spec, 'schedule'),
  concurrencyPolicy: stringIn(problems, spec, 'concurrencyPolicy'),
  startingDeadlineSeconds: numberIn(problems, spec, 'startingDeadlineSeconds'),
  suspend: boolIn(problems, spec, 'suspend'),
});

type PodPart = Pick<WorkloadFact, 'containers' | 'volumes' | 'spread' | 'terminationGracePeriodSeconds' | 'serviceAccount' | 'deprecatedServiceAccount' | 'priorityClass' | 'nodeSelector' | 'nodeAffinity' | 'requiredNodeLabels' | 'hostNetwork' | 'dnsOptions'>;

function readPodSpec(problems: Problems, pod: YamlMap | undefined): PodPart {
  if (pod === undefined) return { containers: [], volumes: [], spread: [] };
  return {
    containers: readContainers(problems, pod),
    volumes: readVolumes(problems, pod),
    spread: readSpread(problems, pod),
    terminationGracePeriodSeconds: numberIn(problems, pod, 'terminationGracePeriodSeconds'),
    ...readServiceAccount(problems, pod),
    priorityClass: stringIn(problems, pod, 'priorityClassName'),
    nodeSelector: get(pod, 'nodeSelector') === undefined ? undefined : labelsIn(problems, pod, 'nodeSelector'),
    ...readNodeAffinity(problems, pod),
    hostNetwork: knownOf(boolIn(problems, pod, 'hostNetwork')),
    ...readDns(problems, pod),
  };
}

/** An empty name is none. */
function readServiceAccount(problems: Problems, pod: YamlMap): Pick<PodPart, 'serviceAccount' | 'deprecatedServiceAccount'> {
  const [name, old] = ['serviceAccountName', 'serviceAccount'].map((key) => stringIn(problems, pod, key)).map((value) => (knownOf(value) === '' ? undefined : value));
  return { serviceAccount: name ?? old, ...(old && { deprecatedServiceAccount: keyPlace(pod, 'serviceAccount') }) };
}

function readDns(problems: Problems, pod: YamlMap): Pick<PodPart, 'dnsOptions'> {
  const config = mapIn(problems, pod, 'dnsConfig');
  if (config === undefined) return {};
  return { dnsOptions: Object.fromEntries(mapsIn(problems, config, 'options').flatMap((option) => {
    const name = textIn(problems, option, 'name');
    return name === undefined ? [] : [[name, textIn(problems, option, 'value') ?? '']];
  })) };
}

/** Hooks of Helm and Argo CD (tests, migrations) run at installation; what keeps running is only created first, and stays. */
function roleOf({ declared }: KubernetesObject, restartPolicy: string | undefined, containers: readonly Container[]): WorkloadFact['role'] {
  if (isHook(declared) && !(STANDING.has(declared.ref.kind) && stays(declared))) return 'hook';
  if (declared.ref.kind === 'CronJob') return 'cron';
  if (declared.ref.kind === 'Job' || declared.ref.kind === 'ScaledJob') return 'job';
  if (declared.ref.kind === 'Pod' && (restartPolicy === 'Never' || restartPolicy === 'OnFailure')) return 'job';
  return isIdle(containers) ? 'idle' : 'serve';
}

const isHook = ({ annotations }: Declared): boolean => 'helm.sh/hook' in annotations || 'argocd.argoproj.io/hook' in annotations;

const STANDING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Helm and Argo CD delete a hook only where its policy says so; before the next one is created, it is there. */
const stays = ({ annotations }: Declared): boolean =>
  !/delete|test|rollback/.test(annotations['helm.sh/hook']?.value ?? '') &&
  !['helm.sh/hook-delete-policy', 'argocd.argoproj.io/hook-delete-policy'].some((policy) => /succeeded/i.test(annotations[policy]?.value ?? ''));

function readSelector({ declared, problems }: KubernetesObject, spec: YamlMap | undefined): Selector | undefined {
  if (!BY_EQUALITY.has(declared.ref.kind)) return selectorIn(problems, spec, 'selector');
  return get(spec, 'selector') === undefined ? undefined : equalitySelector(labelsIn(problems, spec, 'selector'));
}

/** Kinds from before selectors were sets. */
const BY_EQUALITY: ReadonlySet<string> = new Set(['ReplicationController', 'DeploymentConfig']);

/** `strategy`, `updateStrategy` and a Rollout's `strategy.canary` and `strategy.blueGreen`. */
function readStrategy(problems: Problems, spec: YamlMap | undefined): WorkloadFact['strategy'] {
  const key = get(spec, 'strategy') === undefined ? 'updateStrategy' : 'strategy';
  const node = mapIn(problems, spec, key);
  if (spec === undefined || node === undefined) return undefined;
  const at = keyPlace(spec, key);
  const canary = mapIn(problems, node, 'canary');
  const rolling = canary ?? mapIn(problems, node, 'rollingUpdate');
  const type = canary !== undefined ? { value: 'Canary', at: keyPlace(node, 'canary') } : get(node, 'blueGreen') !== undefined ? { value: 'BlueGreen', at: keyPlace(node, 'blueGreen') } : stringIn(problems, node, 'type');
  return { type, maxUnavailable: intOrStringIn(problems, rolling, 'maxUnavailable'), maxSurge: intOrStringIn(problems, rolling, 'maxSurge'), at, ...readRelease(problems, canary, mapIn(problems, node, 'blueGreen')) };
}

function readRelease(problems: Problems, canary: YamlMap | undefined, blueGreen: YamlMap | undefined): Pick<NonNullable<WorkloadFact['strategy']>, 'endlessPauses' | 'scaleDownDelaySeconds'> {
  if (canary === undefined && blueGreen === undefined) return {};
  const pauses = mapsIn(problems, canary, 'steps').filter((step) => get(step, 'pause') !== undefined && get(step, 'pause', 'duration') === undefined);
  const delay = numberIn(problems, blueGreen ?? canary, 'scaleDownDelaySeconds');
  return { endlessPauses: pauses.map((step) => keyPlace(step, 'pause')), ...(delay === undefined ? {} : { scaleDownDelaySeconds: delay }) };
}

function readClaimTemplates(problems: Problems, spec: YamlMap | undefined): WorkloadFact['claimTemplates'] {
  return mapsIn(problems, spec, 'volumeClaimTemplates').flatMap((node) => {
    const metadata = mapIn(problems, node, 'metadata');
    const name = textIn(problems, metadata, 'name');
    if (name === undefined) return [];
    const claim = mapIn(problems, node, 'spec');
    const storageClass = textIn(problems, claim, 'storageClassName');
    const size = stringOf(get(claim, 'resources', 'requests', 'storage'));
    return [{ name, ...(storageClass === undefined ? {} : { storageClass }), accessModes: textsIn(problems, claim, 'accessModes'), ...(size === undefined ? {} : { size }), at: placeOf(get(metadata, 'name') ?? node) }];
  });
}

/** A Rollout that takes its pod template from a Deployment. */
function readWorkloadRef(problems: Problems, spec: YamlMap | undefined): ObjectRef | undefined {
  const node = mapIn(problems, spec, 'workloadRef');
  const name = textIn(problems, node, 'name');
  if (name === undefined) return undefined;
  const apiVersion = textIn(problems, node, 'apiVersion');
  return { kind: textIn(problems, node, 'kind') ?? 'Deployment', name, ...(apiVersion === undefined ? {} : { apiVersion }) };
}
