import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../analyzer/run.js';
import { fixturesOf } from '../scripts/fixtures.js';
import { rules } from './index.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

async function findingsOf(id: string, name: string) {
  const rule = rules.find((one) => one.id === id)!;
  const fixture = fixturesOf(join(folder, rule.theme, id), 'fires').find((one) => one.name === name)!;
  return (await analyzeFiles(fixture.files, undefined, [rule])).result.findings;
}

/** What a reader must be told: the consequence, both ends, the arithmetic. */
describe('messages', () => {
  it.each([
    ['single-point-of-failure', 'example', 'if carts-redis fails, requests that need it fail in 1 of 1 service: cart; it runs as one instance (replicas: 1)'],
    ['single-point-of-failure', 'autoscaler-minimum', 'if storefront fails, users are turned away, because their requests enter there; it runs as one instance (its autoscaler goes down to 1)'],
    ['single-replica', 'default-of-one', 'reports runs as one replica (replicas is not set): while its pod restarts or moves, the callers of Service reports cannot reach it'],
    ['blocking-disruption-budget', 'example', 'nodes that run cart cannot be drained: the budget cart asks for minAvailable 2 of the 2 that run'],
    ['cyclic-dependency', 'compose', 'after a full stop none of api, worker and scheduler starts: each waits for the next to be up (startup cycle api -> worker -> scheduler -> api)'],
    ['unknown-host', 'example', 'calls of cart fail: Service pricing in namespace shop does not exist'],
    ['service-without-pods', 'example', 'requests to Service cart fail: it selects pods with app=carts, and no pod in namespace default has these labels'],
    ['missing-ingress-backend', 'ports', 'users get errors from Ingress web for requests for shop.example/: Service storefront has no port 8080, only 80 (http)'],
    ['missing-route-backend', 'example', 'some requests to HTTPRoute web fail: there is no Service storefront-canary in namespace default'],
    ['wrong-port', 'example', 'calls of storefront to port 8080 of Service cart get no answer: it has 80 (to 8080) only'],
    ['blocked-dependency', 'example', 'calls of storefront to cart get no answer: NetworkPolicy cart does not let storefront in'],
    ['missing-mesh-subset', 'example', 'requests that VirtualService cart sends to cart fail: no DestinationRule defines its subset v2, only v1'],
    ['missing-target-port', 'example', 'connections to port 80 of Service cart fail: no container of Deployment cart has port web, only http'],
    ['reversed-rollout-order', 'example', 'Job migrate does not start in a new cluster: it comes as a pre-install hook and needs ConfigMap cart, which comes in wave 0'],
    ['missing-secret', 'shared', 'new pods of cart, till and mail do not start until somebody makes Secret shared in namespace default'],
    ['missing-config-key', 'example', 'new pods of Deployment cart do not start: ConfigMap cart has no key curency, only currency'],
    ['missing-timeout', 'example', 'if cart hangs, storefront waits for ever, and its users with it: its axios client sets no timeout and has none by default'],
    ['missing-timeout', 'default-too-long', 'if cart hangs, storefront waits up to 5 min, and its users with it: its fetch client sets no timeout and has only that by default'],
    ['retry-without-backoff', 'loop', 'if cart is overloaded, storefront makes it worse: each failed call becomes 4 with no pause between them'],
    ['retry-amplification', 'three-layers', 'when rates fails, one request at storefront becomes 4 x 4 x 4 = 64 requests to it'],
    ['timeout-inversion', 'example', 'if ratings hangs, reviews waits 10 s for it, but storefront gives up on reviews after 3 s; whatever reviews answers then comes 7 s too late'],
    ['timeout-inversion', 'attempts', 'if ratings hangs, reviews waits 3 x 1 s = 3 s for it, but storefront gives up on reviews after 2.5 s; whatever reviews answers then comes 500 ms too late'],
    ['timeout-inversion', 'function-behind-gateway', 'when invoices is slow, it works for nobody: it may run 60 s, but shop gives up on invoices after 29 s'],
    ['deadline-budget', 'partly-at-once', 'on a slow day GET /orders/:id of orders takes 1.5 s for users + 1.5 s for stock = 3 s, but storefront gives up on orders after 2.5 s'],
    ['unreachable-retries', 'example', 'when cart is slow, storefront makes 1 of 4 attempts: 4 x 2 s = 8 s do not fit into the 3 s for the whole call'],
    ['stacked-retries', 'example', 'when stock fails, each request of storefront to it becomes 3 x 4 = 12: the mesh repeats what the client repeats'],
    ['connection-pool-overcommit', 'example', 'at full scale new requests to orders-db fail: its clients open up to orders 30 x 10 = 300 connections, and orders-db accepts 200 and keeps 3 of them'],
    ['visibility-inversion', 'by-default', 'while invoices works on a message, orders hands it out again: it hides a message for 30 s by default, and invoices may run 60 s'],
    ['unreachable-scale', 'example', 'under load cart stays at 12 of the 20 replicas that its autoscaler promises: the quota team allows 8 of CPU, the other workloads take 2, and each pod takes 0.5'],
    ['liveness-checks-dependency', 'example', 'if carts-db fails, every pod of cart is restarted, over and over: its liveness probe asks carts-db'],
    ['naked-pod', 'example', 'when the node of cart is drained or lost, nothing makes its pod again: it has no controller'],
    ['low-autoscaler-minimum', 'not-set', 'HorizontalPodAutoscaler cart lets cart shrink to a single replica, because minReplicas is not set'],
    ['overlapping-disruption-budgets', 'example', 'no pod of cart can be evicted, and nodes that run one cannot be drained: the budgets cart and shop all select it'],
    ['idle-disruption-budget', 'no-selector', 'the budget cart protects nothing: it selects pods with app=cart, which are in namespace shop, not payments'],
    ['replicas-beside-autoscaler', 'example', 'each time its manifest is applied, cart falls back to 2 replicas, whatever HorizontalPodAutoscaler cart has scaled it to'],
    ['missing-healthcheck', 'example', 'web does not start, waiting for cart to be healthy, which has no health check'],
    ['invalid-field', 'example', 'Deployment cart loses what spec.template.spec.containers[0].readinesProbe says: Kubernetes knows no such field'],
    ['deprecated-api', 'example', 'PodDisruptionBudget cart can no longer be deployed: policy/v1beta1 is gone since Kubernetes 1.25'],
    ['invalid-cron-schedule', 'example', 'cleanup never runs: its schedule is refused, because it has 6 fields instead of 5'],
  ])('%s, %s: %s', async (id, name, message) => expect((await findingsOf(id, name)).map((finding) => finding.message)).toContain(message));
});

describe('paths and suggestions', () => {
  it('leads from the entry point down to what fails', async () => {
    const [finding] = await findingsOf('retry-amplification', 'three-layers');
    expect(finding?.path.map(({ text }) => text)).toEqual(['storefront calls orders, up to 4 times', 'orders calls ledger, up to 4 times', 'ledger calls rates, up to 4 times']);
    expect(finding?.fix.text).toBe('Retry only in ledger, directly above rates; not in orders and storefront.');
  });

  it('suggests a budget that selects the pods', async () => {
    const [finding] = await findingsOf('missing-disruption-budget', 'example');
    expect(finding?.fix.suggestion?.text).toContain('  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: cart\n');
  });

  it('suggests only what is missing, and names the other containers', async () => {
    const finding = (await findingsOf('missing-resources', 'partly-set')).find(({ object }) => object?.kind === 'Deployment');
    expect(finding?.fix.suggestion?.text).toBe('resources:\n  requests:\n    cpu: 100m');
    expect(finding?.related.map(({ text }) => text)).toEqual(['container proxy has no memory limit, memory request or CPU request']);
  });

  it('says that a budget in another namespace would match', async () => {
    const [finding] = await findingsOf('missing-disruption-budget', 'near-misses');
    expect(finding?.related.map(({ text }) => text)).toEqual(['would match, but is in namespace payments, not shop']);
  });
});
