import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const CODE = "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [process.env.KAFKA_BROKERS!] }).producer();\nexport const send = () => producer.send({ topic: 'orders', messages: [] });\n";

/** One service that sends to a broker whose address is not committed, and what stands beside it. */
async function edges(compose: string): Promise<readonly string[]> {
  const files = {
    'shop/package.json': '{"name": "shop", "scripts": {"start": "node main.js"}, "dependencies": {"kafkajs": "2"}}',
    'shop/src/main.ts': `import { createServer } from 'node:http';\n${CODE}createServer(() => send()).listen(80);\n`,
    'compose.yml': `services:\n  shop:\n    build: shop\n${compose}`,
  };
  const { document } = (await analyzeFiles(files)).system;
  return document.dependencies.filter(({ phase }) => phase === 'request').map(({ from, to }) => `${from} -> ${to}`);
}

describe('an address that nobody committed', () => {
  it('leads to the only component that speaks the client\'s protocol', async () => {
    expect(await edges('  events:\n    image: apache/kafka:4.0.0\n  store:\n    image: postgres:16\n')).toEqual(['shop -> events']);
    expect(await edges('  events:\n    image: redpandadata/redpanda:v24\n')).toEqual(['shop -> events']);
  });

  it('leads nowhere when there are two, or none', async () => {
    expect(await edges('  events:\n    image: apache/kafka:4.0.0\n  audit:\n    image: apache/kafka:4.0.0\n')).toEqual([]);
    expect(await edges('  store:\n    image: postgres:16\n')).toEqual([]);
  });

  it('leads to the one that is started before', async () => {
    expect(await edges('    depends_on: [audit]\n  events:\n    image: apache/kafka:4.0.0\n  audit:\n    image: apache/kafka:4.0.0\n')).toEqual(['shop -> audit']);
  });

  it('does not lead to what only a bought-in product waits for; a console waits for anybody\'s', async () => {
    const waiting = (image: string) => edges(`  events:\n    image: apache/kafka:4.0.0\n  other:\n    image: ${image}\n    depends_on: [events]\n`);
    expect(await waiting('quay.io/keycloak/keycloak:25')).toEqual([]);
    expect(await waiting('provectuslabs/kafka-ui:latest')).toEqual(['shop -> events']);
  });
});
