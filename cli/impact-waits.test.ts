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

it('names who above gives up where the component is not asked by it directly', async () => {
  expect((await linesFor('stock')).lines).toContainEqual(expect.stringMatching(/^web waits up to 1 s for the answer of cart, which needs it  web\/server\.js:2:\d+$/));
});
