import type { Connection } from './connect.js';
import { ClusterError } from './errors.js';
import { list, type ApiObject } from './list.js';
import { resourcesOf, type KindName, type Resource } from './resources.js';

export interface ClusterObjects {
  readonly objects: readonly ApiObject[];
  /** Kinds that the account may not list: of them nothing is known. */
  readonly unread: readonly KindName[];
}

/** What every graph is made of. A cluster that does not let these be read cannot be compared. */
const REQUIRED: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'networking.k8s.io']);
const SENSITIVE: ReadonlySet<string> = new Set(['Secret']);

/** Lists the wanted kinds in these namespaces, or in all. Throws `ClusterError`; half an answer is none. */
export async function readCluster(connection: Connection, wanted: readonly KindName[], namespaces: readonly string[] | undefined): Promise<ClusterObjects> {
  const resources = await resourcesOf(connection, wanted);
  if (!resources.some(({ kind }) => kind === 'Deployment')) throw new ClusterError(`${connection.server} serves no Deployments. Is it a Kubernetes API server?`);
  const lists = resources.flatMap((resource) => (resource.namespaced && namespaces !== undefined ? namespaces : [undefined]).map((namespace) => ({ resource, namespace })));
  const objects: ApiObject[][] = [];
  const unread = new Set<Resource>();
  await inParallel(lists, async ({ resource, namespace }, index) => {
    const found = await list(connection, resource, namespace, isOptional(resource));
    if (found === undefined) unread.add(resource);
    objects[index] = found ?? [];
  });
  return { objects: objects.flat(), unread: resources.filter((resource) => unread.has(resource)).map(({ group, kind }) => ({ group, kind })) };
}

const isOptional = ({ group, kind, namespaced }: Resource): boolean => !namespaced || !REQUIRED.has(group) || SENSITIVE.has(kind);

const AT_ONCE = 4;

async function inParallel<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
