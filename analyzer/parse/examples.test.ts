import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const compose = (image: string): string => `services:\n  cart: { image: ${image} }\n`;
const manifest = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart }\nspec: { selector: { matchLabels: { app: cart } }, template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: example/cart }] } } }\n';
const stacks = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await analyzeFiles(files)).system.document.stacks.map(({ id }) => id);

it.each([
  ['compose.yml.dist', compose('example/cart')],
  ['docker-compose.yaml.example', compose('example/cart')],
  ['k8s/cart.yaml.sample', manifest],
])('reads %s where the file that it shows is not committed', async (path, text) => {
  expect(await stacks({ [path]: text })).toHaveLength(1);
  const plain = path.replace(/\.\w+$/, '');
  expect(await stacks({ [path]: text, [plain]: text })).toEqual(await stacks({ [plain]: text }));
});
