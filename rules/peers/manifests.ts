/**
 * Manifests for trying out checks of other tools, as plain values; JSON is YAML. An object whose name begins with `bad` is one that
 * the check has to report.
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields;
  readonly [field: string]: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

/** What a workload differs in from one that is as plain as can be; `spec` is the controller's, `job` the Job's. */
export interface Parts {
  readonly apiVersion?: string;
  readonly metadata?: Fields;
  readonly labels?: Fields;
  readonly spec?: Fields;
  readonly pod?: Fields;
  readonly container?: Fields;
}

export type WorkloadKind = keyof typeof versions;

const versions = {
  Deployment: 'apps/v1', StatefulSet: 'apps/v1', DaemonSet: 'apps/v1', ReplicaSet: 'apps/v1', ReplicationController: 'v1', DeploymentConfig: 'apps.openshift.io/v1', Pod: 'v1', Job: 'batch/v1', CronJob: 'batch/v1', Rollout: 'argoproj.io/v1alpha1',
} as const;

/** All of Kubernetes' own, and OpenShift's. */
export const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig', 'Pod', 'Job', 'CronJob'] as const;
export const serverKinds = workloadKinds.filter((kind) => kind !== 'Job' && kind !== 'CronJob');
export const replicatedKinds = serverKinds.filter((kind) => kind !== 'DaemonSet' && kind !== 'Pod');

export function workload(kind: WorkloadKind, name: string, { apiVersion = versions[kind], metadata = {}, labels = { app: name }, spec = {}, pod = {}, container = {} }: Parts = {}): Manifest {
  const head = { apiVersion, kind, metadata: { name, ...metadata } };
  const ends = kind === 'Job' || kind === 'CronJob' ? { restartPolicy: 'Never' } : {};
  const podSpec = { containers: [{ name: 'main', image: 'example/main:1.0.0', ...container }], ...ends, ...pod };
  const template = { metadata: { labels }, spec: podSpec };
  if (kind === 'Pod') return { ...head, metadata: { labels, ...head.metadata }, spec: { ...podSpec, ...spec } };
  if (kind === 'Job') return { ...head, spec: { template, ...spec } };
  if (kind === 'CronJob') return { ...head, spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } }, ...spec } };
  const selector = kind === 'ReplicationController' || kind === 'DeploymentConfig' ? labels : { matchLabels: labels };
  return { ...head, spec: { ...(kind === 'StatefulSet' ? { serviceName: name } : {}), selector, template, ...spec } };
}

export const deployment = (name: string, parts: Parts = {}): Manifest => workload('Deployment', name, parts);

/** The same of several kinds: `bad-deployment`, `bad-cronjob`. */
export const each = (kinds: readonly WorkloadKind[], name: string, parts: Parts = {}): Manifest[] => kinds.map((kind) => workload(kind, `${name}-${kind.toLowerCase()}`, parts));

export const object = (apiVersion: string, kind: string, name: string, spec?: unknown, metadata: Fields = {}): Manifest => ({ apiVersion, kind, metadata: { name, ...metadata }, ...(spec === undefined ? {} : { spec }) });

/** Objects that keep what they hold beside `spec`. */
export const withFields = (manifest: Manifest, fields: Fields): Manifest => ({ ...manifest, ...fields });

export const service = (name: string, spec: Fields = {}, metadata: Fields = {}): Manifest => object('v1', 'Service', name, { selector: { app: name }, ports: [{ port: 80 }], ...spec }, metadata);
export const budget = (name: string, spec: Fields, app = name, metadata: Fields = {}): Manifest => object('policy/v1', 'PodDisruptionBudget', name, { selector: { matchLabels: { app } }, ...spec }, metadata);
export const autoscaler = (name: string, spec: Fields, target = name, apiVersion = 'autoscaling/v2'): Manifest =>
  object(apiVersion, 'HorizontalPodAutoscaler', name, { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target }, maxReplicas: 10, ...spec });
export const networkPolicy = (name: string, spec: Fields, metadata: Fields = {}): Manifest => object('networking.k8s.io/v1', 'NetworkPolicy', name, spec, metadata);
export const ingress = (name: string, backend: Fields, apiVersion = 'networking.k8s.io/v1', spec: Fields = {}): Manifest =>
  object(apiVersion, 'Ingress', name, { rules: [{ host: 'example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }], ...spec });

export const toYaml = (manifests: readonly Manifest[]): string => manifests.map((one) => `---\n${JSON.stringify(one, null, 1)}\n`).join('');
