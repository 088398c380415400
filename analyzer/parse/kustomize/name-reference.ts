import { spec, type FieldSpec } from './field-spec.js';
import { baseSpecs, POD_SPECS, type NameReference, type Specs } from './specs.js';

/** Where one object names another: the fields that follow a rename. */

const CONTAINER_LISTS = ['containers', 'initContainers'];

const CONFIG_IN_PODS = ['volumes/configMap/name', 'volumes/projected/sources/configMap/name', ...CONTAINER_LISTS.flatMap((list) => [`${list}/env/valueFrom/configMapKeyRef/name`, `${list}/envFrom/configMapRef/name`])];
const SECRET_IN_PODS = ['volumes/secret/secretName', 'volumes/projected/sources/secret/name', 'imagePullSecrets/name', ...CONTAINER_LISTS.flatMap((list) => [`${list}/env/valueFrom/secretKeyRef/name`, `${list}/envFrom/secretRef/name`])];

/** Kinds whose pods are followed for configuration; the others' for accounts, claims and priorities. */
const WITH_CONFIG = ['Pod', 'PodTemplate', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'];
const WITH_ACCOUNTS = ['Pod', 'StatefulSet', 'Deployment', 'ReplicationController', 'CronJob', 'Job', 'DaemonSet'];

const inPods = (kinds: readonly string[], fields: readonly string[]): FieldSpec[] => kinds.flatMap((kind) => fields.map((field) => spec(`${POD_SPECS[kind]!}/${field}`, kind === 'Pod' && fields.length > 1 ? { version: 'v1', kind } : { kind })));

const RULES = ['Role', 'ClusterRole'].map((kind) => spec('rules/resourceNames', { kind }));
const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const annotation = (name: string): FieldSpec => ({ path: ['metadata', 'annotations', name], kind: 'Ingress' });

const nameReference: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({ kind, fields: [spec('spec/scaleTargetRef/name', { kind: 'HorizontalPodAutoscaler' })] })),
  {
    kind: 'ConfigMap',
    version: 'v1',
    fields: [...inPods(WITH_CONFIG, CONFIG_IN_PODS), spec('spec/configSource/configMap', { kind: 'Node' }), ...RULES, annotation('nginx.ingress.kubernetes.io/fastcgi-params-configmap')],
  },
  {
    kind: 'Secret',
    version: 'v1',
    fields: [
      ...inPods(WITH_CONFIG, SECRET_IN_PODS),
      spec('spec/tls/secretName', { kind: 'Ingress' }),
      ...['ingress.kubernetes.io/auth-secret', 'nginx.ingress.kubernetes.io/auth-secret', 'nginx.ingress.kubernetes.io/auth-tls-secret'].map(annotation),
      spec('imagePullSecrets/name', { kind: 'ServiceAccount' }),
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((field) => spec(`parameters/${field}`, { kind: 'StorageClass' })),
      ...RULES,
      spec('spec/template/spec/containers/env/valueFrom/secretKeyRef/name', { group: 'serving.knative.dev', version: 'v1', kind: 'Service' }),
      spec('spec/azureFile/secretName', { kind: 'PersistentVolume' }),
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    fields: [
      spec('spec/serviceName', { group: 'apps', kind: 'StatefulSet' }),
      ...['rules/http/paths/backend/serviceName', 'backend/serviceName', 'rules/http/paths/backend/service/name', 'defaultBackend/service/name'].map((field) => spec(`spec/${field}`, { kind: 'Ingress' })),
      spec('spec/service/name', { group: 'apiregistration.k8s.io', kind: 'APIService' }),
      ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => spec('webhooks/clientConfig/service', { group: ADMISSION, kind })),
    ],
  },
  { kind: 'Role', group: RBAC, fields: [spec('roleRef/name', { group: RBAC, kind: 'RoleBinding' })] },
  { kind: 'ClusterRole', group: RBAC, fields: ['RoleBinding', 'ClusterRoleBinding'].map((kind) => spec('roleRef/name', { group: RBAC, kind })) },
  { kind: 'ServiceAccount', version: 'v1', fields: [...['RoleBinding', 'ClusterRoleBinding'].map((kind) => spec('subjects', { group: RBAC, kind })), ...inPods(WITH_ACCOUNTS, ['serviceAccountName'])] },
  { kind: 'PersistentVolumeClaim', version: 'v1', fields: inPods(WITH_ACCOUNTS, ['volumes/persistentVolumeClaim/claimName']) },
  { kind: 'PersistentVolume', version: 'v1', fields: [spec('spec/volumeName', { kind: 'PersistentVolumeClaim' }), spec('rules/resourceNames', { kind: 'ClusterRole' })] },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fields: [...['PersistentVolume', 'PersistentVolumeClaim'].map((kind) => spec('spec/storageClassName', { kind })), spec('spec/volumeClaimTemplates/spec/storageClassName', { kind: 'StatefulSet' })],
  },
  { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io', fields: inPods(WITH_ACCOUNTS, ['priorityClassName']) },
  { kind: 'ValidatingAdmissionPolicy', group: ADMISSION, fields: [spec('spec/policyName', { group: ADMISSION, kind: 'ValidatingAdmissionPolicyBinding' })] },
];

export const defaultSpecs: Specs = { ...baseSpecs, nameReference };
