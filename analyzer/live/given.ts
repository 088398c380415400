import type { ObjectRef } from '../facts/types.js';

/** An object as an API server sends it or `kubectl get -o yaml` prints it. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, unknown>>;
    readonly annotations?: Readonly<Record<string, unknown>>;
    readonly ownerReferences?: unknown;
  };
  readonly status?: unknown;
}

/** Whatever may come out of a file or a server, as an object; undefined when it is none. */
export function liveObject(value: unknown): LiveObject | undefined {
  if (!isRecord(value) || typeof value['apiVersion'] !== 'string' || typeof value['kind'] !== 'string') return undefined;
  const metadata = value['metadata'];
  if (!isRecord(metadata) || typeof metadata['name'] !== 'string' || (metadata['namespace'] !== undefined && typeof metadata['namespace'] !== 'string')) return undefined;
  return value as unknown as LiveObject;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const refOf = ({ apiVersion, kind, metadata: { name, namespace } }: LiveObject): ObjectRef => ({ kind, name, apiVersion, ...(namespace === undefined ? {} : { namespace }) });

export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');

/** Namespaces of the cluster's own parts. They are read when somebody names them. */
export const systemNamespaces: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** What a cluster or a mesh puts into every namespace, by kind. */
const IN_EVERY_NAMESPACE: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert', 'linkerd-identity-trust-roots'],
  ServiceAccount: ['default', 'builder', 'deployer'],
};

/** What nobody applied: the cluster made it by itself, or it is a record that a tool keeps of its work. */
export function isGiven({ kind, metadata, status }: LiveObject): boolean {
  const { name, namespace, annotations } = metadata;
  if (kind === 'Namespace') return systemNamespaces.has(name);
  if (Object.hasOwn(IN_EVERY_NAMESPACE, kind) && IN_EVERY_NAMESPACE[kind]!.includes(name)) return true;
  if (namespace === 'default' && name === 'kubernetes' && (kind === 'Service' || kind === 'Endpoints' || kind === 'EndpointSlice')) return true;
  if (kind === 'Secret' && name.startsWith('sh.helm.release.v1.')) return true;
  if (kind === 'PriorityClass' && name.startsWith('system-')) return true;
  // The endpoints controller leaves this note on what it makes; hand-written ones have none.
  if (kind === 'Endpoints' && annotations !== undefined && Object.hasOwn(annotations, 'endpoints.kubernetes.io/last-change-trigger-time')) return true;
  if (kind === 'EndpointSlice' && metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io') return true;
  // A pod that has ended runs no more.
  return kind === 'Pod' && isRecord(status) && (status['phase'] === 'Succeeded' || status['phase'] === 'Failed');
}

/** The controller that made this object and would make it again. */
export function controllerOf({ metadata }: LiveObject): { readonly apiVersion: string; readonly kind: string } | undefined {
  const owners = Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences.filter(isRecord) : [];
  const owner = owners.find(({ controller }) => controller === true);
  return typeof owner?.['apiVersion'] === 'string' && typeof owner['kind'] === 'string' ? { apiVersion: owner['apiVersion'], kind: owner['kind'] } : undefined;
}
