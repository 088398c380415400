import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Difference, Drift } from '../analyzer/drift/drift.js';
import { hasApiServer, startApiServer, type ApiServer } from '../analyzer/cluster/testing/api-server.js';
import { accountWithRole, collection, create, manifestsIn, type Manifest } from '../analyzer/cluster/testing/apply.js';
import { recorder, replay, type Exchange } from '../analyzer/cluster/testing/recording.js';
import { kubeconfigText, standIn, type StandIn } from '../analyzer/cluster/testing/stand-in.js';
import { faultline, folderWith, type Spoken } from './testing/faultline.js';

const SHOP = 'fixtures/shop';
const PRODUCTION = join(SHOP, 'deploy/production');
const RECORDING = 'cli/testing/cluster.recorded.jsonl';

const ask = (kubeconfig: string, ...args: readonly string[]): Promise<Spoken> => faultline(args, { KUBECONFIG: kubeconfig });

/** Three rules are enough to see that findings are compared; with all, every new rule would change what is expected here. */
const RULES = ['--rule', 'missing-disruption-budget', '--rule', 'missing-readiness-probe', '--rule', 'single-point-of-failure'];
const driftOf = async (kubeconfig: string): Promise<Spoken & { readonly drift: Drift }> => {
  const ran = await ask(kubeconfig, 'drift', '--cluster', '--env', 'production', ...RULES, '--format', 'json', SHOP);
  return { ...ran, drift: (ran.out === '' ? undefined : JSON.parse(ran.out)) as Drift };
};

const told = ({ judgement, kind, message }: Difference): string => `${judgement} ${kind}: ${message}`;

/** What somebody does to a running system by hand, and what it does by itself. */
async function edit(server: ApiServer): Promise<void> {
  const at = (apiVersion: string, kind: string, namespace: string, name: string): string => `${collection(apiVersion, kind, namespace)}/${name}`;
  // By hand: fewer replicas, a probe gone, a budget gone, a Deployment gone, one that nobody declared.
  await server.request('PATCH', at('apps/v1', 'Deployment', 'shop', 'search'), { spec: { replicas: 1 } });
  const inventory = (await server.request('GET', at('apps/v1', 'Deployment', 'shop', 'inventory'))) as { spec: { template: { spec: { containers: Record<string, unknown>[] } } } };
  for (const container of inventory.spec.template.spec.containers) delete container['readinessProbe'];
  await server.request('PUT', at('apps/v1', 'Deployment', 'shop', 'inventory'), inventory);
  await server.request('DELETE', at('policy/v1', 'PodDisruptionBudget', 'shop', 'cart'));
  await server.request('DELETE', at('apps/v1', 'Deployment', 'shop', 'recommendation'));
  const debug: Manifest = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'debug', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'debug' } }, template: { metadata: { labels: { app: 'debug' } }, spec: { containers: [{ name: 'debug', image: 'registry.example/tools/debug:1.0.0', env: [{ name: 'CATALOG_URL', value: 'http://catalog' }] }] } } },
  };
  await create(server, [debug]);
  // By itself: the autoscaler scales, a rollout is restarted, controllers make pods, everything has a status.
  await server.request('PATCH', at('apps/v1', 'Deployment', 'shop', 'cart'), { spec: { replicas: 7, template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2027-01-31T00:00:00Z' } } } } });
  await server.request('PATCH', `${at('apps/v1', 'Deployment', 'shop', 'cart')}/status`, { status: { replicas: 7, readyReplicas: 7, observedGeneration: 2 } });
  const owner = (kind: string, name: string, uid: string) => [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }];
  const { metadata } = (await server.request('GET', at('apps/v1', 'Deployment', 'shop', 'cart'))) as { metadata: { uid: string } };
  const labels = { app: 'cart', tier: 'backend', 'pod-template-hash': 'abc' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'cart', image: 'registry.example/shop/cart:2.8.1' }] } };
  await create(server, [
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'cart-abc', namespace: 'shop', labels, ownerReferences: owner('Deployment', 'cart', metadata.uid) }, spec: { replicas: 7, selector: { matchLabels: labels }, template } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart-abc-1', namespace: 'shop', labels, ownerReferences: owner('ReplicaSet', 'cart-abc', metadata.uid) }, spec: template.spec },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: 'shop' }, data: { 'ca.crt': 'certificate' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' } },
  ]);
}

const BY_HAND: readonly string[] = [
  'weaker single-point-of-failure: if search fails, requests that need it fail in 1 of 11 other services: storefront; it runs as one instance (replicas: 1)',
  'weaker protection-lost: cart loses its disruption budget; if cart fails, 2 of 11 services stop: order and storefront',
  'weaker protection-lost: inventory loses its readiness probe; if inventory fails, 4 of 11 services stop: cart, pricing, order and storefront',
  'weaker setting-weakened: replicas of search: 2 -> 1; if search fails, 1 of 11 services stops: storefront',
  'weaker finding-new: node maintenance may evict both pods of cart at once, because no disruption budget selects them; order and storefront would stop too',
  'weaker finding-new: each rollout or restart of inventory fails requests of cart and pricing: Service inventory sends them to pods that are still starting',
  'weaker component-removed: recommendation is declared and does not run (missing)',
  'neutral dependency-added: debug calls catalog, in cluster test only',
  'neutral component-added: debug, a service, runs and is declared nowhere (unmanaged)',
  'neutral dependency-removed: recommendation calls catalog, in deploy/production only',
  'neutral dependency-removed: storefront calls recommendation, in deploy/production only',
];

/** The same exchange from two sources: a server that is there, and one that was. */
interface Source {
  /** A kubeconfig for the system as it was applied, then as it was edited. */
  state(name: 'applied' | 'edited'): Promise<string>;
  close(): Promise<void>;
}

async function real(): Promise<Source> {
  const server = await startApiServer();
  await create(server, readdirSync(PRODUCTION).flatMap((file) => manifestsIn(join(PRODUCTION, file))));
  const { token } = await accountWithRole(server, 'faultline');
  const recorded: object[] = [];
  return {
    async state(name) {
      if (name === 'edited') await edit(server);
      if (process.env['FAULTLINE_RECORD'] !== '1') return server.kubeconfig(token);
      const between = await recorder(server.url, token);
      const kubeconfig = server.kubeconfigOf(kubeconfigText(between.url, token));
      await driftOf(kubeconfig).finally(() => between.close());
      recorded.push(...between.exchanges.map((exchange) => ({ state: name, ...exchange })).sort((a, b) => (a.path < b.path ? -1 : 1)));
      writeFileSync(RECORDING, recorded.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return server.kubeconfig(token);
    },
    close: () => server.stop(),
  };
}

function recorded(): Promise<Source> {
  const lines = readFileSync(RECORDING, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Exchange & { readonly state: string });
  const servers: StandIn[] = [];
  return Promise.resolve({
    async state(name) {
      const server = await replay(lines.filter(({ state }) => state === name));
      servers.push(server);
      return server.kubeconfig;
    },
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  });
}

describe.each([
  ['a real kube-apiserver', hasApiServer, real],
  ['a recorded exchange with kube-apiserver 1.34.2', existsSync(RECORDING), recorded],
] as const)('drift --cluster against %s', (_, isThere, open) => {
  describe.skipIf(!isThere)('fixtures/shop', { timeout: 120_000 }, () => {
    let source: Source;
    let applied: Awaited<ReturnType<typeof driftOf>>;
    let edited: Awaited<ReturnType<typeof driftOf>>;
    let kubeconfig: string;
    beforeAll(async () => {
      source = await open();
      applied = await driftOf(await source.state('applied'));
      kubeconfig = await source.state('edited');
      edited = await driftOf(kubeconfig);
    }, 180_000);
    afterAll(() => source.close(), 60_000);

    it('finds no drift in what was applied', () => {
      expect(applied.err).toContain('cluster test runs deploy/production');
      expect(applied.drift.differences.map(told)).toEqual([]);
      expect(applied.code).toBe(0);
    });

    it('finds what was done by hand, and nothing that the cluster does by itself', () => {
      expect(edited.drift.differences.map(told)).toEqual(BY_HAND);
      expect(edited.code).toBe(1);
    });

    it('says which object it is about, and where it is declared', () => {
      const about = edited.drift.differences.find(({ kind, name }) => kind === 'setting-weakened' && name === 'replicas')!;
      expect(about.base?.file).toBe('deploy/production/search.yaml');
      expect(about.head).toMatchObject({ file: 'Deployment shop/search', line: 1, column: 1 });
    });

    it.each([['with the repository', SHOP], ['without it', 'bench']])('finds the same in a snapshot that was taken %s', async (_where, path) => {
      const folder = folderWith();
      const file = join(folder.root, 'shop.json');
      expect(await ask(kubeconfig, 'snapshot', '--cluster', ...['shop', 'payments', 'platform'].flatMap((namespace) => ['--namespace', namespace]), '--output', file, path)).toMatchObject({ code: 0, out: '' });
      expect(readFileSync(file, 'utf8')).not.toContain('not-a-real-password');
      const { code, out } = await faultline(['drift', '--observed', file, ...RULES, '--format', 'json', SHOP]);
      expect((JSON.parse(out) as Drift).differences).toEqual(edited.drift.differences);
      expect(code).toBe(1);
      folder.remove();
    });
  });
});

describe('drift --cluster that cannot be answered', () => {
  let server: StandIn | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it('is an error with what to do, and no report', async () => {
    server = await standIn(() => ({ status: 401, body: { message: 'Unauthorized' } }));
    const { code, out, err } = await ask(server.kubeconfig, 'drift', '--cluster', SHOP);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/error: .*does not accept the credentials of user "tester"/);
    expect(err).not.toContain('internal error');
  });

  it.each([
    [['drift', '--cluster', SHOP], 'There is no kubeconfig'],
    [['drift', '--cluster', '--base', 'main', SHOP], '--cluster and --base each say what to compare with'],
    [['drift', '--namespace', 'shop', SHOP], '--context and --namespace go with --cluster'],
    [['drift', '--cluster', '--env', 'staging', '--env', 'production', SHOP], 'held against one environment'],
    [['drift', '--observed', 'nowhere.json', SHOP], 'nowhere.json could not be read'],
    [['drift', '--observed', 'package.json', SHOP], 'package.json is nothing that was observed'],
  ])('%s: says so', async (args, message) => {
    const { code, out, err } = await ask('/nowhere/kubeconfig', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
