import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';
import type { GraphDocument } from '../graph/document.js';

const deployment = (name: string, env: Readonly<Record<string, string>> = {}, more: { namespace?: string; image?: string; labels?: string; replicas?: number } = {}): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${more.namespace ? `  namespace: ${more.namespace}\n` : ''}spec:
${more.replicas === undefined ? '' : `  replicas: ${more.replicas}\n`}  selector:
    matchLabels: { app: ${more.labels ?? name} }
  template:
    metadata:
      labels: { app: ${more.labels ?? name}, version: "${name}" }
    spec:
      containers:
        - name: main
          image: ${more.image ?? `registry.example/${name}:1`}
          env: [${Object.entries(env).map(([k, v]) => `{ name: ${k}, value: "${v}" }`).join(', ')}]
`;
const service = (name: string, more: { namespace?: string; app?: string; spec?: string } = {}): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
${more.namespace ? `  namespace: ${more.namespace}\n` : ''}spec:
${more.spec ?? `  selector: { app: ${more.app ?? name} }\n  ports: [{ port: 80, targetPort: 8080 }]`}
`;
const files = (...documents: string[]): string => documents.join('---\n');

const graphOf = async (texts: Readonly<Record<string, string>>): Promise<GraphDocument> => (await analyzeFiles(texts)).system.document;
const edges = (graph: GraphDocument): string[] => graph.dependencies.map((d) => `${d.from} -> ${d.to} ${d.kind}${d.phase === 'request' ? '' : ` at ${d.phase}`}`);
const names = (graph: GraphDocument): string[] => graph.components.map((c) => c.id);
const danglingOf = async (texts: Readonly<Record<string, string>>): Promise<string[]> => (await analyzeFiles(texts)).system.stacks.flatMap((s) => s.dangling.map((d) => `${d.target}${d.suggestion ? ` (${d.suggestion})` : ''}`));

describe('stacks', () => {
  it('takes one folder a service as one stack', async () => {
    const graph = await graphOf({ 'k8s/cart/all.yaml': files(deployment('cart', { ORDER_URL: 'http://order' }), service('cart')), 'k8s/order/all.yaml': files(deployment('order'), service('order')) });
    expect(graph.stacks.map((s) => s.root)).toEqual(['k8s']);
    expect(edges(graph)).toEqual(['cart -> order calls']);
  });

  it('takes two folders that declare the same thing as two copies of one system', async () => {
    const graph = await graphOf({ 'release/all.yaml': files(deployment('cart', {}, { replicas: 3 }), service('cart')), 'base/cart.yaml': files(deployment('cart', {}, { replicas: 1 }), service('cart')) });
    expect(graph.stacks.map((s) => s.id)).toEqual(['base', 'release']);
    expect(names(graph)).toEqual(['cart']);
    expect(graph.settings.filter((s) => s.name === 'replicas').map((s) => `${s.stack} ${s.value}`)).toEqual(['base 1', 'release 3']);
  });

  it('takes each overlay that no other includes as a stack, and reads what it uses nowhere else', async () => {
    const graph = await graphOf({
      'base/kustomization.yaml': 'resources: [cart.yaml, order.yaml]\n',
      'base/cart.yaml': deployment('cart', { ORDER_URL: 'http://order' }),
      'base/order.yaml': files(deployment('order'), service('order')),
      'overlays/production/kustomization.yaml': 'resources: [../../base]\nreplicas: [{ name: cart, count: 4 }]\n',
      'overlays/staging/kustomization.yaml': 'resources: [../../base]\nnamePrefix: try-\npatches: [{ path: cart.yaml }]\n',
      'overlays/staging/cart.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart }\nspec: { replicas: 2 }\n',
    });
    expect(graph.stacks.map((s) => `${s.id} ${s.kind} ${s.environment}`)).toEqual(['kustomize:overlays/production kustomize production', 'kustomize:overlays/staging kustomize staging']);
    expect(graph.settings.filter((s) => s.name === 'replicas').map((s) => `${JSON.stringify(s.on)} ${s.stack} ${s.value} ${s.evidence.file}:${s.evidence.line}`)).toContain('"cart" kustomize:overlays/production 4 overlays/production/kustomization.yaml:2');
  });

  it('takes a chart with each set of values as a stack, whose environment the values file names', async () => {
    const graph = await graphOf({
      'chart/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
      'chart/values.yaml': 'replicas: 1\n',
      'chart/values-prod.yaml': 'replicas: 5\n',
      'chart/templates/cart.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart }\nspec:\n  replicas: {{ .Values.replicas }}\n  template: { spec: { containers: [{ name: cart, image: "cart:1" }] } }\n',
    });
    expect(graph.stacks.map((s) => `${s.id} ${s.kind} ${s.environment}`)).toEqual(['helm:chart helm unknown', 'helm:chart#values-prod.yaml helm production']);
    expect(names(graph)).toEqual(['cart']);
    expect(graph.settings.filter((s) => s.name === 'replicas').map((s) => `${s.stack} ${s.value} ${s.evidence.file}:${s.evidence.line} from ${s.evidence.from?.file}:${s.evidence.from?.line}`)).toEqual([
      'helm:chart 1 chart/templates/cart.yaml:5 from chart/values.yaml:1',
      'helm:chart#values-prod.yaml 5 chart/templates/cart.yaml:5 from chart/values-prod.yaml:1',
    ]);
  });

  describe('side by side', () => {
    const chart = (root: string, name: string, url = ''): Record<string, string> => ({ [`${root}/Chart.yaml`]: `name: ${name}\nversion: 1.0.0\n`, [`${root}/values.yaml`]: '{}\n', [`${root}/templates/all.yaml`]: files(deployment(name, url === '' ? {} : { TARGET_URL: url }), service(name)) });
    const stacksOf = async (texts: Readonly<Record<string, string>>): Promise<string[]> => (await graphOf(texts)).stacks.map(({ id, root, environment }) => `${id} in ${root} for ${environment}`);

    it('charts that are filed alike are one stack, with what leads from one into the other', async () => {
      const graph = await graphOf({ ...chart('charts/cart', 'cart', 'http://order'), ...chart('charts/order', 'order') });
      expect(graph.stacks.map(({ id, root }) => `${id} in ${root}`)).toEqual(['helm:charts/* in charts']);
      expect(graph.dependencies.map(({ from, to, stacks }) => [from, to, stacks])).toEqual([['cart', 'order', ['helm:charts/*']]]);
    });

    it('the folder of their own may stand anywhere in the path', async () => {
      expect(await stacksOf({ ...chart('cart/deploy/chart', 'cart'), ...chart('order/deploy/chart', 'order') })).toEqual(['helm:*/deploy/chart in . for unknown']);
    });

    it('charts that declare the same object are variants, each with what fits beside it', async () => {
      expect(await stacksOf({ ...chart('charts/a', 'cart'), ...chart('charts/b', 'cart'), ...chart('charts/c', 'order') })).toEqual(['helm:charts/* in charts for unknown', 'helm:charts/b in charts/b for unknown']);
    });

    it('values for an environment go with those of the other charts for it', async () => {
      const both = { ...chart('charts/cart', 'cart'), ...chart('charts/order', 'order') };
      expect(await stacksOf({ ...both, 'charts/cart/values-prod.yaml': '{}\n', 'charts/order/values-prod.yaml': '{}\n' })).toEqual(['helm:charts/* in charts for unknown', 'helm:charts/*#values-prod.yaml in charts for production']);
    });

    it('services that share a chart, each with values of its own', async () => {
      const shared = { 'chart/Chart.yaml': 'name: service\nversion: 1.0.0\n', 'chart/templates/all.yaml': '{{- if .Values.name }}\n' + files(deployment('NAME'), service('NAME')).replaceAll('NAME', '{{ .Values.name }}') + '{{- end }}\n' };
      expect(await stacksOf({ ...shared, 'chart/values-cart.yaml': 'name: cart\n', 'chart/values-order.yaml': 'name: order\n' })).toEqual(['helm:chart#* in chart for unknown']);
    });

    it('the releases of one file are one stack', async () => {
      const helmfile = 'releases:\n- { name: cart, chart: ./cart/chart }\n- { name: order, chart: ./shared/order }\n';
      expect(await stacksOf({ ...chart('cart/chart', 'cart'), ...chart('shared/order', 'order'), 'helmfile.yaml': helmfile })).toEqual(['helm:helmfile.yaml in . for unknown']);
    });

    it('Compose files of one folder are one project, unless they declare the same service', async () => {
      const infra = 'services:\n  broker: { image: "rabbitmq:3" }\n';
      const app = 'services:\n  cart: { image: example/cart, environment: { BROKER_URL: "amqp://broker:5672" } }\n';
      expect(await stacksOf({ 'deploy/docker-compose-infra.yml': infra, 'deploy/docker-compose-app.yml': app })).toEqual(['compose:deploy/* in deploy for unknown']);
      expect(await stacksOf({ 'deploy/docker-compose-infra.yml': infra, 'deploy/docker-compose-all.yml': infra + app.slice('services:\n'.length) })).toEqual(['compose:deploy/docker-compose-all.yml in deploy for unknown', 'compose:deploy/docker-compose-infra.yml in deploy for unknown']);
    });

    it('Compose files that take the same port of the machine are alternatives', async () => {
      const file = (name: string) => `services:\n  ${name}: { image: example/${name}, ports: ["5672:5672"] }\n`;
      expect(await stacksOf({ 'a/docker-compose.yml': file('broker'), 'a/docker-compose-small.yml': file('tiny-broker') })).toHaveLength(2);
    });

    it('overlays of services go together by their environment', async () => {
      const overlay = (name: string, environment: string): Record<string, string> => ({ [`${name}/base/kustomization.yaml`]: 'resources: [all.yaml]\n', [`${name}/base/all.yaml`]: files(deployment(name), service(name)), [`${name}/overlays/${environment}/kustomization.yaml`]: 'resources: [../../base]\n' });
      const all = ['cart', 'order'].flatMap((name) => ['staging', 'production'].map((environment) => overlay(name, environment)));
      expect(await stacksOf(Object.assign({}, ...all))).toEqual(['kustomize:*/overlays/production in . for production', 'kustomize:*/overlays/staging in . for staging']);
    });
  });

  it('takes gateways of two stacks that open the same as one', async () => {
    const gateway = (name: string, backend: string) => files(
      `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: ${name} }\nspec: { gatewayClassName: x, listeners: [{ name: http, port: 80, protocol: HTTP }] }\n`,
      `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r }\nspec: { parentRefs: [{ name: ${name} }], rules: [{ backendRefs: [{ name: ${backend}, port: 80 }] }] }\n`,
      deployment(backend), service(backend),
    );
    expect(names(await graphOf({ 'release/all.yaml': gateway('outer', 'cart'), 'base/all.yaml': gateway('edge', 'cart') }))).toEqual(['cart', 'edge']);
  });

  it('tells environments by their folders', async () => {
    const one = { 'deploy/staging/cart.yaml': deployment('cart'), 'deploy/production/cart.yaml': deployment('cart') };
    expect((await graphOf(one)).stacks.map((s) => `${s.id} ${s.environment}`)).toEqual(['deploy/production production', 'deploy/staging staging']);
  });

  it('leaves out what a test brings up, unless there is nothing else', async () => {
    const test = 'services:\n  sut: { image: example/sut, depends_on: [cart] }\n  cart: { image: example/cart }\n';
    expect(names(await graphOf({ 'compose.yaml': 'services:\n  cart: { image: example/cart }\n', 'docker-compose.test.yml': test }))).toEqual(['cart']);
    expect(names(await graphOf({ 'docker-compose.test.yml': test }))).toEqual(['cart', 'sut']);
  });
});

describe('which source runs', () => {
  const runs = (graph: GraphDocument): string[] => graph.components.flatMap((c) => c.evidence.flatMap(({ note }) => (note?.startsWith('runs ') ? [`${c.name} ${note}`] : []))).sort();
  const python = { 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["flask"]\n', 'shop/main.py': 'from flask import Flask\napp = Flask(__name__)\napp.run(port=8080)\n' };
  const page = { 'ui/package.json': '{"name": "ui", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}', 'ui/server.js': "require('express')().listen(80);\n" };

  it('what the Dockerfile copies, of a build in the folder of another package', async () => {
    const graph = await graphOf({
      ...python, ...page, 'docker/Dockerfile.ui': 'FROM node:22\nCOPY ui/package*.json ./\nCOPY ./ui/ .\nCMD ["npm", "start"]\n', 'docker/Dockerfile.api': 'FROM python:3\nCOPY pyproject.toml ./\nCOPY shop shop\nCMD ["python", "-m", "shop.main"]\n',
      'compose.yaml': 'services:\n  page: { build: { context: ., dockerfile: docker/Dockerfile.ui } }\n  api: { build: { context: ., dockerfile: docker/Dockerfile.api } }\n',
    });
    expect(runs(graph)).toEqual(['api runs .', 'page runs ui']);
  });

  it('a mounted archive is of the Java program around it, and of no other', async () => {
    expect(runs(await graphOf({ ...python, 'compose.yaml': 'services:\n  sso: { image: example/sso, volumes: ["./plugins/listener.jar:/opt/listener.jar"] }\n' }))).toEqual([]);
  });
});

describe('what is not deployed', () => {
  it('leaves out manifests of a manual or an archive, unless there is nothing else', async () => {
    expect(names(await graphOf({ 'deploy/cart.yaml': deployment('cart'), 'docs/tutorial/wiki.yaml': deployment('wiki'), '.archive/apps/old.yaml': deployment('old') }))).toEqual(['cart']);
    expect(names(await graphOf({ 'docs/tutorial/wiki.yaml': deployment('wiki') }))).toEqual(['wiki']);
  });

  it('leaves out examples beside what is deployed, and says how many', async () => {
    const graph = await graphOf({ 'deploy/cart.yaml': deployment('cart'), 'chart/examples/store.yaml': deployment('store'), 'samples/compose.yaml': 'services:\n  wiki: { image: example/wiki }\n', 'demo/shop.yaml': deployment('shop') });
    expect(names(graph)).toEqual(['cart']);
    expect(graph.coverage.units['test or example stacks left out']).toBe(3);
  });

  it('keeps examples where nothing else is deployed but tests, and an environment or an application of that name', async () => {
    expect(names(await graphOf({ 'samples/shop/cart.yaml': deployment('cart') }))).toEqual(['cart']);
    expect(names(await graphOf({ 'examples/cart.yaml': deployment('cart'), 'tests/stub.yaml': deployment('stub') }))).toEqual(['cart']);
    expect(names(await graphOf({ 'environments/demo/cart.yaml': deployment('cart'), 'apps/demo/shop.yaml': deployment('shop'), 'deploy/wiki.yaml': deployment('wiki') }))).toEqual(['cart', 'shop', 'wiki']);
  });
});

describe('identity', () => {
  it('does not take what runs once from an image for what serves from it', async () => {
    const job = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: sweep }\nspec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: sweep, image: "registry.example/cart:1" }] } } } } }\n';
    expect(names(await graphOf({ 'a/cart.yaml': deployment('cart'), 'b/cart.yaml': deployment('cart'), 'b/sweep.yaml': job }))).toEqual(['cart', 'sweep']);
    expect(names(await graphOf({ 'overlay/kustomization.yaml': 'resources: [cart.yaml]\n', 'overlay/cart.yaml': deployment('cart'), 'by-hand/sweep.yaml': job }))).toEqual(['cart', 'sweep']);
  });

  it('joins a Compose service and a Deployment by name, or by a name that the other answers to', async () => {
    const graph = await graphOf({ 'k8s/all.yaml': files(deployment('cart-deployment', {}, { labels: 'cart' }), service('cart')), 'compose.yaml': 'services:\n  cart: { image: example/other }\n' });
    expect(names(graph)).toHaveLength(1);
    expect(graph.components[0]!.stacks).toHaveLength(2);
  });

  it('joins versions of one application behind one Service', async () => {
    const graph = await graphOf({ 'all.yaml': files(deployment('reviews-v1', {}, { labels: 'reviews' }), deployment('reviews-v2', {}, { labels: 'reviews' }), service('reviews')) });
    expect(graph.components.map((c) => `${c.id} ${c.aliases.join(',')}`)).toEqual(['reviews reviews-v1,reviews-v2']);
  });

  it('does not join what one Service selects by a label that all share', async () => {
    const all = files(deployment('cart', {}, { labels: 'shop' }), deployment('order', {}, { labels: 'shop' }).replace('app: shop, version: "order"', 'app: shop, "app.kubernetes.io/component": order'), service('everything', { app: 'shop' }));
    expect(names(await graphOf({ 'all.yaml': all }))).toEqual(['cart', 'order']);
  });

  it('keeps two of one name in two namespaces apart', async () => {
    const all = files(deployment('redis', {}, { namespace: 'a', image: 'redis:7' }), deployment('redis', {}, { namespace: 'b', image: 'redis:7' }));
    expect(names(await graphOf({ 'all.yaml': all }))).toEqual(['a/redis', 'b/redis']);
  });

  it('a gateway gives way to the service of its name, which stays one component over the stacks', async () => {
    const gateway = (namespace: string): string => `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: web, namespace: ${namespace} }\nspec: { gatewayClassName: any, listeners: [{ name: http, port: 80, protocol: HTTP }] }\n`;
    const graph = await graphOf({ 'plain/web.yaml': files(deployment('web'), service('web')), 'gated/web.yaml': files(deployment('web', {}, { namespace: 'shop' }), service('web', { namespace: 'shop' }), gateway('shop')) });
    expect(graph.components.map((c) => `${c.id} ${c.kind}`)).toEqual(['shop/web (gateway) gateway', 'web service']);
  });
});

describe('names in a cluster', () => {
  const two = (url: string, more = ''): Record<string, string> => ({ 'all.yaml': files(deployment('cart', { TARGET_URL: url }, { namespace: 'shop' }), deployment('order', {}, { namespace: 'pay' }), service('order', { namespace: 'pay' })) + more });

  it.each(['http://order.pay', 'http://order.pay.svc', 'http://order.pay.svc.cluster.local:80/x', 'order.pay.svc.cluster.local.:80', 'http://order-0.order.pay'])('%s', async (url) => {
    expect(edges(await graphOf(two(url)))).toEqual(['cart -> order calls']);
  });

  it('reports a port that the Service does not have, unless it is headless', async () => {
    const asks = (port: number, spec = ''): Record<string, string> => ({ 'all.yaml': files(deployment('cart', { ORDER_URL: `http://order:${port}` }), deployment('order'), service('order', spec ? { spec } : {})) });
    const own = service('order').match(/port: (\d+)/)![1]!;
    expect(await danglingOf(asks(Number(own)))).toEqual([]);
    expect(await danglingOf(asks(9999))).toEqual(['port 9999 of Service order']);
    expect(await danglingOf({ 'all.yaml': asks(9999)['all.yaml']!.replace('kind: Service\nmetadata:\n  name: order\nspec:', 'kind: Service\nmetadata:\n  name: order\nspec:\n  clusterIP: None') })).toEqual([]);
  });

  it('reports a short name of another namespace, and says where it is', async () => {
    expect(await danglingOf(two('http://order:80'))).toEqual(['Service order in namespace shop (order.pay)']);
  });

  it('does not move a system into the namespace of an add-on for which it declares only a Service', async () => {
    const graph = await graphOf({ 'k8s/all.yaml': files(deployment('cart', { ORDER_URL: 'http://order.default.svc.cluster.local' }), deployment('order'), service('order'), service('edge', { namespace: 'edge-controller' })) });
    expect(edges(graph)).toEqual(['cart -> order calls']);
  });

  it('takes a Service of a namespace of which nothing is declared here for something outside', async () => {
    const graph = await graphOf(two('http://ledger.books.svc.cluster.local:8080'));
    expect(edges(graph)).toEqual(['cart -> ledger.books calls']);
    expect(graph.components.find(({ id }) => id === 'ledger.books')!.kind).toBe('external');
    expect(await danglingOf(two('http://ledger.books.svc:8080'))).toEqual([]);
  });

  it('follows ExternalName out of the cluster', async () => {
    const graph = await graphOf(two('http://mail', `---\n${service('mail', { namespace: 'shop', spec: '  type: ExternalName\n  externalName: smtp.example.com' })}`));
    expect(edges(graph)).toEqual(['cart -> smtp.example.com calls']);
    expect(graph.components.find((c) => c.id === 'smtp.example.com')!.kind).toBe('external');
  });

  it('takes a Service without selector for something outside', async () => {
    const graph = await graphOf(two('http://legacy', `---\n${service('legacy', { namespace: 'shop', spec: '  ports: [{ port: 80 }]' })}`));
    expect(edges(graph)).toEqual(['cart -> legacy calls']);
  });

  it('takes an address of its own for no dependency', async () => {
    expect(edges(await graphOf({ 'all.yaml': files(deployment('cart', { SELF_URL: 'http://cart:80' }), service('cart')) }))).toEqual([]);
  });
});

describe('what variables prove', () => {
  const system = (env: Readonly<Record<string, string>>) => graphOf({ 'all.yaml': files(deployment('cart', env), deployment('redis', {}, { image: 'redis:7' }), service('redis'), deployment('kafka', {}, { image: 'apache/kafka:3' }), service('kafka')) });

  it('knows the kind from what is at the other end', async () => {
    expect(edges(await system({ REDIS_ADDR: 'redis:6379', KAFKA_BROKERS: 'kafka:9092' }))).toEqual(['cart -> kafka publishes', 'cart -> redis caches']);
  });

  it('takes a bare word for a host only where the name says that it is one', async () => {
    expect(edges(await system({ REDIS_HOST: 'redis', CACHE_MODE: 'redis', KAFKA_TOPIC_NAME: 'kafka', OTEL_SERVICE_NAME: 'kafka', ASPNETCORE_URLS: 'http://kafka:8080' }))).toEqual(['cart -> redis caches']);
  });

  it('fills variables that other variables use', async () => {
    expect(edges(await system({ HOST: 'redis', REDIS_URL: 'redis://$(HOST):6379' }))).toEqual(['cart -> redis caches']);
  });

  it('makes no component of the public face of the system', async () => {
    expect(names(await system({ PUBLIC_URL: 'https://shop.example.com', CORS_ORIGIN: 'https://shop.example.com', PAYMENT_URL: 'https://pay.example.com' }))).toEqual(['cart', 'kafka', 'pay.example.com', 'redis']);
  });

  it('follows a ConfigMap, and never a Secret', async () => {
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cart }\ndata:\n  REDIS_URL: redis://redis:6379\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: cart }\nstringData:\n  KAFKA_URL: kafka:9092\n`;
    const cart = deployment('cart').replace('env: []', 'envFrom: [{ configMapRef: { name: cart } }, { secretRef: { name: cart } }]');
    const graph = await graphOf({ 'all.yaml': files(cart, config, deployment('redis', {}, { image: 'redis:7' }), service('redis'), deployment('kafka'), service('kafka')) });
    expect(edges(graph)).toEqual(['cart -> redis caches']);
    expect(graph.dependencies[0]!.evidence.map((e) => `${e.line} ${e.mechanism}`)).toContain('21 config-map');
  });
});

describe('Compose', () => {
  it('takes a Compose link for a use: of a store for its data, of others without knowing that the work stops', async () => {
    const graph = await graphOf({ 'compose.yaml': 'services:\n  web: { image: example/web, links: [api, db, queue] }\n  api: { image: example/api }\n  db: { image: "postgres:16" }\n  queue: { image: "rabbitmq:3" }\n' });
    expect(graph.dependencies.map((d) => `${d.to} ${d.kind} ${d.strength} ${d.phase}`)).toEqual(['api calls soft request', 'db stores hard request', 'queue publishes soft request']);
  });

  it('a link alone does not make a published port anything but a way in', async () => {
    const graph = await graphOf({ 'compose.yaml': 'services:\n  pages: { image: example/pages, ports: ["80:80"], links: [api] }\n  api: { image: example/api, ports: ["81:80"] }\n' });
    expect(graph.components.filter((c) => c.entry).map((c) => c.id)).toEqual(['api', 'pages']);
  });

  it('counts a published port as the way in unless another component calls it; to be watched is not to be called', async () => {
    const compose = 'services:\n  gate: { image: example/gate, ports: ["80:80"], environment: { CART_URL: "http://cart:8080" } }\n  cart: { image: example/cart, ports: ["8080:8080"] }\n  prometheus: { image: "prom/prometheus:v3.0.0", environment: { TARGET: "http://gate:80" } }\n';
    const graph = await graphOf({ 'compose.yaml': compose });
    expect(graph.dependencies.map((d) => `${d.from} -> ${d.to} ${d.kind}`)).toEqual(['gate -> cart calls', 'prometheus -> gate observes']);
    expect(graph.components.filter((c) => c.entry).map((c) => c.id)).toEqual(['gate']);
  });

  it('takes a start order for a startup dependency and an address for a request', async () => {
    const graph = await graphOf({ 'compose.yaml': 'services:\n  web: { image: example/web, depends_on: [api], environment: { API_URL: "http://api:80" }, ports: ["80:80"] }\n  api: { image: example/api, depends_on: [db] }\n  db: { image: postgres:16 }\n' });
    expect(edges(graph)).toEqual(['api -> db stores at startup', 'web -> api calls', 'web -> api calls at startup']);
    expect(graph.components.filter((c) => c.entry).map((c) => c.id)).toEqual(['web']);
  });

  it('reaches nobody over a network that it is not in', async () => {
    const graph = await graphOf({ 'compose.yaml': 'services:\n  a: { image: example/a, networks: [x], environment: { B_URL: "http://b" } }\n  b: { image: example/b, networks: [y] }\n' });
    expect(edges(graph)).toEqual([]);
  });
});

describe('code and manifest', () => {
  const code = "import axios from 'axios';\nimport express from 'express';\nconst cart = axios.create({ baseURL: process.env.CART_URL ?? 'http://localhost:3001', timeout: 2000 });\nexport const load = () => cart.get('/items');\nexpress().get('/', async (q, r) => r.json((await load()).data)).listen(3000);\n";
  const source = { 'services/web/package.json': '{"name":"web","scripts":{"start":"node index.js"},"dependencies":{"axios":"1","express":"4"}}', 'services/web/index.ts': code };

  it('joins the call in the code with the address in the manifest, and carries the timeout', async () => {
    const graph = await graphOf({ ...source, 'k8s/all.yaml': files(deployment('web', { CART_URL: 'http://cart' }), deployment('cart'), service('cart')) });
    expect(edges(graph)).toEqual(['web -> cart calls']);
    expect(graph.dependencies[0]!.evidence.map((e) => e.mechanism)).toEqual(expect.arrayContaining(['code-call', 'env', 'selector']));
    expect(graph.settings.find((s) => typeof s.on !== 'string' && s.name === 'timeoutOnCall')).toMatchObject({ value: 2000, origin: 'explicit' });
  });

  it('resolves localhost by who listens on the port', async () => {
    const other = { 'services/cart/package.json': '{"name":"cart","scripts":{"start":"node index.js"},"dependencies":{"express":"4"}}', 'services/cart/index.ts': "import express from 'express';\nexpress().listen(process.env.PORT ?? 3001);\n" };
    expect(edges(await graphOf({ ...source, ...other }))).toEqual(['web -> cart calls']);
  });

  it('reports a Service that only the code names', async () => {
    const written = code.replace("process.env.CART_URL ?? 'http://localhost:3001'", "'http://basket.shop.svc.cluster.local'");
    const built = { 'services/web/Dockerfile': 'FROM node\nCOPY . .\nCMD ["node","index.js"]\n', 'k8s/all.yaml': files(deployment('web', {}, { namespace: 'shop' }), deployment('cart', {}, { namespace: 'shop' }), service('cart', { namespace: 'shop' })) };
    expect(await danglingOf({ ...source, 'services/web/index.ts': written, ...built })).toEqual(['Service basket in namespace shop']);
  });

  it('says what it could not resolve', async () => {
    const graph = await graphOf({ ...source, 'services/web/index.ts': code.replace("?? 'http://localhost:3001'", '') });
    expect(graph.coverage.unresolved.map((u) => `${u.from} ${u.expression}`)).toEqual(['web ${CART_URL}']);
  });
});

describe('references between objects', () => {
  const hpa = (name: string) => `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: h }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }, minReplicas: 2, maxReplicas: 4 }\n`;

  it('counts replicas as the autoscaler does', async () => {
    const { system } = await analyzeFiles({ 'all.yaml': files(deployment('cart', {}, { replicas: 1 }), hpa('cart')) });
    expect(system.stacks[0]!.workloads[0]!.effectiveReplicas).toEqual({ value: 2, from: 'autoscaler' });
  });
});

describe('stores of two stacks', () => {
  const chart = (image: string) => files(deployment('orders', { DB_HOST: 'orders-postgresql' }), deployment('orders-postgresql', {}, { image }), service('orders-postgresql'));
  const compose = 'services:\n  orders: { image: example/orders, environment: { DB_HOST: orders-db } }\n  orders-db: { image: "postgres:16" }\n';

  it('are one when the same variable of one component leads to them', async () => {
    const graph = await graphOf({ 'k8s/all.yaml': chart('postgres:16'), 'compose.yaml': compose });
    expect(graph.components.map((c) => `${c.kind} ${c.stacks.length}`)).toEqual(['service 2', 'datastore 2']);
    expect(graph.dependencies).toHaveLength(1);
  });

  it('are one when one product stands in for the other', async () => {
    const graph = await graphOf({ 'k8s/all.yaml': chart('mysql:8'), 'compose.yaml': compose.replace('postgres:16', 'mariadb:11') });
    expect(graph.components.filter((c) => c.kind === 'datastore')).toHaveLength(1);
  });

  it('are two when they are different products', async () => {
    const graph = await graphOf({ 'k8s/all.yaml': chart('mysql:8'), 'compose.yaml': compose });
    expect(graph.components.filter((c) => c.kind === 'datastore')).toHaveLength(2);
  });
});
