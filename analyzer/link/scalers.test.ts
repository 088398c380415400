import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';
import { served } from './testing.js';

const scaled = (...triggers: string[]): string => `---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: worker }\nspec: { scaleTargetRef: { name: worker }, triggers: [${triggers.join(', ')}] }\n`;
const worker = served('worker', 'registry.example/worker:1', '{ name: BROKER, value: "amqp://rabbit:5672" }, { name: HIDDEN, valueFrom: { secretKeyRef: { name: broker, key: url } } }');

async function read(text: string) {
  const { document } = (await analyzeFiles({ 'all.yaml': text })).system;
  return { dependencies: document.dependencies.map((d) => `${d.kind} ${d.to} ${d.strength}`), unresolved: document.coverage.unresolved.map(({ from, expression }) => `${from} ${expression}`), text: JSON.stringify(document) };
}

describe('triggers of autoscalers', () => {
  it('a queue is consumed, the numbers of a scale are only looked at', async () => {
    const all = served('stream', 'apache/kafka:3.8') + served('lists', 'redis:7') + served('metrics', 'prom/prometheus:v3') + served('tasks', 'postgres:16') + served('worker', 'registry.example/worker:1');
    const { dependencies, unresolved } = await read(all + scaled('{ type: kafka, metadata: { bootstrapServers: "stream:9092", topic: a } }', '{ type: redis, metadata: { address: "lists:6379" } }', '{ type: prometheus, metadata: { serverAddress: "http://metrics:9090" } }', '{ type: postgresql, metadata: { host: tasks } }', '{ type: cpu, metadata: { value: "60" } }'));
    expect(dependencies.sort()).toEqual(['consumes lists hard', 'consumes stream hard', 'observes metrics soft', 'stores tasks soft']);
    expect(unresolved).toEqual([]);
  });

  it('an address in a variable of the workload; it says what the variable alone does not', async () => {
    const broker = served('rabbit', 'rabbitmq:4') + worker;
    expect((await read(broker)).dependencies).toEqual(['publishes rabbit hard']);
    expect((await read(broker + scaled('{ type: rabbitmq, metadata: { hostFromEnv: BROKER, queueName: a } }'))).dependencies).toEqual(['consumes rabbit hard']);
  });

  it('a queue outside is a component outside', async () => {
    expect((await read(served('worker', 'registry.example/worker:1') + scaled('{ type: aws-sqs-queue, metadata: { queueURL: "https://sqs.eu-west-1.amazonaws.com/1/orders" } }'))).dependencies).toEqual(['consumes sqs.eu-west-1.amazonaws.com hard']);
  });

  it('lists what leads nowhere, and no password', async () => {
    const triggers = scaled('{ type: rabbitmq, metadata: { hostFromEnv: HIDDEN } }', '{ type: kafka, metadata: { bootstrapServers: "gone.default.svc:9092" } }', '{ type: rabbitmq, metadata: { host: "amqp://guest:hunter2@rabbit:5672/" } }');
    const { dependencies, unresolved, text } = await read(served('rabbit', 'rabbitmq:4') + served('worker', 'registry.example/worker:1', '{ name: HIDDEN, valueFrom: { secretKeyRef: { name: broker, key: url } } }') + triggers);
    expect(dependencies).toEqual(['consumes rabbit hard']);
    expect(unresolved.sort()).toEqual(['worker ${HIDDEN}', 'worker gone.default.svc:9092']);
    expect(text).not.toContain('hunter2');
  });
});
