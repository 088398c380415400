import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const edges = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await analyzeFiles(files)).system.document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to}`);
const node = (packages: string, code: string) => ({
  'orders/package.json': `{"name":"orders","dependencies":{${packages}},"scripts":{"start":"node index.js"}}`, 'orders/Dockerfile': 'FROM node\nCOPY . .\nCMD ["node", "index.js"]\n',
  'orders/index.js': `${code}; require('http').createServer().listen(1);`,
});

it('mail that is sent leads to a mail server, though the code says nothing of its address', async () => {
  const code = (call: string) => node('"nodemailer":"6"', `const mail = require('nodemailer').createTransport({ auth: {} }); ${call}`);
  expect(await edges(code('mail.sendMail({})'))).toEqual(['orders calls smtp']);
  expect(await edges(code('mail.close()'))).toEqual([]);
});

it('a query leads to the only database of its kind', async () => {
  const files = node('"pg":"8"', "const { Pool } = require('pg'); new Pool().query('select 1')");
  expect(await edges({ ...files, 'compose.yaml': 'services:\n  orders: { build: orders }\n  db: { image: "postgres:17" }\n' })).toEqual(['orders stores db']);
  expect(await edges({ ...files, 'compose.yaml': 'services:\n  orders: { build: orders }\n  db: { image: "mysql:9" }\n' })).toEqual([]);
});

it('an image of a store is not what the rest of its env file is for', async () => {
  const compose = 'services:\n  db: { image: "mongo:7", env_file: app.env }\n  cache: { image: "redis:7" }\n  copy: { image: "bitnami/redis:7", env_file: copy.env }\n';
  expect(await edges({ 'compose.yaml': compose, 'app.env': 'MONGO_INITDB_DATABASE=shop\nREDIS_URL=redis://cache:6379\n', 'copy.env': 'REDIS_MASTER_HOST=cache\n' })).toEqual(['copy caches cache']);
});
