import { spec, type FieldSpec } from './field-spec.js';

/** The fields that Kustomize's transformers change when nobody configures others. */
export interface Specs {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly claimLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
  readonly varReference: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
}

/** Fields that hold the name of an object of a kind. */
export interface NameReference {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly fields: readonly FieldSpec[];
}

/** Where a kind keeps its pod's template. */
const template = (field: 'labels' | 'annotations'): FieldSpec[] => [
  spec(`metadata/${field}`, {}, true),
  spec(`spec/template/metadata/${field}`, { version: 'v1', kind: 'ReplicationController' }, true),
  spec(`spec/template/metadata/${field}`, { kind: 'Deployment' }, true),
  spec(`spec/template/metadata/${field}`, { kind: 'ReplicaSet' }, true),
  spec(`spec/template/metadata/${field}`, { kind: 'DaemonSet' }, true),
  spec(`spec/template/metadata/${field}`, field === 'labels' ? { group: 'apps', kind: 'StatefulSet' } : { kind: 'StatefulSet' }, true),
  spec(`spec/template/metadata/${field}`, { group: 'batch', kind: 'Job' }, true),
  spec(`spec/jobTemplate/metadata/${field}`, { group: 'batch', kind: 'CronJob' }, true),
  spec(`spec/jobTemplate/spec/template/metadata/${field}`, { group: 'batch', kind: 'CronJob' }, true),
];

const claimLabels = [spec('spec/volumeClaimTemplates[]/metadata/labels', { group: 'apps', kind: 'StatefulSet' }, true)];

const AFFINITIES = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  `affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);

const selectors: readonly FieldSpec[] = [
  spec('spec/selector', { version: 'v1', kind: 'Service' }, true),
  spec('spec/selector', { version: 'v1', kind: 'ReplicationController' }, true),
  spec('spec/selector/matchLabels', { kind: 'Deployment' }, true),
  spec('spec/selector/matchLabels', { kind: 'ReplicaSet' }, true),
  spec('spec/selector/matchLabels', { kind: 'DaemonSet' }, true),
  spec('spec/selector/matchLabels', { group: 'apps', kind: 'StatefulSet' }, true),
  ...['Deployment', 'StatefulSet'].flatMap((kind) => [...AFFINITIES, 'topologySpreadConstraints/labelSelector/matchLabels'].map((path) => spec(`spec/template/spec/${path}`, { group: 'apps', kind }))),
  spec('spec/selector/matchLabels', { group: 'batch', kind: 'Job' }),
  spec('spec/jobTemplate/spec/selector/matchLabels', { group: 'batch', kind: 'CronJob' }),
  spec('spec/selector/matchLabels', { group: 'policy', kind: 'PodDisruptionBudget' }),
  spec('spec/podSelector/matchLabels', { group: 'networking.k8s.io', kind: 'NetworkPolicy' }),
  spec('spec/ingress/from/podSelector/matchLabels', { group: 'networking.k8s.io', kind: 'NetworkPolicy' }),
  spec('spec/egress/to/podSelector/matchLabels', { group: 'networking.k8s.io', kind: 'NetworkPolicy' }),
];

/** Pod specs by kind. */
export const POD_SPECS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const VARIABLES_IN_PODS = ['containers', 'initContainers'].flatMap((list) => ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((field) => `${list}/${field}`));

const varReference: readonly FieldSpec[] = [
  ...['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet'].flatMap((kind) => VARIABLES_IN_PODS.map((field) => spec(`${POD_SPECS[kind]!}/${field}`, { kind }))),
  ...['DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet'].map((kind) => spec(`${POD_SPECS[kind]!}/volumes/nfs/server`, { kind })),
  spec('spec/jobTemplate/spec/template/volumes/nfs/server', { kind: 'CronJob' }),
  spec('spec/volumeClaimTemplates/spec/nfs/server', { kind: 'StatefulSet' }),
  spec('spec/nfs/server', { kind: 'PersistentVolume' }),
  spec('spec/template/metadata/annotations', { kind: 'Deployment' }),
  ...['rules/host', 'tls/hosts', 'tls/secretName'].map((field) => spec(`spec/${field}`, { kind: 'Ingress' })),
  spec('spec/ports/port', { kind: 'Service' }),
  spec('spec/ports/targetPort', { kind: 'Service' }),
  spec('metadata/labels'),
  spec('metadata/annotations'),
];

export const baseSpecs: Omit<Specs, 'nameReference'> = {
  namePrefix: [spec('metadata/name')],
  nameSuffix: [spec('metadata/name')],
  namespace: [
    spec('metadata/name', { kind: 'Namespace' }, true),
    spec('spec/service/namespace', { group: 'apiregistration.k8s.io', kind: 'APIService' }, true),
    spec('spec/conversion/webhook/clientConfig/service/namespace', { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }),
  ],
  labels: [],
  commonLabels: [...selectors, ...template('labels'), ...claimLabels],
  templateLabels: template('labels').slice(1),
  claimLabels,
  commonAnnotations: template('annotations'),
  images: ['spec', 'spec/template/spec'].flatMap((pod) => ['containers[]/image', 'initContainers[]/image', 'volumes[]/image/reference'].map((field) => spec(`${pod}/${field}`))),
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => spec('spec/replicas', { kind }, true)),
  varReference,
};
