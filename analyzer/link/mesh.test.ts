import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const app = (name: string, env: Readonly<Record<string, string>> = {}): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${name}
      containers: [{ name: main, image: "registry.example/${name}:1", env: [${Object.entries(env).map(([k, v]) => `{ name: ${k}, value: "${v}" }`).join(', ')}] }]
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
const istio = (kind: string, name: string, spec: string): string => `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const system = app('web', { CART_URL: 'http://cart', ORDER_URL: 'http://order' }) + '---\n' + app('cart', { ORDER_URL: 'http://order' }) + '---\n' + app('order');

const SEEN = /^(?:mesh|timeout|perTry|retries|retryOn|retryBudget|outlier|circuit|connection|max|injected|traffic|rate)/;

async function settingsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { document } = (await analyzeFiles(files)).system;
  return document.settings.flatMap((s) => (typeof s.on !== 'string' && SEEN.test(s.name) ? [`${s.on.from} -> ${s.on.to} ${s.name} ${s.origin === 'unknown' ? 'unknown' : s.value} ${s.evidence.file}:${s.evidence.line}`] : []));
}

describe('mesh policies', () => {
  it('are settings of every call to their host', async () => {
    const policy = istio('VirtualService', 'order', '{ hosts: [order], http: [{ timeout: 2s, retries: { attempts: 2, perTryTimeout: 500ms }, route: [{ destination: { host: order } }] }] }');
    expect(await settingsOf({ 'all.yaml': system, 'mesh.yaml': policy })).toEqual(
      ['cart', 'web'].flatMap((from) => [`${from} -> order perTryTimeout 500 mesh.yaml:4`, `${from} -> order retriesOnCall 2 mesh.yaml:4`, `${from} -> order timeoutOnCall 2000 mesh.yaml:4`]),
    );
  });

  it('finds its host by long names', async () => {
    expect(await settingsOf({ 'all.yaml': system, 'mesh.yaml': istio('DestinationRule', 'cart', '{ host: cart.default.svc.cluster.local, trafficPolicy: { connectionPool: { tcp: { maxConnections: 5 } }, outlierDetection: { consecutive5xxErrors: 3 } } }') })).toEqual([
      'web -> cart connectionPoolMaxConnections 5 mesh.yaml:4',
      'web -> cart outlierConsecutiveErrors 3 mesh.yaml:4',
      'web -> cart outlierDetection true mesh.yaml:4',
    ]);
  });

  it('calls it a breaker only where calls fail at once', async () => {
    const rule = (policy: string): Promise<string[]> => settingsOf({ 'all.yaml': system, 'mesh.yaml': istio('DestinationRule', 'cart', `{ host: cart, trafficPolicy: ${policy} }`) });
    expect((await rule('{ connectionPool: { http: { http1MaxPendingRequests: 10 } } }')).some((row) => row.includes('circuitBreaker true'))).toBe(true);
    expect((await rule('{ outlierDetection: { maxEjectionPercent: 100 } }')).some((row) => row.includes('circuitBreaker true'))).toBe(true);
    expect((await rule('{ outlierDetection: { maxEjectionPercent: 50 } }')).some((row) => row.includes('circuitBreaker'))).toBe(false);
  });

  it('a limit that one rule lacks bounds nothing, retries of one rule count', async () => {
    const policy = istio('VirtualService', 'cart', '{ hosts: [cart], http: [{ match: [{ uri: { prefix: /slow } }], timeout: 9s, retries: { attempts: 4 }, route: [{ destination: { host: cart } }] }, { route: [{ destination: { host: cart } }] }] }');
    expect(await settingsOf({ 'all.yaml': system, 'mesh.yaml': policy })).toEqual(['web -> cart retriesOnCall 4 mesh.yaml:4']);
  });

  it('keeps unknown what alternatives say differently', async () => {
    const variant = (timeout: string): string => istio('VirtualService', 'cart', `{ hosts: [cart], http: [{ timeout: ${timeout}, retries: { attempts: 1 }, route: [{ destination: { host: cart } }] }] }`);
    expect(await settingsOf({ 'all.yaml': system, 'mesh/a.yaml': variant('1s'), 'mesh/b.yaml': variant('5s') })).toEqual(['web -> cart retriesOnCall 1 mesh/a.yaml:4', 'web -> cart timeoutOnCall unknown mesh/a.yaml:4']);
  });

  it('a folder of policies alone holds for every copy of the system beside it', async () => {
    const policy = istio('VirtualService', 'cart', '{ hosts: [cart], http: [{ timeout: 1s, route: [{ destination: { host: cart } }] }] }');
    const files = { 'base/all.yaml': system, 'release/all.yaml': system, 'networking/cart.yaml': policy };
    expect(await settingsOf(files)).toEqual(['web -> cart timeoutOnCall 1000 networking/cart.yaml:4']);
    expect(await settingsOf({ 'production/all.yaml': system, 'staging/all.yaml': system, 'staging-mesh/staging/cart.yaml': policy })).toHaveLength(1);
  });

  it('a policy of gateways alone says nothing about calls inside', async () => {
    expect(await settingsOf({ 'all.yaml': system, 'mesh.yaml': istio('VirtualService', 'cart', '{ hosts: [cart], gateways: [edge], http: [{ timeout: 1s, route: [{ destination: { host: cart } }] }] }') })).toEqual(['edge -> cart timeoutOnCall 1000 mesh.yaml:4']);
  });

  it('is no dependency by itself', async () => {
    const { document } = (await analyzeFiles({ 'all.yaml': app('web') + '---\n' + app('cart'), 'mesh.yaml': istio('VirtualService', 'cart', '{ hosts: [cart], http: [{ route: [{ destination: { host: cart } }] }] }') })).system;
    expect(document.dependencies).toEqual([]);
  });

  it('stands beside what the client has, and replaces that it has none', async () => {
    const code = { 'src/package.json': '{"name":"web","scripts":{"start":"node index.js"},"dependencies":{"axios":"1"}}', 'src/index.ts': "import axios from 'axios';\nimport { createServer } from 'node:http';\ncreateServer(() => { void axios.get('http://cart/x', { timeout: 3000 }); void axios.get('http://order/x'); }).listen(8080);\n", 'src/Dockerfile': 'FROM node\nCOPY . .\nCMD ["npm", "start"]\n' };
    const policy = (host: string): string => istio('VirtualService', host, `{ hosts: [${host}], http: [{ timeout: 2s, route: [{ destination: { host: ${host} } }] }] }`);
    const rows = await settingsOf({ ...code, 'all.yaml': (app('web') + '---\n' + app('cart') + '---\n' + app('order')).replaceAll('registry.example/web:1', 'registry.example/src:1'), 'mesh.yaml': policy('cart') + '---\n' + policy('order') });
    expect(rows.filter((row) => row.includes('imeout'))).toEqual(['web -> cart meshTimeout 2000 mesh.yaml:4', 'web -> cart timeoutOnCall 3000 src/index.ts:3', 'web -> order timeoutOnCall 2000 mesh.yaml:9']);
  });

  it('Linkerd: profiles, annotations and routes of a Service', async () => {
    const profile = 'apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: { name: cart.default.svc.cluster.local }\nspec: { routes: [{ name: a, isRetryable: true, timeout: 300ms }], retryBudget: { retryRatio: 0.5 } }\n';
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: order, annotations: { retry.linkerd.io/http: 5xx, retry.linkerd.io/limit: "3", timeout.linkerd.io/request: 4s } }\nspec: { parentRefs: [{ name: order, kind: Service, group: core }], rules: [{ backendRefs: [{ name: order, port: 80 }] }] }\n';
    const { document } = (await analyzeFiles({ 'all.yaml': system, 'mesh.yaml': `${profile}---\n${route}` })).system;
    const of = (to: string): string[] => document.settings.flatMap((s) => (typeof s.on !== 'string' && s.on.from === 'web' && s.on.to === to ? [`${s.name} ${s.value}`] : []));
    expect(of('cart')).toEqual(['retryBudgetRatio 0.5', 'timeoutOnCall 300']);
    expect(of('order')).toEqual(['retriesOnCall 3', 'retryOn 5xx', 'timeoutOnCall 4000']);
    // Attached to a Service it is no way in.
    expect(document.components.filter((c) => c.entry !== undefined)).toEqual([]);
  });
});
