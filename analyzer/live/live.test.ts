import { describe, expect, it } from 'vitest';
import { toConfig } from '../config/config.js';
import { memoryTree } from '../discover/index.js';
import { stacksOf } from '../link/index.js';
import { liveKinds } from '../parse/kubernetes/index.js';
import { isState, readState } from '../parse/terraform/index.js';
import { analyzeStacks, parseTree, type Run } from '../run.js';
import { chooseStacks, isDump, pair, pairState, readDump, readObjects, stackOfState, type Live, type Pair } from './index.js';

/** Components, dependencies and settings of a graph, one a line, without places. */
const rows = ({ result: { graph } }: Run): string[] => [
  ...graph.components.map(({ id, kind }) => `${kind} ${id}`),
  ...graph.dependencies.map(({ from, kind, to }) => `${from} ${kind} ${to}`),
  ...graph.settings.map(({ on, name, value, origin }) => `${typeof on === 'string' ? on : `${on.from} -> ${on.to}`} ${name}=${value} ${origin}`),
];

async function compare(files: Readonly<Record<string, string>>, live: Live) {
  const tree = memoryTree(files);
  const parsed = await parseTree(tree);
  const chosen = chooseStacks(stacksOf(parsed.units, toConfig()), live);
  return { chosen: chosen.map(({ stack }) => stack.id), ...bothRuns(pair(parsed.units, chosen, live)) };
}

function bothRuns({ shared, declared, live }: Pair): { readonly declared: Run; readonly live: Run } {
  const runOf = (stacks: Pair['live']): Run => analyzeStacks({ shared, stacks, coverage: { files: {}, units: {} }, texts: [] }, {});
  return { declared: runOf(declared), live: runOf(live) };
}

/** `- row`: declared only; `+ row`: runs only. */
async function drift(files: Readonly<Record<string, string>>, live: Live): Promise<string[]> {
  return differ(await compare(files, live));
}

function differ({ declared, live }: { readonly declared: Run; readonly live: Run }): string[] {
  const [before, after] = [rows(declared), rows(live)];
  return [...before.filter((row) => !after.includes(row)).map((row) => `- ${row}`), ...after.filter((row) => !before.includes(row)).map((row) => `+ ${row}`)];
}

const seen = (objects: readonly unknown[], rest: Partial<Live> = {}): Live => ({ ...readObjects(objects), kinds: liveKinds, ...rest });

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4
          env: [{ name: CART_URL, value: http://cart:8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ port: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec: { containers: [{ name: cart, image: "registry.example/cart:1.0" }] }
`;

interface Edits { readonly spec?: object; readonly pod?: object; readonly container?: object; readonly annotations?: object; readonly labels?: object }

/** A Deployment as an API server gives it back: every default written out. */
const deployment = (name: string, image: string, { spec, pod, container, annotations, labels }: Edits = {}) => ({
  apiVersion: 'apps/v1', kind: 'Deployment',
  metadata: { name, namespace: 'shop', uid: 'b7', resourceVersion: '42', generation: 3, creationTimestamp: '2026-01-01T00:00:00Z', managedFields: [{ manager: 'kubectl', operation: 'Update' }], labels: labels ?? {}, annotations: { 'deployment.kubernetes.io/revision': '3', ...annotations } },
  spec: {
    replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }, selector: { matchLabels: { app: name } },
    template: {
      metadata: { creationTimestamp: null, labels: { app: name } },
      spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', securityContext: {}, schedulerName: 'default-scheduler', ...pod, containers: [{ name, image, imagePullPolicy: 'IfNotPresent', resources: {}, terminationMessagePath: '/dev/termination-log', ...container }, ...((pod as { containers?: object[] } | undefined)?.containers ?? [])] },
    },
    ...spec,
  },
  status: { replicas: 1, readyReplicas: 1 },
});
const service = (name: string, port: number, targetPort: number) => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop', uid: 'c1' },
  spec: { type: 'ClusterIP', clusterIP: '10.0.0.9', clusterIPs: ['10.0.0.9'], sessionAffinity: 'None', ipFamilies: ['IPv4'], selector: { app: name }, ports: [{ port, targetPort, protocol: 'TCP' }] }, status: { loadBalancer: {} },
});
const WEB = { env: [{ name: 'CART_URL', value: 'http://cart:8080' }], readinessProbe: { httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' }, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 } };
const web = deployment('web', 'registry.example/web:1.4', { container: WEB });
const cart = deployment('cart', 'registry.example/cart:1.0', { spec: { replicas: 2 } });
const AS_DECLARED = [web, cart, service('web', 80, 8080), service('cart', 8080, 8080)];
const FILES = { 'deploy/shop.yaml': MANIFEST };

describe('what runs, in the place of what is declared', () => {
  it('is no drift where the server only filled in', async () => {
    expect(await drift(FILES, seen(AS_DECLARED))).toEqual([]);
  });

  it('shows what is unmanaged, missing and changed, with the object as its place', async () => {
    const changed = deployment('web', 'registry.example/web:1.4', { spec: { replicas: 3 }, container: { ...WEB, readinessProbe: undefined } });
    const extra = deployment('debug', 'registry.example/debug:1', { container: { env: [{ name: 'WEB', value: 'http://web' }] } });
    const live = seen([changed, extra, service('web', 80, 8080)]);
    const lines = await drift(FILES, live);
    expect(lines).toEqual(expect.arrayContaining([
      '- service cart', '+ service debug', '+ debug calls web', '- web calls cart',
      '- web hasReadinessProbe=true explicit', '+ web hasReadinessProbe=false default', '- web replicas=1 default', '+ web replicas=3 explicit',
    ]));
    const { live: running } = await compare(FILES, live);
    expect(running.result.graph.settings.find(({ on, name }) => on === 'web' && name === 'replicas')?.evidence).toMatchObject({ file: 'Deployment shop/web', line: 1 });
  });

  it('compares a default that the manifest states', async () => {
    const stated = { 'deploy/shop.yaml': MANIFEST.replace('    spec: { containers: [{ name: cart', '    spec: { terminationGracePeriodSeconds: 30, containers: [{ name: cart') };
    expect(await drift(stated, seen(AS_DECLARED))).toEqual([]);
    const changed = deployment('cart', 'registry.example/cart:1.0', { spec: { replicas: 2 }, pod: { terminationGracePeriodSeconds: 60 } });
    expect(await drift(stated, seen([web, changed, ...AS_DECLARED.slice(2)]))).toEqual(['- cart terminationGracePeriodSeconds=30 explicit', '+ cart terminationGracePeriodSeconds=60 explicit']);
  });

  it('leaves the number of replicas to an autoscaler', async () => {
    const hpa = '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: cart, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, minReplicas: 2, maxReplicas: 9 }\n';
    const live = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'cart', namespace: 'shop' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' }, minReplicas: 2, maxReplicas: 9 } };
    const grown = deployment('cart', 'registry.example/cart:1.0', { spec: { replicas: 7 } });
    expect(await drift({ 'deploy/shop.yaml': MANIFEST + hpa }, seen([web, grown, ...AS_DECLARED.slice(2), live]))).toEqual([]);
  });

  it('leaves out what controllers, meshes and the cluster itself make', async () => {
    const owned = (kind: string, owner: object, name: string) => ({ apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', kind, metadata: { name, namespace: 'shop', ownerReferences: [{ controller: true, ...owner }] }, spec: {} });
    const noise = [
      owned('ReplicaSet', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, 'web-1'),
      owned('Pod', { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1' }, 'web-1-x'),
      { ...owned('StatefulSet', { apiVersion: 'unheard.example/v1', kind: 'Store', name: 's' }, 's'), spec: deployment('s', 'registry.example/s:1').spec },
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-set-12', namespace: 'shop' }, spec: { accessModes: ['ReadWriteOnce'] } },
      { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'set', namespace: 'shop', ownerReferences: [{ controller: true, apiVersion: 'unheard.example/v1', kind: 'Store', name: 's' }] }, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }], template: { spec: { containers: [{ name: 's', image: 'registry.example/s:1' }] } } } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: 'shop' }, data: { 'ca.crt': 'x' } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'once', namespace: 'shop' }, spec: { containers: [{ name: 'once', image: 'registry.example/once:1' }] }, status: { phase: 'Succeeded' } },
    ];
    const injected = deployment('web', 'registry.example/web:1.4', { container: WEB, pod: { containers: [{ name: 'istio-proxy', image: 'istio/proxyv2:1.24', resources: { limits: { memory: '1Gi' } } }] } });
    expect(await drift(FILES, seen([injected, cart, ...AS_DECLARED.slice(2), ...noise]))).toEqual([]);
    expect(readObjects(noise).objects.map(({ ref }) => ref.name)).toEqual(['s', 'set']);
  });

  it('takes as declared what was not looked at', async () => {
    const budget = '---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web, namespace: shop }\nspec: { minAvailable: 1, selector: { matchLabels: { app: web } } }\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate, namespace: shop }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: registry.example/m:1 }] } } }\n';
    const files = { 'deploy/shop.yaml': MANIFEST + budget };
    expect(await drift(files, seen(AS_DECLARED, { kinds: liveKinds.filter(({ kind }) => kind !== 'PodDisruptionBudget') }))).toEqual([]);
    expect(await drift(files, seen(AS_DECLARED))).toEqual(['- web hasPdb=true explicit', '+ web hasPdb=false default']);
    expect(await drift(files, seen([], { namespaces: ['other'] }))).toEqual([]);
  });

  it('compares the stacks that the cluster runs, and manifests without a namespace with any', async () => {
    const files = { 'deploy/production/shop.yaml': MANIFEST.replaceAll(', namespace: shop', ''), 'deploy/staging/shop.yaml': MANIFEST.replaceAll(', namespace: shop', '').replace('replicas: 2', 'replicas: 1').split('---').slice(0, 3).join('---') };
    const { chosen } = await compare(files, seen(AS_DECLARED));
    expect(chosen).toEqual(['deploy/production']);
    expect(await drift(files, seen(AS_DECLARED))).toEqual([]);
  });

  it('compares what an overlay and a chart make of their templates', async () => {
    const overlay = {
      'base/shop.yaml': MANIFEST.replaceAll(', namespace: shop', ''), 'base/kustomization.yaml': 'resources: [shop.yaml]\n',
      'overlays/production/kustomization.yaml': 'namespace: shop\nresources: [../../base]\nreplicas: [{ name: cart, count: 3 }]\n',
      'overlays/staging/kustomization.yaml': 'namespace: shop-staging\nresources: [../../base]\n',
    };
    const { chosen } = await compare(overlay, seen(AS_DECLARED));
    expect(chosen).toEqual(['kustomize:overlays/production']);
    expect(await drift(overlay, seen(AS_DECLARED))).toEqual(['- cart replicas=3 explicit', '+ cart replicas=2 explicit']);
    const chart = { 'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n', 'chart/values.yaml': 'replicas: 2\n', 'chart/templates/all.yaml': MANIFEST.replaceAll(', namespace: shop', '').replace('replicas: 2', 'replicas: {{ .Values.replicas }}') };
    expect(await drift(chart, seen(AS_DECLARED))).toEqual([]);
  });

  it('knows no key of a Secret that was listed by name', async () => {
    const files = { 'deploy/shop.yaml': MANIFEST.replace('env: [{', 'env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: token, key: value } } }, {') };
    const referring = deployment('web', 'registry.example/web:1.4', { container: { ...WEB, env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'value' } } }, ...WEB.env] } });
    const { live: running } = await compare(files, seen([referring, cart, ...AS_DECLARED.slice(2), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token', namespace: 'shop' } }]));
    expect(running.system.stacks.flatMap(({ dangling }) => dangling)).toEqual([]);
  });
});

describe('a dump', () => {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: AS_DECLARED });

  it('is a cluster as far as it goes', async () => {
    expect(isDump(list)).toBe(true);
    expect(isDump(MANIFEST)).toBe(false);
    const dump = readDump('dump.json', list);
    expect(dump).toMatchObject({ namespaces: ['shop'], kinds: [{ kind: 'Deployment', group: 'apps' }, { kind: 'Service', group: '' }], problems: [] });
    expect(await drift(FILES, dump)).toEqual([]);
  });

  it('reads documents as well as lists, and keeps no secret', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop, uid: x, annotations: { "kubectl.kubernetes.io/last-applied-configuration": "hunter2" } }\ndata: { password: aHVudGVyMg== }\n';
    const { objects } = readDump('dump.yaml', `${secret}---\nkind: List\napiVersion: v1\nitems:\n  - ${JSON.stringify(web)}\n`);
    expect(objects.map(({ ref }) => `${ref.kind} ${ref.name}`)).toEqual(['Secret s', 'Deployment web']);
    expect(JSON.stringify(objects)).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(objects[0]!.facts).toMatchObject([{ kind: 'config', entries: [{ key: 'password' }] }]);
  });

  it('says what is wrong with one that is none', () => {
    expect(readDump('dump.yaml', '').problems).toMatchObject([{ code: 'dump-empty', message: expect.stringContaining('kubectl get') }]);
    expect(readDump('dump.yaml', 'a: [').problems).toMatchObject([{ file: 'dump.yaml', severity: 'error' }]);
  });

  it('survives hostile objects', () => {
    const deep = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"deep"},"data":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`;
    const values: unknown[] = [null, 3, 'x', [], {}, { apiVersion: 'v1', kind: 'Service' }, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 7 } }, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: '<img src=x>', namespace: '../..', ownerReferences: 'none', annotations: ['a'] }, spec: 'nothing' }, JSON.parse(`{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"__proto__":"x"}},"data":{"__proto__":"y"}}`), JSON.parse(deep)];
    expect(readObjects(values).objects.map(({ ref }) => ref.name)).toEqual(['c', 'deep', '<img src=x>']);
  });
});

describe('a Terraform state', () => {
  const MODULE = `
resource "aws_sqs_queue" "orders" {
  name                       = "orders"
  visibility_timeout_seconds = 30
}
resource "aws_lambda_function" "worker" {
  function_name = "worker"
  timeout       = 20
  environment { variables = { QUEUE_URL = aws_sqs_queue.orders.url } }
}
resource "aws_db_instance" "main" {
  identifier = "main"
  engine     = "postgres"
  multi_az   = true
}
`;
  const resource = (type: string, name: string, values: object) => ({ address: `${type}.${name}`, mode: 'managed', type, name, provider_name: 'registry.terraform.io/hashicorp/aws', values });
  const URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders';
  const queue = resource('aws_sqs_queue', 'orders', { id: URL, url: URL, arn: 'arn:aws:sqs:eu-central-1:123456789012:orders', name: 'orders', visibility_timeout_seconds: 30, delay_seconds: 0 });
  const worker = resource('aws_lambda_function', 'worker', { id: 'worker', function_name: 'worker', timeout: 20, memory_size: 128, environment: [{ variables: { QUEUE_URL: URL } }] });
  const database = resource('aws_db_instance', 'main', { id: 'db-ABCDEFGH', identifier: 'main', engine: 'postgres', multi_az: true, password: 'hunter2', backup_retention_period: 0, deletion_protection: false });
  const stateOf = (...resources: object[]): string => JSON.stringify({ format_version: '1.0', terraform_version: '1.9.5', values: { root_module: { resources } } });

  async function stateDrift(text: string): Promise<string[]> {
    const tree = memoryTree({ 'infra/main.tf': MODULE });
    const parsed = await parseTree(tree);
    const { facts } = readState('state.json', text);
    const stack = stackOfState(stacksOf(parsed.units, toConfig()), facts)!;
    return differ(bothRuns(pairState(parsed.units, stack, facts)));
  }

  it('is no drift where everything exists as it is declared', async () => {
    expect(isState(stateOf(queue))).toBe(true);
    expect(await stateDrift(stateOf(queue, worker, database))).toEqual([]);
  });

  it('shows what does not exist, what nobody declares, and what was changed by hand', async () => {
    const other = resource('aws_lambda_function', 'by_hand', { id: 'by-hand', function_name: 'by-hand', timeout: 3, environment: [{ variables: { TARGET: URL } }] });
    const lines = await stateDrift(stateOf(queue, worker, other, { ...database, values: { ...database.values, multi_az: false } }));
    expect(lines).toEqual(expect.arrayContaining(['+ function by-hand', '+ by-hand publishes orders', '- main multiAz=true explicit', '+ main multiAz=false explicit']));
    expect((await stateDrift(stateOf(worker, database))).filter((line) => /^. \w+ \w+$/.test(line))).toEqual(['- broker orders']);
  });

  it('keeps no secret, and survives what is none', () => {
    expect(JSON.stringify(readState('s', stateOf(database)).facts)).not.toContain('hunter2');
    for (const text of ['', '{}', '{"format_version":"1.0","values":{"root_module":[]}}', '{"format_version":"1.0","values":{"root_module":{"resources":[null,1,{"address":7},{"address":"a.b","type":"aws_sqs_queue","name":"__proto__"}]}}}']) expect(() => readState('s', text)).not.toThrow();
  });
});
