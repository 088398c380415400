import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { connect, readCluster, type ClusterObjects, type KindName } from './index.js';
import { liveKinds } from '../parse/kubernetes/index.js';
import { pluralOf } from '../../scripts/cluster-role.js';
import { manifestsIn } from './testing/apply.js';
import { kubeconfigText, standIn, type Reply, type StandIn } from './testing/stand-in.js';

const KINDS: readonly KindName[] = [{ group: '', kind: 'Service' }, { group: '', kind: 'Secret' }, { group: 'apps', kind: 'Deployment' }, { group: 'mesh.example', kind: 'Route' }, { group: 'mesh.example', kind: 'Tunnel' }];
const verbs = ['get', 'list'];

/** Discovery of a small server, https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api */
const DISCOVERY: Readonly<Record<string, unknown>> = {
  '/api/v1': { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs }, { name: 'services/status', kind: 'Service', namespaced: true, verbs }, { name: 'secrets', kind: 'Secret', namespaced: true, verbs }] },
  '/apis': { groups: [{ name: 'apps', versions: [{ version: 'v1' }] }, { name: 'mesh.example', versions: [{ version: 'v1beta1' }, { version: 'v1' }], preferredVersion: { version: 'v1' } }, { name: 'other.example', versions: [{ version: 'v9' }] }] },
  '/apis/apps/v1': { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true, verbs }] },
  '/apis/mesh.example/v1': { resources: [{ name: 'routes', kind: 'Route', namespaced: true, verbs }] },
  '/apis/mesh.example/v1beta1': { resources: [{ name: 'routes', kind: 'Route', namespaced: true, verbs }, { name: 'tunnels', kind: 'Tunnel', namespaced: false, verbs }] },
};

let server: StandIn | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Reads a stand-in that answers lists with `reply` and is otherwise healthy and empty. */
async function read(reply: (path: string) => Reply | undefined, namespaces?: readonly string[], deadline = 5000): Promise<ClusterObjects> {
  server = await standIn((path) => (Object.hasOwn(DISCOVERY, path) ? { body: DISCOVERY[path] } : (reply(path) ?? { body: { items: [] } })));
  const connection = await connect({ env: { KUBECONFIG: server.kubeconfig }, deadline });
  return readCluster(connection, KINDS, namespaces).finally(() => connection.close());
}

const named = (...names: readonly string[]) => names.map((name) => ({ metadata: { name } }));
const namesOf = ({ objects }: ClusterObjects): string[] => objects.map((object) => `${String(object['kind'])} ${(object['metadata'] as { name: string }).name}`);

describe('a cluster is read', () => {
  it('by lists alone: each kind in the version that the server prefers, in each namespace, page by page', async () => {
    const found = await read((path) => {
      if (!path.startsWith('/apis/apps/v1/namespaces/a/deployments')) return undefined;
      return path.includes('continue=more') ? { body: { items: named('two'), metadata: {} } } : { body: { items: named('one'), metadata: { continue: 'more' } } };
    }, ['a', 'b']);
    expect(found.objects).toEqual([expect.objectContaining({ apiVersion: 'apps/v1', kind: 'Deployment' }), expect.anything()]);
    expect(namesOf(found)).toEqual(['Deployment one', 'Deployment two']);
    const lists = server!.asked.filter((line) => line.includes('limit='));
    expect(lists.every((line) => line.startsWith('GET '))).toBe(true);
    expect(new Set(lists)).toEqual(new Set([
      'GET /api/v1/namespaces/a/services?limit=500', 'GET /api/v1/namespaces/b/services?limit=500', 'GET /api/v1/namespaces/a/secrets?limit=500', 'GET /api/v1/namespaces/b/secrets?limit=500',
      'GET /apis/apps/v1/namespaces/a/deployments?limit=500', 'GET /apis/apps/v1/namespaces/a/deployments?limit=500&continue=more', 'GET /apis/apps/v1/namespaces/b/deployments?limit=500',
      'GET /apis/mesh.example/v1/namespaces/a/routes?limit=500', 'GET /apis/mesh.example/v1/namespaces/b/routes?limit=500', 'GET /apis/mesh.example/v1beta1/tunnels?limit=500',
    ]));
  });

  it('asks for the metadata of Secrets only', async () => {
    const accepts: string[] = [];
    server = await standIn((path, request) => {
      if (path.includes('/secrets')) accepts.push(String(request.headers.accept));
      return { body: DISCOVERY[path] ?? { items: [] } };
    });
    const connection = await connect({ env: { KUBECONFIG: server.kubeconfig } });
    await readCluster(connection, KINDS, undefined).finally(() => connection.close());
    expect(accepts).toEqual(['application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1']);
  });

  it('begins a list again when the server forgot where it was', async () => {
    let forgotten = false;
    const found = await read((path) => {
      if (!path.includes('/services')) return undefined;
      if (!path.includes('continue')) return { body: { items: named('one'), metadata: { continue: forgotten ? 'second' : 'first' } } };
      if (path.includes('continue=second')) return { body: { items: named('two') } };
      forgotten = true;
      return { status: 410, body: { message: 'The provided continue parameter is too old' } };
    });
    expect(namesOf(found)).toEqual(['Service one', 'Service two']);
  });

  it('waits when the server is busy', async () => {
    let busy = 1;
    const found = await read((path) => (path.includes('/services') ? (busy-- > 0 ? { status: 429, headers: { 'retry-after': '0.01' } } : { body: { items: named('late') } }) : undefined));
    expect(namesOf(found)).toEqual(['Service late']);
  });

  it('goes on without custom resources and Secrets that it may not list, and names them', async () => {
    const { unread } = await read((path) => (path.includes('/secrets') || path.includes('mesh.example') ? { status: 403, body: { message: 'no' } } : undefined));
    expect(unread).toEqual([{ group: '', kind: 'Secret' }, { group: 'mesh.example', kind: 'Route' }, { group: 'mesh.example', kind: 'Tunnel' }]);
  });
});

describe('the documented role', () => {
  const role = manifestsIn(join(process.cwd(), 'docs/cluster-role.yaml')).find(({ kind }) => kind === 'ClusterRole')!;
  const rules = role['rules'] as readonly { readonly apiGroups: readonly string[]; readonly resources: readonly string[]; readonly verbs: readonly string[] }[];

  it('grants to list, and nothing else, what is read, and no Secrets', () => {
    expect(new Set(rules.flatMap((rule) => rule.verbs))).toEqual(new Set(['list']));
    const granted = ({ group, kind }: KindName): boolean => rules.some((rule) => rule.apiGroups.includes(group) && (rule.resources.includes('*') || rule.resources.includes(pluralOf(kind))));
    expect(liveKinds.filter((kind) => !granted(kind))).toEqual([{ group: '', kind: 'Secret' }]);
    const read = new Set(liveKinds.map(({ group }) => group));
    expect(rules.flatMap((rule) => rule.apiGroups).filter((group) => !read.has(group))).toEqual([]);
  });
});

describe('a cluster that cannot be read is an error with what to do, and never half a result', () => {
  it.each<[string, (path: string) => Reply | undefined, RegExp]>([
    ['a token that expires in the middle', (path) => (path.includes('deployments') ? { status: 401, body: { message: 'Unauthorized' } } : undefined), /does not accept the credentials of user "tester" \(context "test"\).*Sign in again/],
    ['a namespace that is forbidden', (path) => (path.includes('deployments') ? { status: 403, body: { message: 'deployments.apps is forbidden' } } : undefined), /may not list deployments\.apps in namespace shop\..*docs\/cluster-role\.yaml.*deployments\.apps is forbidden/],
    ['a server that falls silent in the middle', (path) => (path.includes('deployments') ? 'silence' : undefined), /stopped answering while listing deployments\.apps in namespace shop/],
    ['a connection that is cut in the middle', (path) => (path.includes('deployments') ? 'cut' : undefined), /could not be asked for deployments\.apps .*closed the connection/],
    ['a server that fails', (path) => (path.includes('deployments') ? { status: 500, body: { message: 'etcdserver: leader changed' } } : undefined), /HTTP 500.*leader changed/],
    ['a server that never finds its place', (path) => (path.includes('deployments') ? (path.includes('continue') ? { status: 410 } : { body: { items: [], metadata: { continue: 'x' } } }) : undefined), /forgot where it was.*--namespace/],
    ['a list that is not there', (path) => (path.includes('deployments') ? { status: 404 } : undefined), /says that it has deployments\.apps in namespace shop, and gives no list/],
    ['something that is no API server', (path) => (path.includes('deployments') ? { body: undefined } : undefined), /no JSON.*Is it a Kubernetes API server/],
  ])('%s', async (_, reply, message) => {
    await expect(read(reply, ['shop'], 300)).rejects.toThrow(message);
  });
});

describe('a kubeconfig that does not lead to a cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-kubeconfig-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, () => Parameters<typeof connect>[0], RegExp]>([
    ['none', () => ({ env: { KUBECONFIG: join(folder, 'absent') } }), /There is no kubeconfig: .*absent does not exist/],
    ['broken', () => ({ env: { KUBECONFIG: file('broken', 'clusters: [') } }), /kubeconfig .*broken cannot be read/],
    ['empty', () => ({ env: { KUBECONFIG: file('empty', '') } }), /kubeconfig .*empty cannot be read|no current context/],
    ['without the context', () => ({ env: { KUBECONFIG: file('one', kubeconfigText('https://127.0.0.1:1', 't')) }, context: 'prod' }), /no context "prod"\. There are: test\./],
    ['without the cluster', () => ({ env: { KUBECONFIG: file('two', kubeconfigText('https://127.0.0.1:1', 't').replace('"cluster":"test"', '"cluster":"gone"')) } }), /names cluster "gone"/],
  ])('%s', async (_, options, message) => {
    await expect(connect(options())).rejects.toThrow(message);
  });

  it('with a login program that is not there, or an address without TLS', async () => {
    const program = kubeconfigText('https://127.0.0.1:1', 't').replace('{"token":"t"}', '{"exec":{"apiVersion":"client.authentication.k8s.io/v1","command":"/nowhere/login","args":[]}}');
    await expect(connect({ env: { KUBECONFIG: file('four', program) } })).rejects.toThrow(/credentials of user "tester" \(context "test"\) could not be had: .*\/nowhere\/login/);
    await expect(connect({ env: { KUBECONFIG: file('five', kubeconfigText('http://127.0.0.1:1', 't', undefined, true)) } })).rejects.toThrow(/not encrypted.*insecure-skip-tls-verify/);
  });

  it('where nobody listens', async () => {
    const connection = await connect({ env: { KUBECONFIG: file('three', kubeconfigText('https://127.0.0.1:1', 't')) } });
    await expect(readCluster(connection, KINDS, undefined)).rejects.toThrow(/https:\/\/127\.0\.0\.1:1 \(context "test"\) could not be asked.*nothing listens there/);
  });

  it('takes the first of several files that names something, and skips those that are not there', async () => {
    const first = file('first', kubeconfigText('https://127.0.0.1:1', 't', 'mine'));
    const second = file('second', kubeconfigText('https://127.0.0.1:2', 't').replaceAll('"test"', '"second"'));
    expect(await connect({ env: { KUBECONFIG: `${join(folder, 'absent')}:${first}:${second}` } })).toMatchObject({ context: 'test', server: 'https://127.0.0.1:1', namespace: 'mine' });
    expect(await connect({ env: { KUBECONFIG: `${first}:${second}` }, context: 'second' })).toMatchObject({ server: 'https://127.0.0.1:2' });
  });
});
