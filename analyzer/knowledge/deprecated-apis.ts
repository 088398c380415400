/** A version of a built-in API that is deprecated or gone. Versions of Kubernetes, as `1.25`. */
export interface DeprecatedApi {
  /** From when on the replacement is served. */
  readonly since: string;
  readonly removed: string;
  /** Absent: nothing replaces it. */
  readonly replacement?: string;
}

/** apiVersion, kinds, since, removed, replacement. Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const TABLE: readonly (readonly [apiVersion: string, kinds: string, since: string, removed: string, replacement?: string])[] = [
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema PriorityLevelConfiguration', '1.29', '1.32', 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema PriorityLevelConfiguration', '1.26', '1.29', 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema PriorityLevelConfiguration', '1.23', '1.26', 'flowcontrol.apiserver.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.24', '1.27', 'storage.k8s.io/v1'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.23', '1.26', 'autoscaling/v2'],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', '1.23', '1.25', 'autoscaling/v2'],
  ['batch/v1beta1', 'CronJob', '1.21', '1.25', 'batch/v1'],
  ['batch/v2alpha1', 'CronJob', '1.8', '1.21', 'batch/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', '1.21', '1.25', 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 'Event', '1.19', '1.25', 'events.k8s.io/v1'],
  ['policy/v1beta1', 'PodDisruptionBudget', '1.21', '1.25', 'policy/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', '1.21', '1.25'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', '1.20', '1.25', 'node.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1', 'MutatingWebhookConfiguration ValidatingWebhookConfiguration', '1.16', '1.22', 'admissionregistration.k8s.io/v1'],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', '1.16', '1.22', 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', 'APIService', '1.10', '1.22', 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', '1.6', '1.22', 'authentication.k8s.io/v1'],
  ['authorization.k8s.io/v1beta1', 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview', '1.6', '1.22', 'authorization.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', '1.19', '1.22', 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'Lease', '1.14', '1.22', 'coordination.k8s.io/v1'],
  ['extensions/v1beta1', 'Ingress', '1.14', '1.22', 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', '1.19', '1.22', 'networking.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole ClusterRoleBinding Role RoleBinding', '1.8', '1.22', 'rbac.authorization.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1alpha1', 'ClusterRole ClusterRoleBinding Role RoleBinding', '1.8', '1.22', 'rbac.authorization.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', '1.14', '1.22', 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', '1.14', '1.17', 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIDriver', '1.19', '1.22', 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSINode', '1.17', '1.22', 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'StorageClass', '1.6', '1.22', 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'VolumeAttachment', '1.13', '1.22', 'storage.k8s.io/v1'],
  ['extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', '1.9', '1.16', 'apps/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', '1.8', '1.16', 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', '1.10', '1.16'],
  ['apps/v1beta2', 'DaemonSet Deployment ReplicaSet StatefulSet', '1.9', '1.16', 'apps/v1'],
  ['apps/v1beta1', 'Deployment StatefulSet ControllerRevision', '1.9', '1.16', 'apps/v1'],
];

const APIS: ReadonlyMap<string, DeprecatedApi> = new Map(TABLE.flatMap(([apiVersion, kinds, since, removed, replacement]) =>
  kinds.split(' ').map((kind) => [`${apiVersion} ${kind}`, { since, removed, ...(replacement === undefined ? {} : { replacement }) }] as const)));

export const deprecatedApi = (apiVersion: string, kind: string): DeprecatedApi | undefined => APIS.get(`${apiVersion} ${kind}`);
