import type { ClusterObjects, Connection } from '../../analyzer/cluster/index.js';
import type { Side, SideSource } from '../../analyzer/drift/side.js';
import { readDump, readObjects, systemNamespaces, type Live } from '../../analyzer/live/index.js';
import { liveKinds } from '../../analyzer/parse/kubernetes/index.js';
import { version } from '../../analyzer/version.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import type { SideOptions } from './options.js';

/** Something that runs, seen from where it is read. */
export interface LiveSource {
  readonly is: SideSource;
  readonly label: string;
  /** Where objects without a namespace go. */
  readonly namespace: string;
  /** What is in these namespaces; in all but the system's where none is named. */
  read(namespaces: readonly string[] | undefined): Promise<Live>;
}

/** Works with the cluster of the kubeconfig, and hangs up. What keeps it from being read is the user's to mend. */
export async function withCluster<T>({ context }: SideOptions, terminal: Terminal, work: (source: LiveSource) => Promise<T>): Promise<T> {
  const { connect, readCluster, ClusterError } = await import('../../analyzer/cluster/index.js');
  let connection: Connection | undefined;
  try {
    connection = await connect({ env: terminal.env, ...(context === undefined ? {} : { context }) });
    return await work(clusterSource(connection, readCluster));
  } catch (error) {
    throw error instanceof ClusterError ? new UsageError(error.message) : error;
  } finally {
    connection?.close();
  }
}

type Read = (connection: Connection, wanted: typeof liveKinds, namespaces: readonly string[] | undefined) => Promise<ClusterObjects>;

const clusterSource = (connection: Connection, read: Read): LiveSource => ({
  // The name that client-node gives the context of a pod's own account.
  is: 'cluster', label: connection.context === 'inClusterContext' ? 'this cluster' : `cluster ${connection.context}`, namespace: connection.namespace,
  async read(namespaces) {
    const { objects, unread } = await read(connection, liveKinds, namespaces);
    const wanted = namespaces === undefined ? objects.filter((object) => !systemNamespaces.has(namespaceOf(object))) : objects;
    const kinds = liveKinds.filter((kind) => !unread.some((one) => one.kind === kind.kind && one.group === kind.group));
    return { ...readObjects(wanted), kinds, ...(namespaces === undefined ? {} : { namespaces }) };
  },
});

const namespaceOf = (object: Readonly<Record<string, unknown>>): string => String((object['metadata'] as { readonly namespace?: unknown } | undefined)?.namespace ?? '');

/** A snapshot of a cluster, which has the facts of its objects in it. */
export function snapshotSource(file: string, { label, source, live }: Side & { readonly live: NonNullable<Side['live']> }): LiveSource {
  if (live.version !== version) throw new UsageError(`${file} was written by Faultline ${live.version}, and this is ${version}. Take the snapshot and compare it with the same version.`);
  const { objects, kinds, namespaces } = live as unknown as Live;
  return { is: source, label, namespace: namespaces?.length === 1 ? namespaces[0]! : 'default', read: () => Promise.resolve({ objects, kinds, problems: [], ...(namespaces === undefined ? {} : { namespaces }) }) };
}

/** A dump of `kubectl get`. */
export function dumpSource(file: string, text: string): LiveSource {
  const live = readDump(file, text);
  const broken = live.problems.find(({ severity }) => severity === 'error');
  if (broken !== undefined) throw new UsageError(`${file}:${broken.line}:${broken.column}: ${broken.message}`);
  return { is: 'dump', label: `dump ${file}`, namespace: 'default', read: () => Promise.resolve(live) };
}
