import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKinds } from '../parse/kubernetes/index.js';
import { connect, readCluster, type ClusterObjects, type Connection } from './index.js';
import { hasApiServer, startApiServer, type ApiServer } from './testing/api-server.js';
import { accountWithRole, create, manifestsIn, may } from './testing/apply.js';

const PRODUCTION = join(process.cwd(), 'fixtures/shop/deploy/production');
const shop = readdirSync(PRODUCTION).flatMap((file) => manifestsIn(join(PRODUCTION, file)));
const NAMESPACES = ['payments', 'platform', 'shop'];

// docs/TESTING-WITH-AN-API-SERVER.md says how to have one; without it these are skipped, and cluster.test.ts has the stand-in.
describe.skipIf(!hasApiServer)('a real kube-apiserver', { timeout: 120_000 }, () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer();
    await create(server, shop);
  }, 120_000);
  afterAll(() => server.stop(), 60_000);

  const asked = async <T>(token: string, work: (connection: Connection) => Promise<T>, deadline?: number): Promise<T> => {
    const connection = await connect({ env: { KUBECONFIG: server.kubeconfig(token) }, ...(deadline === undefined ? {} : { deadline }) });
    return work(connection).finally(() => connection.close());
  };
  const readAs = (token: string, namespaces?: readonly string[]): Promise<ClusterObjects> => asked(token, (connection) => readCluster(connection, liveKinds, namespaces));
  const namesOf = ({ objects }: ClusterObjects): string[] => objects.map(({ kind, metadata }) => `${String(kind)} ${(metadata as { namespace?: string }).namespace ?? ''}/${(metadata as { name: string }).name}`);

  it('is read with the documented role alone, which can do nothing else', async () => {
    const { token } = await accountWithRole(server, 'reader');
    const found = await readAs(token, NAMESPACES);
    const declared = shop.filter(({ kind }) => kind !== 'Secret' && kind !== 'Namespace').map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    expect(namesOf(found)).toEqual(expect.arrayContaining(declared));
    expect(namesOf(found).filter((name) => name.startsWith('Secret'))).toEqual([]);
    expect(found.unread).toEqual([{ group: '', kind: 'Secret' }]);
    for (const [verb, group, resource] of [['get', 'apps', 'deployments'], ['create', 'apps', 'deployments'], ['list', '', 'secrets'], ['watch', '', 'services'], ['delete', '', 'configmaps']] as const)
      expect(await may(server, 'reader', { verb, group, resource, namespace: 'shop' }), `${verb} ${resource}`).toBe(false);
  });

  it('gives names of Secrets to who may list them, and no value', async () => {
    const { objects } = await readAs(server.adminToken, NAMESPACES);
    const secrets = objects.filter(({ kind }) => kind === 'Secret');
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(Object.keys(secret).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
  });

  it('is read in single namespaces with a role in each, and says which it may not', async () => {
    const { token } = await accountWithRole(server, 'reader-of-shop', ['shop']);
    expect(namesOf(await readAs(token, ['shop']))).toContain('Deployment shop/cart');
    await expect(readAs(token, ['shop', 'payments'])).rejects.toThrow(/User "tester" \(context "test"\) may not list \w+(\.\w+)* in namespace payments\..*system:serviceaccount:default:reader-of-shop/);
  });

  it('is read page by page: 5,000 objects, each once', async () => {
    await server.request('POST', '/api/v1/namespaces', { metadata: { name: 'many' } });
    const numbers = Array.from({ length: 5000 }, (_, index) => index);
    const creator = async (): Promise<void> => {
      for (let index = numbers.pop(); index !== undefined; index = numbers.pop()) await server.request('POST', '/api/v1/namespaces/many/configmaps', { metadata: { name: `c${index}` }, data: { value: 'x'.repeat(100) } });
    };
    await Promise.all(Array.from({ length: 16 }, creator));
    const pages: string[] = [];
    const found = await asked(server.adminToken, (connection) => readCluster({ ...connection, get: (path, ...rest) => {
      if (path.includes('/configmaps?')) pages.push(path);
      return connection.get(path, ...rest);
    } }, liveKinds, ['many']));
    expect(new Set(namesOf(found).filter((name) => name.startsWith('ConfigMap many/c'))).size).toBe(5000);
    // Besides the 5,000 the namespace has nothing: there is no controller that would add the root certificate.
    expect(pages).toHaveLength(10);
  });

  it('refuses a token that has expired', async () => {
    const { uid } = await accountWithRole(server, 'late');
    const expired = server.accountToken('default', 'late', uid, Math.floor(Date.now() / 1000) - 60);
    await expect(readAs(expired)).rejects.toThrow(/does not accept the credentials of user "tester".*Sign in again/);
    expect(namesOf(await readAs(server.accountToken('default', 'late', uid, Math.floor(Date.now() / 1000) + 600)))).toContain('Namespace /default');
  });

  it('reports nothing when the token ends in the middle', async () => {
    const { token } = await accountWithRole(server, 'leaving');
    let lists = 0;
    const reading = asked(token, (connection) => readCluster({ ...connection, async get(path, ...rest) {
      if (path.includes('limit=') && ++lists === 6) {
        await server.request('DELETE', '/api/v1/namespaces/default/serviceaccounts/leaving');
        // The server remembers for ten seconds that a token was good.
        await wait(11_000);
      }
      return connection.get(path, ...rest);
    } }, liveKinds, NAMESPACES));
    await expect(reading).rejects.toThrow(/does not accept the credentials/);
  });

  it('reports nothing when the server falls silent in the middle', async () => {
    let lists = 0;
    const reading = asked(server.adminToken, (connection) => readCluster({ ...connection, get(path, ...rest) {
      if (path.includes('limit=') && ++lists === 6) server.freeze();
      return connection.get(path, ...rest);
    } }, liveKinds, NAMESPACES), 2000);
    await expect(reading).rejects.toThrow(/stopped answering while listing .* Nothing of this run is reported/);
    server.thaw();
  });

  it('is not trusted with a certificate of nobody', async () => {
    const kubeconfig = server.kubeconfig(server.adminToken, undefined, { verify: true });
    const connection = await connect({ env: { KUBECONFIG: kubeconfig } });
    await expect(readCluster(connection, liveKinds, undefined)).rejects.toThrow(/certificate is signed by nobody that the kubeconfig trusts\. Set certificate-authority/);
  });
});
