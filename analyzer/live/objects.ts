import { compareText } from '../facts/place.js';
import type { Fact, ObjectRef, Problem } from '../facts/types.js';
import { hasReader, readDocuments } from '../parse/kubernetes/index.js';
import { controllerOf, groupOf, isGiven, liveObject, refOf, type LiveObject } from './given.js';
import { nodeOf } from './node.js';
import { titleOf } from './places.js';

/** One object that runs, and what it says. */
export interface ObjectFacts {
  readonly ref: ObjectRef;
  readonly facts: readonly Fact[];
  /** An operator made it of a resource that is read by its name only: nobody has a manifest of it. */
  readonly operated: boolean;
}

export interface KindName {
  readonly group: string;
  readonly kind: string;
}

/** What was seen of a cluster, and how much of it: what was not looked at is not missing. */
export interface Live {
  readonly objects: readonly ObjectFacts[];
  readonly problems: readonly Problem[];
  /** Absent: all namespaces. */
  readonly namespaces?: readonly string[];
  readonly kinds: readonly KindName[];
}

/**
 * The facts of objects as a cluster has them, as if they were manifests, without what nobody wrote. What a controller makes of an object that is
 * read itself is left out: pods of a Deployment, Jobs of a CronJob, the StatefulSet of a database's resource.
 */
export function readObjects(values: readonly unknown[]): Pick<Live, 'objects' | 'problems'> {
  const objects = values.map(liveObject).filter((object) => object !== undefined && !isGiven(object) && !isMade(object)) as LiveObject[];
  const read = unique(objects).map(readObject);
  const isClaimOfSet = claimsOfSets(read.map(({ object }) => object));
  return { objects: read.map(({ object }) => object).filter(({ ref }) => !isClaimOfSet(ref)), problems: read.flatMap(({ problems }) => problems) };
}

/** Claims that a StatefulSet makes of its templates have no owner: they outlive it. They are told by their names, `data-redis-0`. */
function claimsOfSets(objects: readonly ObjectFacts[]): (ref: ObjectRef) => boolean {
  const prefixes = new Set(objects.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'workload' ? fact.claimTemplates.map(({ name }) => `${fact.ref.namespace ?? ''}/${name}-${fact.ref.name}`) : []))));
  return ({ kind, namespace = '', name }) => kind === 'PersistentVolumeClaim' && prefixes.has(`${namespace}/${name.replace(/-\d+$/, '')}`);
}

function isMade(object: LiveObject): boolean {
  const owner = controllerOf(object);
  return owner !== undefined && hasReader(owner.apiVersion, owner.kind);
}

/** Sorted, each once: a list that was begun again, or two dumps of one namespace, hold some twice. */
function unique(objects: readonly LiveObject[]): LiveObject[] {
  const byName = new Map(objects.map((object) => [`${groupOf(object.apiVersion)} ${titleOf(object)}`, object]));
  return [...byName].sort(([a], [b]) => compareText(a, b)).map(([, object]) => object);
}

function readObject(object: LiveObject): { readonly object: ObjectFacts; readonly problems: readonly Problem[] } {
  const { facts, problems } = readDocuments({ documents: [{ root: nodeOf(titleOf(object), written(object)) }] });
  return { object: { ref: refOf(object), facts, operated: controllerOf(object) !== undefined }, problems };
}

/** Notes of controllers to themselves. */
const NOTES: ReadonlySet<string> = new Set([
  'deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation', 'kubectl.kubernetes.io/last-applied-configuration', 'kubectl.kubernetes.io/restartedAt',
  'pv.kubernetes.io/bind-completed', 'pv.kubernetes.io/bound-by-controller', 'meta.helm.sh/release-name', 'meta.helm.sh/release-namespace',
]);
const LABELS: ReadonlySet<string> = new Set(['kubernetes.io/metadata.name', 'controller-uid', 'batch.kubernetes.io/controller-uid', 'job-name', 'batch.kubernetes.io/job-name']);

/** Without what is no one's wish; of a Secret the names of its keys. */
function written(object: LiveObject): unknown {
  const { status: _, metadata, ...rest } = object as LiveObject & Readonly<Record<string, unknown>>;
  const { name, namespace, labels, annotations } = metadata;
  const own = { name, ...(namespace === undefined ? {} : { namespace }), labels: without(labels, LABELS), annotations: without(annotations, NOTES) };
  return { ...(object.kind === 'Secret' ? keysOnly(rest) : rest), metadata: own };
}

const without = (map: Readonly<Record<string, unknown>> | undefined, names: ReadonlySet<string>): unknown => (typeof map === 'object' && map !== null ? Object.fromEntries(Object.entries(map).filter(([key]) => !names.has(key))) : {});

const keysOnly = ({ apiVersion, kind, data }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({ apiVersion, kind, ...(typeof data === 'object' && data !== null ? { data: Object.fromEntries(Object.keys(data).map((key) => [key, ''])) } : {}) });
