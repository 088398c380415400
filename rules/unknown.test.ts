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
  ['missing-mesh-host', 'example', 'host: carts', 'host: ${CART}'],
  ['missing-mesh-subset', 'example', 'subset: v2', 'subset: ${VERSION}'],
  ['missing-mesh-gateway', 'example', '- egde', '- ${GATEWAY}'],
  ['empty-subset', 'example', '{version: v3}', '{version: "${VERSION}"}'],
  ['network-policy-without-pods', 'example', '{app: carts}', '{app: "${APP}"}'],
  ['missing-target-port', 'example', 'targetPort: web', 'targetPort: ${PORT}'],
  ['wrong-port', 'example', 'http://cart:8080', 'http://cart:${PORT}'],
  ['blocked-dependency', 'example', 'matchLabels: {app: till}', 'matchLabels: {app: "${CALLER}"}'],
  ['unknown-host', 'example', 'http://pricing.shop.svc.cluster.local', 'http://${PRICING}'],
  ['unset-variable', 'example', "required('PRICING_URL')", 'required(names[0]!)'],
  ['unset-variable', 'task-definition', '[{ name = "CURRENCY", value = "EUR" }]', 'var.environment'],
  ['unset-variable', 'placeholder', 'name: orders } }]', 'name: "${CONFIG}" } }]'],
  ['unreachable-scale', 'node-pools', 'max_size     = 4', 'max_size     = var.most'],
  ['unreachable-scale', 'node-pools', '["m6i.xlarge", "m5.xlarge"]', 'var.types'],
  ['unreachable-scale', 'node-pools-of-a-region', '"e2-standard-4"', 'var.machine'],
  ['server-on-recovery-path', 'webhook', 'failurePolicy: Fail', 'failurePolicy: ${POLICY}'],
  ['blocked-dependency', 'access-by-namespace', 'namespaces: [tills]', 'namespaces: ["${TILLS}"]'],
  ['mutable-image-tag', 'example', 'cart:latest', 'cart:${TAG}'],
  ['missing-timeout', 'example', '/carts/${request.params.id}`)', '/carts/${request.params.id}`, { timeout: Number(process.env.TIMEOUT_MS) })'],
  ['missing-timeout', 'example', '/carts/${request.params.id}`)', '/carts/${request.params.id}`, options)'],
  ['retry-without-backoff', 'example', '{ retries: 3 }', '{ retries: Number(process.env.RETRIES) }'],
  ['retry-without-backoff', 'example', '{ retries: 3 }', '{ retries: 3, retryDelay: policy.delay }'],
  ['retry-amplification', 'example', /retries: 3/, 'retries: Number(process.env.RETRIES)'],
  ['timeout-inversion', 'example', 'timeout: 10_000', 'timeout: Number(process.env.LIMIT)'],
  ['timeout-inversion', 'example', 'timeout: 3_000', 'timeout: Number(process.env.LIMIT)'],
  ['timeout-inversion', 'mesh', 'timeout: 3s', 'timeout: ${LIMIT}'],
  ['timeout-inversion', 'function-behind-gateway', 'timeout       = 60', 'timeout       = var.limit'],
  ['keep-alive-inversion', 'below-what-is-set', '65 * 1000', 'Number(process.env.KEEP_ALIVE_MS)'],
  ['keep-alive-inversion', 'below-what-is-set', 'timeout_seconds=120', 'timeout_seconds=${IDLE}'],
  ['keep-alive-inversion', 'example', 'node:22.12.0', 'node:${NODE}'],
  ['deadline-budget', 'example', 'timeout: 3_000', 'timeout: Number(process.env.LIMIT)'],
  ['unreachable-retries', 'example', 'attempts: 3', 'attempts: ${N}'],
  ['stacked-retries', 'functions', /retries: 3/g, 'retries: Number(process.env.RETRIES)'],
  ['unbounded-retry', 'example', 'retries: Infinity', 'retries: Number(process.env.RETRIES)'],
  ['unsafe-retry', 'example', 'retries: 3', 'retries: Number(process.env.RETRIES)'],
  ['connection-pool-overcommit', 'example', 'max: 10', 'max: Number(process.env.POOL)'],
  ['connection-pool-overcommit', 'example', 'maxReplicas: 30', 'maxReplicas: ${MAX}'],
  ['visibility-inversion', 'example', 'timeout       = 60', 'timeout       = var.limit'],
  ['idle-consumers', 'example', 'maxReplicas: 20', 'maxReplicas: ${MAX}'],
  ['idle-consumers', 'example', 'partitions: 6', 'partitions: ${PARTITIONS}'],
  ['idle-consumers', 'listener-threads', 'concurrency = "4"', 'concurrency = "${app.threads}"'],
  ['idle-consumers', 'go-group', 'NumPartitions: 6', 'NumPartitions: partitions()'],
  ['missing-dead-letter-queue', 'queue-of-code', '{ durable: true }', 'options'],
  ['poll-overrun', 'example', 'max-poll-records: 500', 'max-poll-records: ${BATCH}'],
  ['poll-overrun', 'prefetch', 'ch.Qos(100, 0, false)', 'ch.Qos(limit(), 0, false)'],
  ['weak-acknowledgement', 'example', 'acks: 0', 'acks: Number(process.env.ACKS)'],
  ['unreachable-scale', 'example', 'maxReplicas: 20', 'maxReplicas: ${MAX}'],
  ['short-grace-period', 'example', 'terminationGracePeriodSeconds: 45', 'terminationGracePeriodSeconds: ${GRACE}'],
  ['short-startup-budget', 'example', 'timeout: 25_000', 'timeout: Number(process.env.STOCK_TIMEOUT)'],
  ['short-startup-budget', 'example', 'failureThreshold: 3', 'failureThreshold: ${FAILURES}'],
  ['short-startup-budget', 'late-readiness', 'initialDelaySeconds: 60', 'initialDelaySeconds: ${DELAY}'],
  ['probe-timeout-inversion', 'example', 'query_timeout: 3_000', 'query_timeout: Number(process.env.QUERY_TIMEOUT)'],
  ['hidden-state', 'example', 'replicas: 3', 'replicas: ${REPLICAS}'],
  ['hidden-state', 'files', "process.env.INVOICE_DIR ?? '/var/lib/invoices'", 'config.invoices'],
  ['low-autoscaler-minimum', 'example', 'minReplicas: 1', 'minReplicas: ${MIN}'],
  ['autoscaler-without-range', 'example', 'maxReplicas: 3', 'maxReplicas: ${MAX}'],
  ['replicas-beside-autoscaler', 'example', 'replicas: 2', 'replicas: ${REPLICAS}'],
  ['invalid-cron-schedule', 'example', '"0 0 3 * * *"', '"${SCHEDULE}"'],
  ['invalid-job-restart-policy', 'example', 'restartPolicy: Always', 'restartPolicy: ${POLICY}'],
  ['undeclared-probe-port', 'example', 'port: http', 'port: ${PORT}'],
  ['unsafe-rollout-strategy', 'example', 'type: Recreate', 'type: ${STRATEGY}'],
  ['invalid-label', 'example', 'feature/basket', '${BRANCH}'],
  ['idle-disruption-budget', 'example', '{app: carts}', '{app: "${APP}"}'],
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
