import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const cart = { 'cart/package.json': '{"name":"cart","dependencies":{"axios":"1"},"scripts":{"start":"node index.js"}}', 'cart/index.js': "require('axios').get(process.env.PRICES_URL); require('http').createServer().listen(1);" };
const edges = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await analyzeFiles(files)).system.document.dependencies.map((d) => `${d.from} -> ${d.to} ${d.evidence.map((e) => `${e.file}:${e.line}`).join(' ')}`);

const compose = 'services:\n  cart: { image: example/cart, env_file: cart.env, environment: { STOCK_URL: "http://${STOCK}:80" } }\n  prices: { image: example/prices }\n  stock: { image: example/stock }\n';

it('reads the example of an env file that Compose is told of and nobody commits', async () => {
  expect(await edges({ 'compose.yaml': compose, 'cart.env.example': 'PRICES_URL=http://prices:80\n', '.env.example': 'STOCK=stock\n' })).toEqual(['cart -> prices cart.env.example:1', 'cart -> stock compose.yaml:2']);
});

it('does not where the file itself is there', async () => {
  expect(await edges({ 'compose.yaml': compose, 'cart.env': 'A=1\n', 'cart.env.example': 'PRICES_URL=http://prices:80\n', '.env': 'A=1\n', '.env.example': 'STOCK=stock\n' })).toEqual([]);
});

it('stands in for the file beside the code that loads it', async () => {
  const images = 'services:\n  cart: { build: cart }\n  prices: { image: example/prices }\n';
  expect(await edges({ ...cart, 'compose.yaml': images, 'cart/.env.example': 'PRICES_URL=http://prices:80\n' })).toEqual(['cart -> prices cart/index.js:1']);
  expect(await edges({ ...cart, 'compose.yaml': images, 'cart/.env.example': 'PRICES_URL=http://prices:80\n', 'cart/.env': 'A=1\n' })).toEqual([]);
});
