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
    ['single-point-of-failure', 'example', 'if carts-redis fails, 1 of 1 services stops serving: cart; it runs as one instance (replicas: 1)'],
    ['single-point-of-failure', 'autoscaler-minimum', 'if storefront fails, users are turned away, because their requests enter there; it runs as one instance (its autoscaler goes down to 1)'],
    ['single-replica', 'default-of-one', 'reports runs as one replica (replicas is not set): while its pod restarts or moves, the callers of Service reports cannot reach it'],
    ['blocking-disruption-budget', 'example', 'nodes that run cart cannot be drained: the budget cart asks for minAvailable 2 of the 2 that run'],
    ['cyclic-dependency', 'compose', 'after a full stop none of api, worker and scheduler starts: each waits for the next to be up (startup cycle api -> worker -> scheduler -> api)'],
    ['unknown-host', 'example', 'calls of cart fail: Service pricing in namespace shop does not exist'],
    ['service-without-pods', 'example', 'requests to Service cart fail: it selects pods with app=carts, and no pod in namespace default has these labels'],
    ['missing-ingress-backend', 'ports', 'users get errors from Ingress web for requests for shop.example/: Service storefront has no port 8080, only 80 (http)'],
    ['missing-route-backend', 'example', 'some requests to HTTPRoute web fail: there is no Service storefront-canary in namespace default'],
    ['missing-config-key', 'example', 'new pods of Deployment cart do not start: ConfigMap cart has no key curency, only currency'],
    ['missing-timeout', 'example', 'if cart hangs, storefront waits for ever, and its users with it: its axios client sets no timeout and has none by default'],
    ['missing-timeout', 'default-too-long', 'if cart hangs, storefront waits up to 5 min, and its users with it: its fetch client sets no timeout and has only that by default'],
    ['retry-without-backoff', 'loop', 'if cart is overloaded, storefront makes it worse: each failed call becomes 4 with no pause between them'],
    ['retry-amplification', 'three-layers', 'when rates fails, one request at storefront becomes 4 x 4 x 4 = 64 requests to it'],
    ['liveness-checks-dependency', 'example', 'if carts-db fails, every pod of cart is restarted, over and over: its liveness probe asks carts-db'],
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
