import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const run = async (files: Readonly<Record<string, string>>) => {
  const { document } = (await analyzeFiles(files)).system;
  return {
    edges: document.dependencies.map((d) => `${d.from} -> ${d.to} ${d.kind}`),
    proofs: document.dependencies.flatMap((d) => d.evidence.map((e) => `${d.from} -> ${d.to} ${e.file}:${e.line} ${e.mechanism}`)),
    settings: document.settings.filter((s) => typeof s.on !== 'string').map((s) => `${s.name}=${String(s.value)} ${s.evidence.file}:${s.evidence.line}`),
    kinds: Object.fromEntries(document.components.map((c) => [c.id, c.kind])),
    document,
  };
};

const compose = (services: Record<string, string>, more = ''): string => `services:\n${Object.entries(services).map(([name, body]) => `  ${name}: ${body}\n`).join('')}${more}`;
const scrape = "global: {}\nscrape_configs:\n  - static_configs:\n      - targets: ['cart:8080']\n";
const proxy = 'server {\n  location / {\n    proxy_pass http://cart:8080;\n    proxy_read_timeout 5s;\n  }\n}\n';

describe('who reads a configuration file', () => {
  it('is who mounts it; the proof is its line and the mount', async () => {
    const { edges, proofs } = await run({ 'compose.yaml': compose({ cart: '{image: acme/cart}', prometheus: "{image: prom/prometheus, volumes: ['./mon/prometheus.yml:/etc/prometheus/prometheus.yml:ro']}" }), 'mon/prometheus.yml': scrape });
    expect(edges).toEqual(['prometheus -> cart observes']);
    expect(proofs).toEqual(['prometheus -> cart compose.yaml:3 volume', 'prometheus -> cart mon/prometheus.yml:4 config-file']);
  });

  it('is the product that a mounted folder is for, not whoever mounts the whole tree', async () => {
    const { edges } = await run({
      'compose.yaml': compose({ cart: '{image: acme/cart}', order: "{image: acme/order, volumes: ['.:/app']}", grafana: "{image: grafana/grafana, volumes: ['./mon:/etc/grafana/provisioning']}" }),
      'mon/prometheus.yml': scrape, 'mon/datasources/a.yml': 'apiVersion: 1\ndatasources:\n  - {name: a, url: "http://cart:8080"}\n',
    });
    expect(edges).toEqual(['grafana -> cart observes']);
  });

  it('is a product that reads the format of another, or one of several that share a format', async () => {
    const store = "metrics_generator:\n  storage:\n    remote_write:\n      - url: http://cart:8080/push\n";
    const { edges } = await run({ 'compose.yaml': compose({ cart: '{image: acme/cart}', agent: "{image: victoriametrics/vmagent, volumes: ['./mon:/etc/prometheus']}", tempo: "{image: grafana/tempo, volumes: ['./tempo:/etc/tempo']}" }), 'mon/prometheus.yml': scrape, 'tempo/tempo.yaml': store });
    expect(edges).toEqual(['agent -> cart observes', 'tempo -> cart observes']);
  });

  it('a scrape job names what a number does not', async () => {
    const jobs = "scrape_configs:\n  - job_name: cart\n    static_configs: [{targets: ['192.168.0.7:8080']}]\n  - job_name: prometheus\n    static_configs: [{targets: ['localhost:9090']}]\n  - job_name: hosts\n    static_configs: [{targets: ['192.168.0.7:9100']}]\n";
    const { edges } = await run({ 'compose.yaml': compose({ cart: '{image: acme/cart}', prometheus: "{image: prom/prometheus, volumes: ['./prometheus.yml:/etc/prometheus/prometheus.yml']}" }), 'prometheus.yml': jobs });
    expect(edges).toEqual(['prometheus -> cart observes']);
  });

  it('is nobody for a file that nothing refers to', async () => {
    const { edges, document } = await run({ 'compose.yaml': compose({ cart: '{image: acme/cart}', prometheus: '{image: prom/prometheus}' }), 'mon/prometheus.yml': scrape, 'nginx.conf': proxy });
    expect(edges).toEqual([]);
    expect(document.components.map((c) => c.id)).toEqual(['cart', 'prometheus']);
  });

  it('is who is granted a Compose config', async () => {
    const { edges } = await run({ 'compose.yaml': compose({ cart: '{image: acme/cart}', prometheus: '{image: prom/prometheus, configs: [{source: prom, target: /etc/prometheus/prometheus.yml}]}' }, 'configs:\n  prom: {file: ./mon/prometheus.yml}\n'), 'mon/prometheus.yml': scrape });
    expect(edges).toEqual(['prometheus -> cart observes']);
  });

  it('is whose image it is copied into; who only passes requests on is a gateway, with the timeouts it sets', async () => {
    const { edges, kinds, settings } = await run({
      'compose.yaml': compose({ cart: '{image: acme/cart}', edge: '{build: ./edge}' }),
      'edge/Dockerfile': 'FROM ubuntu:24.04\nCOPY site.conf /etc/nginx/conf.d/default.conf\n', 'edge/site.conf': proxy, 'edge/unused.conf': proxy.replace('cart', 'order'),
    });
    expect(edges).toEqual(['edge -> cart routes']);
    expect(kinds).toEqual({ cart: 'service', edge: 'gateway' });
    // What the file does not set is nginx's own default, at the line that passes.
    expect(settings).toEqual(['connectTimeout=60000 edge/site.conf:3', 'timeoutOnCall=5000 edge/site.conf:4']);
  });

  it('is the server in front of a system that nothing deploys, when its configuration leads to two of its parts', async () => {
    const service = (port: number) => ({ 'package.json': JSON.stringify({ name: `s${port}`, scripts: { start: 'node index.js' }, dependencies: { express: '4' } }), 'index.js': `const express = require('express');\nconst app = express();\napp.get('/', (q, r) => r.end());\napp.listen(${port});\n` });
    const files = Object.fromEntries([['cart', 3001], ['order', 3002]].flatMap(([name, port]) => Object.entries(service(port as number)).map(([file, text]) => [`${name}/${file}`, text])));
    const site = 'ProxyPass /cart http://localhost:3001\nProxyPass /order http://localhost:3002\n';
    const { edges, kinds } = await run({ ...files, 'web/site.conf': site });
    expect(edges).toEqual(['httpd -> s3001 routes', 'httpd -> s3002 routes']);
    expect(kinds['httpd']).toBe('gateway');
    expect((await run({ ...files, 'web/site.conf': site.split('\n')[0]! })).kinds['httpd']).toBeUndefined();
  });
});

it('takes the source of a replica from its arguments, where a file could have said it', async () => {
  for (const command of ['redis-server --replicaof main 6379', '[redis-server, --slaveof, main, "6379"]'])
    expect((await run({ 'compose.yaml': compose({ main: '{image: redis}', replica: `{image: redis, command: ${command}}` }) })).edges).toEqual(['replica -> main caches']);
  expect((await run({ 'compose.yaml': compose({ main: '{image: redis}', replica: '{image: redis, command: redis-server --replicaof no one}' }) })).edges).toEqual([]);
});

describe('placeholders', () => {
  it('are filled from the reading container', async () => {
    const text = 'receivers:\n  otlp:\nexporters:\n  otlp:\n    endpoint: ${env:TRACES}\n  zipkin:\n    endpoint: ${env:ZIPKIN:-http://zipkin:9411}\nservice:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [otlp, zipkin]}\n';
    const { edges } = await run({
      'compose.yaml': compose({ tempo: '{image: grafana/tempo}', zipkin: '{image: openzipkin/zipkin}', collector: "{image: otel/opentelemetry-collector, volumes: ['./otel.yaml:/etc/otel.yaml'], environment: {TRACES: 'tempo:4317'}}" }),
      'otel.yaml': text,
    });
    expect(edges).toEqual(['collector -> tempo observes', 'collector -> zipkin observes']);
  });

  it('that nobody fills are unresolved, with the place', async () => {
    const { edges, document } = await run({ 'compose.yaml': compose({ cart: '{image: acme/cart}', edge: "{image: nginx, volumes: ['./a.conf:/etc/nginx/conf.d/a.conf']}" }), 'a.conf': proxy.replace('cart', '${BACKEND}') });
    expect(edges).toEqual([]);
    expect(document.coverage.unresolved).toMatchObject([{ from: 'edge', expression: 'http://${BACKEND}:8080', evidence: { file: 'a.conf', line: 3 } }]);
  });
});

describe('a ConfigMap\'s entries', () => {
  const workload = (name: string, more = '') => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n        - name: main\n          image: acme/${name}\n${more}`;
  const service = (name: string) => `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 8080}]}\n---\n`;
  const mount = (subPath: string) => `          volumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d${subPath}}]\n      volumes: [{name: conf, configMap: {name: edge}}]\n`;
  const map = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: edge}\ndata:\n  default.conf: |\n    server {\n      # proxy_pass http://order:8080;\n      location / { proxy_pass http://cart:8080; }\n    }\n  notes.txt: |\n    ask http://order:8080\n    # not http://payment:8080\n';

  it('count as their files, at their lines, without what is commented out; other text is searched as before', async () => {
    const { edges, proofs } = await run({ 'k8s.yaml': workload('edge', mount('')) + service('cart') + workload('cart') + service('order') + workload('order') + service('payment') + workload('payment') + map });
    expect(edges).toEqual(['edge -> cart routes', 'edge -> order routes']);
    expect(proofs.filter((p) => p.includes('config-map')).map((p) => p.split(' ')[2])).toHaveLength(2);
    const text = workload('edge', mount('')) + service('cart') + workload('cart') + service('order') + workload('order') + service('payment') + workload('payment') + map;
    const line = text.split('\n').findIndex((l) => l.includes('location /')) + 1;
    expect(proofs).toContain(`edge -> cart k8s.yaml:${line} config-map`);
  });

  it('count only where they are mounted, under their own or another name', async () => {
    const system = (subPath: string) => run({ 'k8s.yaml': workload('edge', mount(`/a.conf, subPath: ${subPath}`)) + service('cart') + workload('cart') + map.replace('ask http://order:8080', 'nothing') });
    expect((await system('default.conf')).edges).toEqual(['edge -> cart routes']);
    expect((await system('site.conf')).edges).toEqual(['edge -> cart routes']);
    expect((await system('notes.txt')).edges).toEqual([]);
  });

  it('and what a collector\'s resource holds, count for the collector that the operator makes', async () => {
    const resource = (version: string, config: string) => `---\napiVersion: opentelemetry.io/${version}\nkind: OpenTelemetryCollector\nmetadata: {name: main}\nspec:\n  config:${config}`;
    const config = 'receivers:\n  otlp:\nexporters:\n  otlp:\n    endpoint: tempo:8080\nservice:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [otlp]}\n'.replace(/^/gm, '    ').trimEnd();
    const tempo = workload('tempo') + service('tempo');
    expect((await run({ 'k8s.yaml': tempo + resource('v1beta1', `\n${config}\n`) })).edges).toEqual(['main -> tempo observes']);
    const { proofs } = await run({ 'k8s.yaml': tempo + resource('v1alpha1', ` |\n${config}\n`) });
    const line = (tempo + resource('v1alpha1', ` |\n${config}\n`)).split('\n').findIndex((one) => one.includes('endpoint:')) + 1;
    expect(proofs).toContain(`main -> tempo k8s.yaml:${line} config-map`);
  });

  it('are loaded by the sidecar of Grafana where they carry its label', async () => {
    const sources = (labels: string) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ds, labels: ${labels}}\ndata:\n  ds.yaml: |\n    apiVersion: 1\n    datasources:\n      - url: http://prometheus:8080\n`;
    const system = (labels: string) => run({ 'k8s.yaml': workload('grafana').replace('acme/grafana', 'grafana/grafana') + service('prometheus') + workload('prometheus').replace('acme/prometheus', 'prom/prometheus') + sources(labels) });
    expect((await system("{grafana_datasource: '1'}")).edges).toEqual(['grafana -> prometheus observes']);
    expect((await system('{}')).edges).toEqual([]);
  });
});

it('takes an application\'s own settings where they name something of the system, and no database name for a host', async () => {
  const { edges } = await run({
    'compose.yaml': compose({ app: '{build: ./app, environment: {POSTGRES_DB: orders}}', postgres: '{image: postgres}', orders: '{image: acme/orders}', cache: '{image: redis}' }),
    'app/package.json': JSON.stringify({ name: 'app', scripts: { start: 'node index.js' } }), 'app/index.js': 'require("http").createServer().listen(80);\n', 'app/Dockerfile': 'FROM node:20\nCOPY . .\n',
    'app/config/config.toml': '[database]\nhost = "postgres"\nname = "cache"\n[public]\nurl = "https://elsewhere.example.com"\n',
  });
  expect(edges).toEqual(['app -> postgres stores']);
});

describe('an image of the team\'s own', () => {
  const kinds = async (dockerfile: string, more: Readonly<Record<string, string>> = {}) => (await run({ 'compose.yaml': compose({ db: '{build: ./db}', app: '{image: acme/app, environment: {DB_HOST: db}}' }), 'db/Dockerfile': dockerfile, ...more })).document.components.find((c) => c.id === 'db');

  it('is the product that it is built from', async () => {
    expect(await kinds('FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\n')).toMatchObject({ kind: 'datastore', technology: 'postgresql' });
  });

  it('is a service when it is built from source, or from what says nothing', async () => {
    expect(await kinds('FROM ubuntu\nCOPY init.sql /\n')).toMatchObject({ kind: 'service' });
    expect(await kinds('FROM nginx\nCOPY index.html /usr/share/nginx/html/\n')).toMatchObject({ kind: 'service' });
    expect(await kinds('FROM redis:8\nCOPY . .\n', { 'db/package.json': '{"name":"db","scripts":{"start":"node index.js"}}', 'db/index.js': 'require("http").createServer().listen(80);\n' })).toMatchObject({ kind: 'service' });
  });
});
