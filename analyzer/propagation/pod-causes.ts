import type { Container, WorkloadFact } from '../facts/types.js';
import { isKnown } from '../facts/value.js';
import type { Workload } from '../system/system.js';
import type { CauseKind, Mention } from './causes.js';

/** Well-known node labels: https://kubernetes.io/docs/reference/labels-annotations-taints/ and the cloud providers' own. */
const PLACES: Readonly<Record<string, CauseKind>> = {
  'kubernetes.io/hostname': 'node',
  'topology.kubernetes.io/zone': 'zone',
  'failure-domain.beta.kubernetes.io/zone': 'zone',
  'topology.kubernetes.io/region': 'region',
  'failure-domain.beta.kubernetes.io/region': 'region',
};

/** Labels that name a group of nodes made together: `cloud.google.com/gke-nodepool`, `eks.amazonaws.com/nodegroup`, `agentpool`. */
const POOL = /(?:^|[./-])(?:node-?pool|node-?group|agent-?pool|instance-?group|pool)(?:-name)?$/i;

/** Where a node selector or the required node affinity pins the pods to. Without one the scheduler is free, and nothing is known to fail together. */
export function placementOf({ fact }: Workload): Mention[] {
  return Object.entries({ ...fact.requiredNodeLabels, ...fact.nodeSelector }).flatMap(([label, name]): Mention[] => {
    const kind = Object.hasOwn(PLACES, label) ? PLACES[label]! : POOL.test(label) ? 'node-pool' : undefined;
    return kind === undefined || isTemplated(name) ? [] : [{ kind, name, at: label in (fact.nodeSelector ?? {}) ? fact.podAt : (fact.nodeAffinity ?? fact.podAt) }];
  });
}

/** Claims and named volumes that all replicas mount; those of a claim template are each replica's own. */
export function volumesOf({ fact, namespace }: Workload): Mention[] {
  const mounted = new Set(fact.containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  return fact.volumes.flatMap(({ name, kind, source, optional, at }): Mention[] =>
    kind === 'claim' && source !== undefined && !optional && mounted.has(name) && !isTemplated(source) ? [{ kind: 'volume', name: qualified(fact, namespace, source), at }] : [],
  );
}

/** In every namespace, made by the platform. */
const GIVEN: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']);

/** ConfigMaps and Secrets without which no container starts. */
export function configurationOf({ fact, namespace }: Workload): Mention[] {
  const named = [
    ...fact.containers.flatMap((container) => [...wholesale(container), ...single(container)]),
    ...fact.volumes.flatMap(({ kind, source, optional, at }) => ((kind === 'configMap' || kind === 'secret') && source !== undefined ? [{ kind, name: source, optional, at }] : [])),
  ];
  return named.flatMap(({ kind, name, optional, at }): Mention[] =>
    optional || GIVEN.has(name) || isTemplated(name) ? [] : [{ kind: kind === 'configMap' || kind === 'ConfigMap' ? 'config-map' : 'secret', name: qualified(fact, namespace, name), at }],
  );
}

const wholesale = ({ envFrom }: Container) => envFrom.map(({ kind, name, optional, at }) => ({ kind, name, optional, at }));

const single = ({ env }: Container) =>
  env.flatMap(({ ref }) => (ref && (ref.kind === 'ConfigMap' || ref.kind === 'Secret') ? [{ kind: ref.kind, name: ref.name, optional: ref.optional, at: ref.at }] : []));

/** Registries that have to answer whenever a pod starts: https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy */
export function imagesOf({ fact }: Workload, built: ReadonlySet<string>): Mention[] {
  if (fact.platform !== 'kubernetes') return [];
  return fact.containers.flatMap(({ image, imagePullPolicy, at }): Mention[] => {
    // What is built from the tree is deployed by a tool that sets registry and tag itself.
    if (!isKnown(image) || isTemplated(image.value) || built.has(image.value)) return [];
    const always = isKnown(imagePullPolicy) ? imagePullPolicy.value === 'Always' : imagePullPolicy === undefined && hasLatest(image.value);
    return always ? [{ kind: 'registry', name: registryOf(image.value), at: isKnown(imagePullPolicy) ? imagePullPolicy.at : at }] : [];
  });
}

/** A tag that is `latest`, or none and no digest. */
function hasLatest(image: string): boolean {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return !last.includes('@') && (!last.includes(':') || last.endsWith(':latest'));
}

/** The first part is a host when it looks like one; else it is a path on Docker Hub. */
export function registryOf(image: string): string {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first!) ? first! : 'docker.io';
}

const isTemplated = (text: string): boolean => /[${}<>]/.test(text);

/** Kubernetes objects live in a namespace; `default` goes without saying. */
const qualified = ({ platform }: WorkloadFact, namespace: string, name: string): string => (platform !== 'kubernetes' || namespace === '' || namespace === 'default' ? name : `${namespace}/${name}`);
