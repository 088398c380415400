import type { Connection } from './connect.js';

/** A kind as an API server serves it. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Its name in paths: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface KindName {
  readonly group: string;
  readonly kind: string;
}

const isSame = (a: KindName, b: KindName): boolean => a.group === b.group && a.kind === b.kind;

interface GroupList {
  readonly groups?: readonly { readonly name: string; readonly versions: readonly { readonly version: string }[]; readonly preferredVersion?: { readonly version: string } }[];
}

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean; readonly verbs?: readonly string[] }[];
}

/** Which of the wanted kinds this server has, each in the version that it prefers. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api */
export async function resourcesOf(connection: Connection, wanted: readonly KindName[]): Promise<Resource[]> {
  const core = await resourcesIn(connection, '', 'v1', wanted);
  const { groups = [] } = ((await connection.get('/apis', 'API groups')) ?? {}) as GroupList;
  const found = [...core];
  for (const { name, versions, preferredVersion } of groups) {
    const missing = (): readonly KindName[] => wanted.filter((kind) => kind.group === name && !found.some((resource) => isSame(resource, kind)));
    // A kind that is not yet in the preferred version (TCPRoute beside HTTPRoute) is in another one.
    const ordered = [...new Set([preferredVersion?.version, ...versions.map(({ version }) => version)])];
    for (const version of ordered) if (version !== undefined && missing().length > 0) found.push(...(await resourcesIn(connection, name, version, missing())));
  }
  return found;
}

async function resourcesIn(connection: Connection, group: string, version: string, wanted: readonly KindName[]): Promise<Resource[]> {
  const list = (await connection.get(rootOf({ group, version }), `kinds of ${group === '' ? 'the core API' : group}`)) as ResourceList | undefined;
  return (list?.resources ?? [])
    .filter(({ name, kind, verbs = [] }) => !name.includes('/') && verbs.includes('list') && wanted.some((entry) => isSame(entry, { group, kind })))
    .map(({ name, kind, namespaced }) => ({ group, version, kind, plural: name, namespaced }));
}

/** Where a version of a group is served. */
export const rootOf = ({ group, version }: Pick<Resource, 'group' | 'version'>): string => (group === '' ? `/api/${version}` : `/apis/${group}/${version}`);
