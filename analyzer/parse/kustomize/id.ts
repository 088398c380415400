/** How Kustomize names an object. Without a namespace an object of a namespaced kind is in `default`. */
export interface Id {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export type Gvk = Pick<Id, 'group' | 'version' | 'kind'>;

/** Stands for the namespace of what has none. */
const NO_NAMESPACE = '\u0000cluster';

/** Kinds without a namespace that Kustomize knows by their built-in schema, with the versions it knows. */
const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = {
  APIService: ['apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1beta1'],
  CSIDriver: ['storage.k8s.io/v1', 'storage.k8s.io/v1beta1'],
  CSINode: ['storage.k8s.io/v1', 'storage.k8s.io/v1beta1'],
  CertificateSigningRequest: ['certificates.k8s.io/v1', 'certificates.k8s.io/v1beta1'],
  ClusterRole: ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1'],
  ClusterRoleBinding: ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1'],
  ComponentStatus: ['v1'],
  CustomResourceDefinition: ['apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'],
  FlowSchema: ['flowcontrol.apiserver.k8s.io/v1beta1'],
  IngressClass: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'],
  MutatingWebhookConfiguration: ['admissionregistration.k8s.io/v1', 'admissionregistration.k8s.io/v1beta1'],
  Namespace: ['v1'],
  Node: ['v1'],
  NodeProxyOptions: ['v1'],
  PersistentVolume: ['v1'],
  PodSecurityPolicy: ['policy/v1beta1'],
  PriorityClass: ['scheduling.k8s.io/v1', 'scheduling.k8s.io/v1beta1'],
  PriorityLevelConfiguration: ['flowcontrol.apiserver.k8s.io/v1beta1'],
  RuntimeClass: ['node.k8s.io/v1', 'node.k8s.io/v1beta1'],
  StorageClass: ['storage.k8s.io/v1', 'storage.k8s.io/v1beta1'],
  ValidatingAdmissionPolicy: ['admissionregistration.k8s.io/v1'],
  ValidatingAdmissionPolicyBinding: ['admissionregistration.k8s.io/v1'],
  ValidatingWebhookConfiguration: ['admissionregistration.k8s.io/v1', 'admissionregistration.k8s.io/v1beta1'],
  VolumeAttachment: ['storage.k8s.io/v1', 'storage.k8s.io/v1beta1'],
};

export function gvkOf(apiVersion: string, kind: string): Gvk {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? { group: '', version: apiVersion, kind } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1), kind };
}

export const apiVersionOf = ({ group, version }: Gvk): string => (group === '' ? version : `${group}/${version}`);

export const isClusterScoped = (id: Gvk): boolean => Object.hasOwn(CLUSTER_SCOPED, id.kind) && CLUSTER_SCOPED[id.kind]!.includes(apiVersionOf(id));

export function effectiveNamespace(id: Id): string {
  if (id.namespace === NO_NAMESPACE || isClusterScoped(id)) return NO_NAMESPACE;
  return id.namespace === '' ? 'default' : id.namespace;
}

/** One text for one object. */
export const keyOf = (id: Id): string => `${id.group}/${id.version}/${id.kind}\u0000${effectiveNamespace(id)}\u0000${id.name}`;

/** A selector's empty fields select everything. */
export const isSelected = (id: Gvk, by: Partial<Gvk>): boolean => (!by.group || by.group === id.group) && (!by.version || by.version === id.version) && (!by.kind || by.kind === id.kind);
