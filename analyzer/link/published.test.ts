import { expect, it } from 'vitest';
import { graphOf } from './testing.js';

const project = (name: string, more = '') => ({
  'compose.yaml': `services:\n  ${name}:\n    image: example/app\n    ports: ["8085:8090"]\n    environment: { BROKER_URL: "amqp://queue:5672" }\n${more}  api: { image: example/api, ports: ["80:80"] }\n  queue: { image: "rabbitmq:4" }\n`,
});
const entries = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await graphOf(files)).components.filter(({ entry }) => entry).map(({ name }) => name);

it('what works off a queue publishes a port for its health, and no way in', async () => {
  expect(await entries(project('mail-worker'))).toEqual(['api']);
});

it('what only uses the queue may be one', async () => {
  expect(await entries(project('mail'))).toEqual(['api', 'mail']);
});

it("nor is Celery's monitor", async () => {
  expect(await entries(project('tasks', '    command: celery -A app flower --port=8090\n'))).toEqual(['api']);
});
