import { expect, it } from 'vitest';
import { analyzeFiles } from '../analyzer/run.js';
import { componentImpact } from './impact.js';

const service = (name: string, body: string): Record<string, string> => ({
  [`${name}/package.json`]: `{"name": "${name}", "scripts": {"start": "node server.js"}, "dependencies": {"axios": "1.6.2", "express": "4"}}`,
  [`${name}/Dockerfile`]: 'FROM node:20\nCOPY . .\nCMD ["node", "server.js"]\n',
  [`${name}/server.js`]: `const axios = require('axios');\nrequire('express')().get('/', async (q, r) => r.send(await ${body})).listen(80);\n`,
});

async function linesFor(component: string): Promise<{ lines: readonly string[]; json: object }> {
  const { system, analysis } = await analyzeFiles({
    'compose.yaml': 'services:\n  web: { build: ./web, ports: ["80:80"] }\n  cart: { build: ./cart }\n  stock: { image: example/stock }\n',
    ...service('web', "axios.get('http://cart/items', { timeout: 1000 })"),
    ...service('cart', "axios.get('http://stock/items')"),
  });
  return componentImpact(system, analysis, component, undefined);
}

it('says how long a component is waited for, how long it waits, and what comes too late', async () => {
  const { lines, json } = await linesFor('cart');
  expect(lines).toContainEqual(expect.stringMatching(/^web waits up to 1 s for its answer  web\/server\.js:2:\d+$/));
  expect(lines.slice(lines.indexOf('It waits itself:'))).toEqual(['It waits itself:', expect.stringMatching(/^  for stock for ever, when nobody waits for it any more  cart\/server\.js:2:\d+$/)]);
  expect(json).toMatchObject({ waitedForMs: 1000, waits: [{ to: 'stock', ms: null, late: true }], loops: [], connections: [] });
});

it('says how long at least where the pauses between attempts are not known', async () => {
  const { system, analysis } = await analyzeFiles({
    'compose.yaml': 'services:\n  web: { build: ./web, ports: ["80:80"] }\n  stock: { image: example/stock }\n',
    'web/package.json': '{"name": "web", "dependencies": {"axios": "1.6.2", "axios-retry": "4.0.0", "express": "4"}}',
    'web/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "server.js"]\n',
    'web/server.js': "const axios = require('axios');\nconst axiosRetry = require('axios-retry');\nconst http = axios.create({ timeout: 1000 });\naxiosRetry(http, { retries: 2, shouldResetTimeout: true, retryDelay: require('./pauses.js') });\nrequire('express')().get('/', async (q, r) => r.send(await http.get('http://stock/items'))).listen(80);\n",
  });
  expect(componentImpact(system, analysis, 'web', undefined).lines).toContainEqual(expect.stringMatching(/^ {2}for stock 3 s or more  web\/server\.js:/));
});

it('holds what is promised against what is needed', async () => {
  const workload = (name: string, env = '') => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n      - {name: ${name}, image: "example/${name}:1"${env}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 80}]}\n---\napiVersion: openslo/v1\nkind: SLO\nmetadata: {name: ${name}}\nspec: {service: ${name}, objectives: [{target: 0.999}]}\n---\n`;
  const { system, analysis } = await analyzeFiles({ 'all.yaml': workload('shop', ', env: [{name: CART_URL, value: "http://cart"}, {name: STOCK_URL, value: "http://stock"}]') + workload('cart') + workload('stock') });
  const { lines, json } = componentImpact(system, analysis, 'cart', undefined);
  expect(lines).toContainEqual(expect.stringMatching(/^shop promises 99\.9 %; what it cannot do without leaves 99\.8001 %: cart 99\.9 %, stock 99\.9 % {2}all\.yaml:/));
  expect(json).toMatchObject({ objectives: [{ component: 'shop', objective: 99.9, product: 99.8001 }] });
});

it('names who above gives up where the component is not asked by it directly', async () => {
  expect((await linesFor('stock')).lines).toContainEqual(expect.stringMatching(/^web waits up to 1 s for the answer of cart, which needs it  web\/server\.js:2:\d+$/));
});
