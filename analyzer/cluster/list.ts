import type { Connection } from './connect.js';
import { ClusterError } from './errors.js';
import { rootOf, type Resource } from './resources.js';

/** An object as the server sends it. */
export type ApiObject = Readonly<Record<string, unknown>>;

interface Page {
  readonly items?: readonly Record<string, unknown>[];
  readonly metadata?: { readonly continue?: string };
}

const PAGE = 500;
/** A list that takes longer than the server keeps its state (5 minutes) is begun again. */
const TRIES = 3;
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** Pods and the like that a controller makes are told by the labels that it gives them, so that the server leaves them out. */
const AUTHORED: Readonly<Record<string, string>> = {
  Pod: '!pod-template-hash,!controller-revision-hash,!batch.kubernetes.io/job-name,!job-name',
  ReplicaSet: '!pod-template-hash',
  EndpointSlice: 'endpointslice.kubernetes.io/managed-by!=endpointslice-controller.k8s.io',
};

/**
 * All objects of a kind, page by page, in one namespace or everywhere; undefined where the account may not list them and `optional`
 * says that this is no reason to stop. Of Secrets the server sends names and labels only: their values never leave it.
 */
export async function list(connection: Connection, resource: Resource, namespace: string | undefined, optional: boolean): Promise<ApiObject[] | undefined> {
  const { kind, plural, group, version } = resource;
  const what = `${plural}${group === '' ? '' : `.${group}`} ${resource.namespaced ? (namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`) : 'of the cluster'}`;
  const path = `${rootOf(resource)}/${resource.namespaced && namespace !== undefined ? `namespaces/${encodeURIComponent(namespace)}/` : ''}${plural}`;
  const options = { ...(kind === 'Secret' ? { accept: METADATA_ONLY } : {}), tolerate: optional ? [403, 410] : [410] };
  const ask = async (after: string | undefined): Promise<Page | undefined> => (await connection.get(`${path}?${query(kind, after)}`, what, options)) as Page | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const objects = await pages(ask);
    if (objects === undefined) continue;
    if (objects === 'refused' && optional) return undefined;
    if (objects === 'refused') throw new ClusterError(`${connection.server} says that it has ${what}, and gives no list of them (HTTP 404). Is something between here and the API server?`);
    return objects.map((object) => ({ ...object, apiVersion: group === '' ? version : `${group}/${version}`, kind }));
  }
  throw new ClusterError(`${connection.server} forgot where it was while listing ${what}, ${TRIES} times: the list takes longer than it keeps its state. Read fewer namespaces with --namespace.`);
}

/** `refused`: the first page could not be had; undefined: a later one was gone. */
async function pages(ask: (after: string | undefined) => Promise<Page | undefined>): Promise<Record<string, unknown>[] | 'refused' | undefined> {
  const objects: Record<string, unknown>[] = [];
  let after: string | undefined;
  do {
    const page = await ask(after);
    if (page === undefined) return after === undefined ? 'refused' : undefined;
    objects.push(...(page.items ?? []));
    after = page.metadata?.continue;
  } while (after !== undefined && after !== '');
  return objects;
}

function query(kind: string, after: string | undefined): string {
  const parameters = new URLSearchParams({ limit: String(PAGE) });
  if (Object.hasOwn(AUTHORED, kind)) parameters.set('labelSelector', AUTHORED[kind]!);
  if (after !== undefined) parameters.set('continue', after);
  return parameters.toString();
}
