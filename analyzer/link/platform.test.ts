import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const app = (name: string, env: Readonly<Record<string, string>> = {}, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${name}
      containers: [{ name: main, image: "registry.example/${name}:1", env: [${Object.entries(env).map(([k, v]) => `{ name: ${k}, value: "${v}" }`).join(', ')}${more}] }]
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, labels: { app: ${name} } }
spec: { selector: { app: ${name} }, ports: [{ port: 80, name: http }] }
`;
const object = (apiVersion: string, kind: string, name: string, body: string): string => `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n${body}\n`;
const systemOf = async (files: Readonly<Record<string, string>> | string) => (await analyzeFiles(typeof files === 'string' ? { 'all.yaml': files } : files)).system;
const on = (system: Awaited<ReturnType<typeof systemOf>>, component: string, only: RegExp): string[] => system.document.settings.flatMap((s) => (s.on === component && only.test(s.name) ? [`${s.name} ${s.value}`] : []));

describe('gateways', () => {
  it('Traefik: routes, and the middlewares and transports that they name', async () => {
    const route = object('traefik.io/v1alpha1', 'IngressRoute', 'web', 'spec: { routes: [{ match: "Host(`shop.example.com`) && PathPrefix(`/x`)", middlewares: [{ name: again }], services: [{ name: web, port: 80, serversTransport: slow }] }] }');
    const policies = object('traefik.io/v1alpha1', 'Middleware', 'again', 'spec: { retry: { attempts: 4 }, inFlightReq: { amount: 10 } }') + object('traefik.io/v1alpha1', 'ServersTransport', 'slow', 'spec: { forwardingTimeouts: { dialTimeout: 2s, responseHeaderTimeout: 9s } }');
    const system = await systemOf(app('web') + route + policies);
    expect(system.stacks[0]!.routes[0]!.fact).toMatchObject({ hosts: ['shop.example.com'], backends: [{ path: '/x', port: 80 }] });
    expect(on(system, 'web', /^entry/)).toEqual(['entryConnectTimeout 2000', 'entryMaxConcurrentRequests 10', 'entryRetries 3', 'entryTimeout 9000']);
    expect(system.document.components.find(({ role }) => role === undefined)!.entry).toBeDefined();
  });

  it('an Ingress with Traefik middlewares and ingress-nginx limits', async () => {
    const ingress = `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations: { nginx.ingress.kubernetes.io/proxy-read-timeout: "30", nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "3", nginx.ingress.kubernetes.io/affinity: cookie, nginx.ingress.kubernetes.io/limit-rps: "5", traefik.ingress.kubernetes.io/router.middlewares: default-in-flight@kubernetescrd }\nspec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }\n`;
    const system = await systemOf(app('web') + ingress + object('traefik.io/v1alpha1', 'Middleware', 'in-flight', 'spec: { inFlightReq: { amount: 10 } }'));
    expect(on(system, 'web', /^entry/)).toEqual(['entryMaxConcurrentRequests 10', 'entryRateLimitPerSecond 5', 'entryRetries 2', 'entrySessionAffinity cookie', 'entryTimeout 30000']);
  });

  it('Contour and Ambassador', async () => {
    const proxy = object('projectcontour.io/v1', 'HTTPProxy', 'web', 'spec: { virtualhost: { fqdn: a.example.com }, routes: [{ timeoutPolicy: { response: infinity, idle: 5s }, retryPolicy: { perTryTimeout: 1s }, services: [{ name: web, port: 80 }] }] }');
    const mapping = object('getambassador.io/v3alpha1', 'Mapping', 'cart', 'spec: { prefix: /cart, service: "http://cart.default:80", timeout_ms: 4000, retry_policy: { num_retries: 2 } }');
    const system = await systemOf(app('web') + '---\n' + app('cart') + proxy + mapping);
    expect(on(system, 'web', /^entry/)).toEqual(['entryIdleTimeout 5000', 'entryPerTryTimeout 1000', 'entryRetries 1']);
    expect(on(system, 'cart', /^entry/)).toEqual(['entryRetries 2', 'entryTimeout 4000']);
  });

  it('Kong: limits on the Service that it routes to hold for its callers', async () => {
    const system = await systemOf(app('web', { CART_URL: 'http://cart' }) + '---\n' + app('cart').replace('name: cart, labels', 'name: cart, annotations: { konghq.com/read-timeout: "7000" }, labels'));
    expect(system.document.settings.filter((s) => typeof s.on !== 'string').map((s) => `${s.name} ${s.value}`)).toEqual(['timeoutOnCall 7000']);
  });
});

describe('what else objects say about components', () => {
  it('canary analysis, vertical scaling, objectives', async () => {
    const canary = object('flagger.app/v1beta1', 'Canary', 'web', 'spec: { targetRef: { kind: Deployment, name: web }, analysis: { interval: 1m, threshold: 5, maxWeight: 50, metrics: [{ name: a }] } }');
    const vpa = object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'web', 'spec: { targetRef: { kind: Deployment, name: web }, updatePolicy: { updateMode: "Off" } }');
    const slos = object('openslo/v1', 'SLO', 'a', 'spec: { service: web, objectives: [{ target: 0.999 }] }') + object('sloth.slok.dev/v1', 'PrometheusServiceLevel', 'b', 'spec: { service: cart, slos: [{ objective: 99.5 }] }') + object('pyrra.dev/v1alpha1', 'ServiceLevelObjective', 'c', `spec: { target: "99", indicator: { ratio: { total: { metric: 'requests{job="order"}' } } } }`);
    const system = await systemOf({ 'k8s/all.yaml': `${app('web')}---\n${app('cart')}---\n${app('order')}${canary}${vpa}`, 'slo/all.yaml': slos.replace('---\n', '') });
    expect(on(system, 'web', /^(?:canary|rollout|vpa|objective)/)).toEqual(['canaryAnalysis true', 'canaryFailureLimit 5', 'canaryInterval 60000', 'canaryMaxWeight 50', 'objective 99.9', 'rolloutStrategy canary', 'vpaMode Off']);
    expect([on(system, 'cart', /^objective/), on(system, 'order', /^objective/)]).toEqual([['objective 99.5'], ['objective 99']]);
  });

  it('a rollout says how versions are tried out', async () => {
    const rollout = app('web').replace('apps/v1', 'argoproj.io/v1alpha1').replace('kind: Deployment', 'kind: Rollout').replace('spec:\n', 'spec:\n  strategy: { canary: { steps: [{ setWeight: 20 }, { analysis: { templates: [{ templateName: a }] } }] } }\n');
    expect(on(await systemOf(rollout), 'web', /^(?:canary|rollout|workloadKind)/)).toEqual(['canaryAnalysis true', 'rolloutStrategy canary', 'workloadKind Rollout']);
  });

  it('a delivery is of what its folder holds', async () => {
    const argo = 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop, annotations: { argocd.argoproj.io/sync-wave: "2" } }\nspec: { source: { repoURL: "https://user:token@git.example/x", path: ./deploy/shop }, destination: { namespace: shop }, syncPolicy: { automated: { prune: true, selfHeal: false } } }\n';
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: shop }\nspec: { path: ./other, prune: true, dependsOn: [{ name: base }] }\n';
    const system = await systemOf({ 'apps/argo.yaml': argo, 'apps/flux.yaml': flux, 'deploy/shop/all.yaml': app('web'), 'other/all.yaml': app('web') });
    // What both stacks agree on is one row for both.
    expect(on(system, 'web', /^sync/)).toEqual(['syncAutomated true', 'syncPrune true', 'syncSelfHeal false', 'syncWave 2']);
    expect(system.document.settings.filter((s) => s.name.startsWith('sync')).map((s) => s.stack)).toEqual([undefined, undefined, 'deploy/shop', 'deploy/shop']);
    expect(JSON.stringify(system)).not.toContain('token@');
  });

  it('Knative: reached by its name, goes down to nothing', async () => {
    const knative = object('serving.knative.dev/v1', 'Service', 'resize', 'spec: { template: { metadata: { annotations: { autoscaling.knative.dev/max-scale: "5" } }, spec: { containers: [{ image: "registry.example/resize:1" }] } } }');
    const system = await systemOf(app('web', { RESIZE_URL: 'http://resize' }) + knative);
    expect(system.document.dependencies.map((d) => `${d.from} -> ${d.to}`)).toEqual(['web -> resize']);
    expect(system.stacks[0]!.workloads.find((w) => w.fact.ref.name === 'resize')?.effectiveReplicas).toEqual({ value: 0, from: 'autoscaler' });
    expect(on(system, 'resize', /^(?:replicas|timeoutSeconds|concurrency|m..Instances)/)).toEqual(['maxInstances 5']);
  });

  it('Knative: how long and how many requests a revision takes', async () => {
    const system = await systemOf(object('serving.knative.dev/v1', 'Service', 'resize', 'spec: { template: { metadata: { annotations: { autoscaling.knative.dev/min-scale: "2" } }, spec: { timeoutSeconds: 30, containerConcurrency: 20, containers: [{ image: "registry.example/resize:1" }] } } }'));
    expect(on(system, 'resize', /^(?:replicas|timeoutSeconds|concurrency|m..Instances)/)).toEqual(['concurrency 20', 'minInstances 2', 'timeoutSeconds 30']);
  });
});

describe('what supports a dependency and what proves one', () => {
  const policy = (from: string, to: string): string => object('networking.k8s.io/v1', 'NetworkPolicy', 'allow', `spec: { podSelector: { matchLabels: { app: ${to} } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: ${from} } } }] }] }`);

  it('a network policy supports what something else shows, and proves nothing alone', async () => {
    const shown = await systemOf(app('web', { CART_URL: 'http://cart' }) + '---\n' + app('cart') + policy('web', 'cart'));
    expect(shown.document.dependencies[0]!.evidence.map((e) => `${e.mechanism} ${e.note}`)).toContain('network-policy intended by NetworkPolicy allow');
    expect((await systemOf(app('web') + '---\n' + app('cart') + policy('web', 'cart'))).document.dependencies).toEqual([]);
  });

  it('so do an AuthorizationPolicy and a Sidecar', async () => {
    const access = object('security.istio.io/v1', 'AuthorizationPolicy', 'cart', 'spec: { selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/default/sa/web] } }] }] }');
    const sidecar = object('networking.istio.io/v1', 'Sidecar', 'web', 'spec: { workloadSelector: { labels: { app: web } }, egress: [{ hosts: ["./cart.default.svc.cluster.local", "istio-system/*"] }] }');
    const { document } = await systemOf(app('web', { CART_URL: 'http://cart' }) + '---\n' + app('cart') + access + sidecar);
    expect(document.dependencies.map((d) => [d.from, d.to, d.evidence.filter((e) => e.mechanism === 'network-policy').map((e) => e.note)])).toEqual([['web', 'cart', ['intended by AuthorizationPolicy cart', 'intended by Sidecar web']]]);
  });

  it('a host of a ServiceEntry is outside once somebody names it', async () => {
    const entry = object('networking.istio.io/v1', 'ServiceEntry', 'ledger', 'spec: { hosts: [ledger.corp, "*.pay.corp"], location: MESH_EXTERNAL }');
    expect((await systemOf(app('web') + entry)).document.components.map((c) => c.id)).toEqual(['web']);
    const { document } = await systemOf(app('web', { LEDGER_URL: 'https://ledger.corp/x', PAY_URL: 'https://eu.pay.corp' }) + entry);
    expect(document.dependencies.map((d) => `${d.from} -> ${d.to}`)).toEqual(['web -> eu.pay.corp', 'web -> ledger.corp']);
  });

  it('a monitor is a dependency of a Prometheus that is there', async () => {
    const monitor = object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', 'spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: http }] }');
    expect((await systemOf(app('web') + monitor)).document.dependencies).toEqual([]);
    const { document } = await systemOf(app('web') + monitor + object('monitoring.coreos.com/v1', 'Prometheus', 'main', 'spec: { replicas: 2 }'));
    expect(document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to} ${d.strength}`)).toEqual(['main observes web soft']);
  });
});

describe('Secrets that operators make', () => {
  const keys = async (text: string): Promise<string[]> => (await systemOf(text)).stacks.flatMap((s) => s.configs.map((c) => `${c.ref.kind} ${c.ref.name}: ${c.entries.map((e) => e.key).join()}`));

  it.each([
    ['external-secrets.io/v1', 'ExternalSecret', 'spec: { target: { name: made }, data: [{ secretKey: user }] }'],
    ['bitnami.com/v1alpha1', 'SealedSecret', 'spec: { encryptedData: { user: AgB } }'],
  ])('%s %s', async (apiVersion, kind, spec) => expect(await keys(object(apiVersion, kind, 'made', spec))).toEqual(['Secret made: user']));

  it('has no keys that are known where a store decides them', async () => {
    expect(await keys(object('external-secrets.io/v1', 'ExternalSecret', 'made', 'spec: { dataFrom: [{ extract: { key: x } }] }'))).toEqual([]);
  });
});

describe('what controllers make', () => {
  const canary = object('flagger.app/v1beta1', 'Canary', 'cart', 'spec: { targetRef: { kind: Deployment, name: cart }, service: { port: 80 }, analysis: { interval: 1m, threshold: 5, metrics: [{ name: request-success-rate }] } }');
  const workload = (name: string, env: Readonly<Record<string, string>> = {}): string => app(name, env).split('---')[0]!;

  it('Flagger: the Services of a canary lead to the workload that it tries out', async () => {
    const system = await systemOf(`${workload('cart')}${canary}---\n${app('web', { CART_URL: 'http://cart', TRIED_URL: 'http://cart-canary', STABLE_URL: 'http://cart-primary' })}`);
    expect(system.out('web').map(({ to, evidence }) => [to, evidence.filter(({ mechanism }) => mechanism === 'env').length])).toEqual([['cart', 3]]);
    expect(system.document.coverage.unresolved).toEqual([]);
    expect(system.stacks[0]!.dangling).toEqual([]);
  });

  it('a Service that a manifest declares comes before the one that a controller would make', async () => {
    const system = await systemOf(`${app('cart')}${canary}`);
    expect(system.stacks[0]!.services.filter(({ fact }) => fact.ref.name === 'cart').map(({ fact }) => fact.madeFor)).toEqual([undefined]);
  });

  it('Flux: an object in a file that is called like a kustomization is read, and rules over the folder that it names', async () => {
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps }\nspec: { path: ./apps, prune: true }\n';
    const system = await systemOf({ 'clusters/kustomization.yaml': flux, 'apps/cart.yaml': app('cart') });
    expect(on(system, 'cart', /^sync/)).toEqual(['syncAutomated true', 'syncPrune true']);
  });
});

describe('environments side by side in one folder', () => {
  const deployment = (namespace: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart, namespace: ${namespace} }\nspec: { selector: { matchLabels: { app: cart } }, template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: own/cart }] } } }\n`;
  const componentsOf = async (...namespaces: readonly string[]) =>
    (await analyzeFiles(Object.fromEntries(namespaces.map((namespace) => [`deploy/cart-${namespace}.yaml`, deployment(namespace)])))).system.document;

  it('are stacks of one system when their namespaces say so', async () => {
    const document = await componentsOf('shop-dev', 'shop-prod');
    expect(document.components.map(({ id, stacks }) => [id, stacks.length])).toEqual([['cart', 2]]);
    expect(document.stacks.map(({ environment }) => environment)).toEqual(['development', 'production']);
  });

  it('two namespaces of one system stay two components', async () => {
    expect((await componentsOf('web', 'batch')).components.map(({ id }) => id)).toEqual(['batch/cart', 'web/cart']);
  });
});
