import { expect, it } from 'vitest';
import { graphOf, service, WEB } from './testing.js';

const deployment = (name: string, container: string, image: string): string =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: ${container}, image: ${image}}]}}\n`;
const ids = async (...manifests: readonly string[]): Promise<string[]> =>
  (await graphOf({ 'k8s/all.yaml': manifests.join(''), ...service('stock-keeper', [WEB], 'server.port: 1\n') })).components.map(({ id }) => id);

it.each([
  ['its name, with the kind behind', deployment('stock-keeper-deployment', 'main', 'acme/one')],
  ['the name of its container', deployment('warehouse', 'stock-keeper', 'acme/one')],
])('a workload runs the program that %s says', async (_, manifest) => {
  expect(await ids(manifest)).toHaveLength(1);
});

it('not where two workloads call their containers so, nor where the names differ', async () => {
  expect(await ids(deployment('a', 'stock-keeper', 'acme/one'), deployment('b', 'stock-keeper', 'acme/two'))).toEqual(['a', 'b', 'stock-keeper']);
  expect(await ids(deployment('warehouse', 'keeper', 'acme/one'))).toEqual(['stock-keeper', 'warehouse']);
});
