/**
 * What Kubernetes' schema says about merging: which lists are merged by which keys. An empty list of keys means that the
 * elements are texts and the list is a set. A type has no entry for what is replaced as a whole.
 */
export interface Type {
  readonly fields?: Readonly<Record<string, Type>>;
  readonly list?: { readonly keys: readonly string[]; readonly element: Type };
}

const by = (keys: readonly string[], element: Type = {}): Type => ({ list: { keys, element } });
const object = (fields: Readonly<Record<string, Type>>): Type => ({ fields });

const metadata = object({ finalizers: by([]), ownerReferences: by(['uid']) });

const container = object({ env: by(['name']), ports: by(['containerPort', 'protocol']), volumeDevices: by(['devicePath']), volumeMounts: by(['mountPath']) });
const ephemeralContainer = object({ env: by(['name']), volumeDevices: by(['devicePath']), volumeMounts: by(['mountPath']) });

const podSpec = object({
  containers: by(['name'], container),
  ephemeralContainers: by(['name'], ephemeralContainer),
  hostAliases: by(['ip']),
  imagePullSecrets: by(['name']),
  initContainers: by(['name'], container),
  topologySpreadConstraints: by(['topologyKey', 'whenUnsatisfiable']),
  volumes: by(['name']),
});

const status = object({ conditions: by(['type']) });
const podTemplate = object({ metadata, spec: podSpec });
const templated = object({ metadata, spec: object({ template: podTemplate }), status });
const webhooks = object({ metadata, webhooks: by(['name']) });

const KINDS: Readonly<Record<string, Type>> = {
  'v1 Pod': object({ metadata, spec: podSpec, status: object({ conditions: by(['type']), podIPs: by(['ip']) }) }),
  'v1 PodTemplate': object({ metadata, template: podTemplate }),
  'v1 ReplicationController': templated,
  'v1 Service': object({ metadata, spec: object({ ports: by(['port', 'protocol']) }), status }),
  'v1 ServiceAccount': object({ metadata, secrets: by(['name']) }),
  'v1 Node': object({ metadata, spec: object({ podCIDRs: by([]) }), status: object({ addresses: by(['type']), conditions: by(['type']) }) }),
  'apps/v1 DaemonSet': templated,
  'apps/v1 Deployment': templated,
  'apps/v1 ReplicaSet': templated,
  'apps/v1 StatefulSet': templated,
  'batch/v1 Job': templated,
  'batch/v1 CronJob': object({ metadata, spec: object({ jobTemplate: templated }) }),
  'batch/v1beta1 CronJob': object({ metadata, spec: object({ jobTemplate: templated }) }),
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration': webhooks,
};

/** API versions whose objects have Kubernetes' own metadata and conditions. */
const BUILT_IN = new Set(
  ['v1', 'admissionregistration.k8s.io/v1', 'apiextensions.k8s.io/v1', 'apiregistration.k8s.io/v1', 'apps/v1', 'autoscaling/v1', 'autoscaling/v2beta1', 'autoscaling/v2beta2']
    .concat(['batch/v1', 'batch/v1beta1', 'certificates.k8s.io/v1', 'coordination.k8s.io/v1', 'discovery.k8s.io/v1', 'events.k8s.io/v1', 'extensions/v1beta1', 'networking.k8s.io/v1', 'networking.k8s.io/v1beta1'])
    .concat(['node.k8s.io/v1', 'policy/v1', 'policy/v1beta1', 'rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1', 'scheduling.k8s.io/v1', 'storage.k8s.io/v1', 'storage.k8s.io/v1beta1']),
);
const anyObject = object({ metadata, status });

/** Objects that Kubernetes does not know itself have no schema: every list of theirs is replaced. */
export function typeOf(apiVersion: string, kind: string): Type {
  const key = `${apiVersion} ${kind}`;
  if (Object.hasOwn(KINDS, key)) return KINDS[key]!;
  return BUILT_IN.has(apiVersion) ? anyObject : {};
}

const UNKNOWN: Type = {};

export const fieldType = (type: Type, field: string): Type => (type.fields !== undefined && Object.hasOwn(type.fields, field) ? type.fields[field]! : UNKNOWN);
