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

it('where nothing is deployed, a broker whose address nobody committed is known by what it is', async () => {
  const files = { 'shop/package.json': '{"name": "shop", "scripts": {"start": "node main.js"}, "dependencies": {"kafkajs": "2"}}', 'shop/src/main.ts': `import { createServer } from 'node:http';\n${CODE}createServer(() => send()).listen(80);\n` };
  const { components, dependencies } = (await analyzeFiles(files)).system.document;
  expect(dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['shop -> kafka']);
  expect(components.find(({ id }) => id === 'kafka')).toMatchObject({ kind: 'external', technology: 'kafka' });
});

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

it('a host before a hole is meant where a component has the name', async () => {
  const files = (host: string) => ({
    'shop/package.json': '{"name": "shop", "scripts": {"start": "node main.js"}}',
    'shop/src/main.ts': `import { createServer } from 'node:http';\ncreateServer((req) => { fetch('http://${host}' + req.url); }).listen(80);\n`,
    'compose.yml': 'services:\n  shop:\n    build: shop\n  cart:\n    image: example/cart\n',
  });
  const graph = async (host: string) => (await analyzeFiles(files(host))).system.document;
  expect((await graph('cart')).dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['shop -> cart']);
  expect((await graph('car')).coverage.unresolved).toHaveLength(1);
});

describe('a file of variables that several services are handed whole', () => {
  const service = (name: string, variable: string) => ({
    [`${name}/package.json`]: `{"name": "${name}", "scripts": {"start": "node main.js"}}`,
    [`${name}/src/main.ts`]: `import { createServer } from 'node:http';\ncreateServer(() => { fetch(process.env.${variable} + '/x'); }).listen(80);\n`,
  });
  const compose = 'services:\n  front: { build: front, env_file: shared.env }\n  cart: { build: cart, env_file: shared.env }\n  pay: { image: example/pay }\n';
  const edges = async (env: string) => (await analyzeFiles({ ...service('front', 'CART_URL'), ...service('cart', 'PAY_URL'), 'compose.yml': compose, 'shared.env': env })).system.document.dependencies.map(({ from, to }) => `${from} -> ${to}`);

  it('proves a dependency of those that ask for the name', async () => {
    expect(await edges('CART_URL=http://cart\nPAY_URL=http://pay\n')).toEqual(['cart -> pay', 'front -> cart']);
  });

  it('is for those that ask for the name, where another does, and also across projects', async () => {
    const open = { 'cart/package.json': service('cart', '')['cart/package.json']!, 'cart/src/main.ts': "import { createServer } from 'node:http';\ncreateServer(() => { fetch(location()); }).listen(80);\n" };
    const two = { 'shop/compose.yml': 'services:\n  front: { build: ../front, env_file: ../shared.env }\n  pay: { image: example/pay }\n', 'basket/compose.yml': 'services:\n  cart: { build: ../cart, env_file: ../shared.env }\n' };
    const files = { ...service('front', 'PAY_URL'), ...open, ...two, 'shared.env': 'PAY_URL=http://pay\n' };
    expect((await analyzeFiles(files)).system.document.dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['front -> pay']);
  });

  it('leads to a database those alone that have a client for one, where any has', async () => {
    const files = (cart: string) => ({ ...service('front', 'CART_URL'), 'cart/package.json': service('cart', '')['cart/package.json']!, 'cart/src/main.ts': cart, 'shared.env': 'CART_URL=http://cart\nDB_HOST=db\n', 'compose.yml': compose.replace('pay: { image: example/pay }', 'db: { image: "postgres:16" }') });
    const found = async (cart: string) => (await analyzeFiles(files(cart))).system.document.dependencies.map(({ from, to }) => `${from} -> ${to}`);
    const listening = "import { createServer } from 'node:http';\ncreateServer(() => { fetch(where()); }).listen(80);\n";
    expect(await found(`${listening}import { Pool } from 'pg';\nnew Pool(options()).query('select 1');\n`)).toEqual(['cart -> db', 'front -> cart']);
    expect(await found(listening)).toContain('cart -> db');
  });

  it('may as well be a ConfigMap', async () => {
    const workload = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: ${name}, image: ${name === 'db' ? 'postgres:16' : `example/${name}`}, ${name === 'db' ? '' : 'envFrom: [{ configMapRef: { name: all } }]'} }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80 }, { port: 5432 }] }\n---\n`;
    const all = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: all }\ndata: { CART_URL: "http://cart", DB_HOST: db }\n';
    const cart = { 'cart/package.json': service('cart', '')['cart/package.json']!, 'cart/src/main.ts': "import { createServer } from 'node:http';\nimport { Pool } from 'pg';\ncreateServer().listen(80);\nnew Pool({ host: process.env.DB_HOST }).query('select 1');\n" };
    const { document } = (await analyzeFiles({ ...service('front', 'CART_URL'), ...cart, 'k8s/all.yaml': ['front', 'cart', 'db'].map(workload).join('') + all })).system;
    expect(document.dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['cart -> db', 'front -> cart']);
  });

  it('means no store that shares the ConfigMap of the application', async () => {
    const workload = (name: string, image: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: ${name}, image: "${image}", envFrom: [{ configMapRef: { name: all } }] }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80 }, { port: 7700 }] }\n---\n`;
    const all = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: all }\ndata: { LOGIN_URL: "http://web", SEARCH_URL: "http://search:7700" }\n';
    const { document } = (await analyzeFiles({ 'k8s/all.yaml': workload('web', 'example/web') + workload('search', 'getmeili/meilisearch:v1.10') + all })).system;
    expect(document.dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['web -> search']);
  });

  it('of its own file a service may be meant without', async () => {
    const own = compose.replace('shared.env }\n  cart', 'front.env }\n  cart');
    const files = { ...service('front', 'CART_URL'), ...service('cart', 'PAY_URL'), 'compose.yml': own, 'front.env': 'CART_URL=http://cart\nOTHER_URL=http://pay\n', 'shared.env': 'PAY_URL=http://pay\n' };
    expect((await analyzeFiles(files)).system.document.dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['cart -> pay', 'front -> cart', 'front -> pay']);
  });
});
