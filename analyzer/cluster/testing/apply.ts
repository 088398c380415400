import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadAll } from 'js-yaml';
import { pluralOf } from '../../../scripts/cluster-role.js';
import type { ApiServer } from './api-server.js';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export const manifestsIn = (file: string): Manifest[] => (loadAll(readFileSync(file, 'utf8')) as (Manifest | null)[]).filter((manifest) => manifest !== null && manifest !== undefined);


/** Where objects of a kind are created; with its name added, where one is changed. */
export const collection = (apiVersion: string, kind: string, namespace?: string): string =>
  `${apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${pluralOf(kind)}`;

/** Creates objects, namespaces first. */
export async function create(server: ApiServer, manifests: readonly Manifest[]): Promise<void> {
  const first = (manifest: Manifest): number => (manifest.kind === 'Namespace' ? 0 : 1);
  for (const manifest of [...manifests].sort((a, b) => first(a) - first(b))) await server.request('POST', collection(manifest.apiVersion, manifest.kind, manifest.metadata.namespace), manifest);
}

/** A service account with the documented role, everywhere or in single namespaces, and a token of it. */
export async function accountWithRole(server: ApiServer, name: string, namespaces?: readonly string[]): Promise<{ readonly token: string; readonly uid: string }> {
  const documented = manifestsIn(join(process.cwd(), 'docs/cluster-role.yaml'));
  const of = (kind: string): Manifest => documented.find((manifest) => manifest.kind === kind)!;
  const binding = { ...of('ClusterRoleBinding'), metadata: { name }, subjects: [{ kind: 'ServiceAccount', name, namespace: 'default' }] };
  const bindings = namespaces?.map((namespace) => ({ ...binding, kind: 'RoleBinding', metadata: { name, namespace } })) ?? [binding];
  await create(server, [of('ClusterRole')]).catch((error: Error) => (error.message.includes('AlreadyExists') ? undefined : Promise.reject(error)));
  await create(server, [{ ...of('ServiceAccount'), metadata: { name, namespace: 'default' } }, ...bindings]);
  const accounts = collection('v1', 'ServiceAccount', 'default');
  const account = (await server.request('GET', `${accounts}/${name}`)) as { readonly metadata: { readonly uid: string } };
  const issued = (await server.request('POST', `${accounts}/${name}/token`, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } })) as { readonly status: { readonly token: string } };
  while (!(await may(server, name, { verb: 'list', group: '', resource: 'services', ...(namespaces === undefined ? {} : { namespace: namespaces.at(-1)! }) }))) await wait(50);
  return { token: issued.status.token, uid: account.metadata.uid };
}

/** Whether a service account of the default namespace may do something, as the server sees it. */
export async function may(server: ApiServer, name: string, resourceAttributes: Readonly<Record<string, string>>): Promise<boolean> {
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: { user: `system:serviceaccount:default:${name}`, resourceAttributes } };
  return ((await server.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review)) as { readonly status: { readonly allowed: boolean } }).status.allowed;
}
