import { expect, it } from 'vitest';
import { graphOf } from './testing.js';

const workload = (name: string, more = ''): string =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: ${name}, image: example/${name}${more}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 80}]}\n`;
const cart = (mount: string, env = ''): string =>
  workload('cart', `, volumeMounts: [{name: settings, mountPath: /app/.env${mount}}]${env}`).replace('containers:', 'volumes: [{name: settings, configMap: {name: cart}}], containers:');
const map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cart}\ndata:\n  .env: |\n    # PAYMENT_HOST=payment\n    STOCK_HOST=stock\n    PRICES_URL=\"http://prices/v1\"\n    LOG_TOPIC=payment\n  notes: see payment\n";
const others = ['stock', 'prices', 'payment'].map((name) => workload(name)).join('');
const edges = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await graphOf(files)).dependencies.map((d) => `${d.from} -> ${d.to} ${d.evidence.map((e) => `${e.file}:${e.line}`)[0]}`);

it.each([['alone', ', subPath: .env'], ['with all entries', '']])('follows an env file that a ConfigMap holds, mounted %s', async (_, mount) => {
  expect(await edges({ 'a.yaml': map + cart(mount) + others })).toEqual(['cart -> prices a.yaml:9', 'cart -> stock a.yaml:8']);
});

it('not what another entry holds, nor what nobody mounts; the environment decides over the file', async () => {
  expect(await edges({ 'a.yaml': map + cart(', subPath: notes') + others })).toEqual([]);
  expect(await edges({ 'a.yaml': map + workload('cart') + others })).toEqual([]);
  expect(await edges({ 'a.yaml': map + cart('', ', env: [{name: STOCK_HOST, value: payment}]') + others })).toEqual(['cart -> payment a.yaml:18', 'cart -> prices a.yaml:9']);
});

it('follows an env file of the tree that Compose mounts', async () => {
  const compose = 'services:\n  cart:\n    image: example/cart\n    volumes: ["./cart.env:/app/.env:ro"]\n  stock: { image: example/stock }\n';
  expect(await edges({ 'compose.yaml': compose, 'cart.env': 'STOCK_HOST=stock\n' })).toEqual(['cart -> stock cart.env:1']);
});
