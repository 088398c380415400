import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../analyzer/run.js';
import { fixturesOf } from '../scripts/fixtures.js';
import { rules } from './index.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** What decides each finding, and the same as something that nobody can evaluate: then nobody may report it. */
const cases: readonly (readonly [rule: string, fixture: string, known: string | RegExp, unknown: string])[] = [
  ['single-point-of-failure', 'example', 'replicas: 1', 'replicas: ${REPLICAS}'],
  ['single-point-of-failure', 'autoscaler-minimum', 'minReplicas: 1', 'minReplicas: ${MIN}'],
  ['single-replica', 'example', 'replicas: 1', 'replicas: ${REPLICAS}'],
  ['no-host-spread', 'example', 'replicas: 3', 'replicas: ${REPLICAS}'],
  ['missing-disruption-budget', 'example', 'replicas: 3', 'replicas: ${REPLICAS}'],
  ['blocking-disruption-budget', 'example', 'replicas: 2', 'replicas: ${REPLICAS}'],
  ['blocking-disruption-budget', 'example', 'minAvailable: 2', 'minAvailable: ${MIN}'],
  ['liveness-checks-dependency', 'example', '"carts-db", "-U"', '"$DB_HOST", "-U"'],
  ['liveness-checks-dependency', 'handler', "app.get('/healthz'", 'app.get(process.env.HEALTH_PATH'],
  ['cyclic-dependency', 'example', 'http://pricing:8080', '${PRICING_URL}'],
  ['service-without-pods', 'example', 'selector: {app: carts}', 'selector: {app: "${APP}"}'],
  ['missing-ingress-backend', 'example', 'name: gift-cards', 'name: ${GIFTS}'],
  ['missing-route-backend', 'example', 'name: storefront-canary', 'name: ${CANARY}'],
  ['missing-route-gateway', 'example', 'name: egde', 'name: ${GATEWAY}'],
  ['missing-autoscaler-target', 'example', 'name: carts', 'name: ${TARGET}'],
  ['missing-config', 'example', 'name: cart-setings', 'name: ${SETTINGS}'],
  ['missing-config-key', 'example', 'key: curency', 'key: ${KEY}'],
  ['unknown-host', 'example', 'http://pricing.shop.svc.cluster.local', 'http://${PRICING}'],
  ['mutable-image-tag', 'example', 'cart:latest', 'cart:${TAG}'],
  ['missing-timeout', 'example', '/carts/${request.params.id}`)', '/carts/${request.params.id}`, { timeout: Number(process.env.TIMEOUT_MS) })'],
  ['missing-timeout', 'example', '/carts/${request.params.id}`)', '/carts/${request.params.id}`, options)'],
  ['retry-without-backoff', 'example', '{ retries: 3 }', '{ retries: Number(process.env.RETRIES) }'],
  ['retry-without-backoff', 'example', '{ retries: 3 }', '{ retries: 3, retryDelay: policy.delay }'],
  ['retry-amplification', 'example', /retries: 3/, 'retries: Number(process.env.RETRIES)'],
  ['hidden-state', 'example', 'replicas: 3', 'replicas: ${REPLICAS}'],
  ['hidden-state', 'files', "process.env.INVOICE_DIR ?? '/var/lib/invoices'", 'config.invoices'],
];

describe('unknown is not missing', () => {
  it.each(cases)('%s, %s: %s is %s', async (id, name, known, unknown) => {
    const rule = rules.find((one) => one.id === id)!;
    const fixture = fixturesOf(join(folder, rule.theme, id), 'fires').find((one) => one.name === name)!;
    const files = Object.fromEntries(Object.entries(fixture.files).map(([path, text]) => [path, text.replace(known, () => unknown)]));
    expect(files, 'the fixture has what is replaced').not.toEqual(fixture.files);
    const reported = async (texts: Readonly<Record<string, string>>) => (await analyzeFiles(texts, undefined, [rule])).result.findings.map(({ message }) => message);
    expect(await reported(fixture.files), 'it fires while it is known').not.toEqual([]);
    expect(await reported(files)).toEqual([]);
  });
});
