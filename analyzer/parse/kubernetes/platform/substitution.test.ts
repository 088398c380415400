import { describe, expect, it } from 'vitest';
import { formatPlace } from '../../../facts/place.js';
import { analyzeFiles } from '../../../run.js';

const flux = (postBuild: string, path = './apps', name = 'apps'): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name} }\nspec:\n  path: ${path}\n  postBuild: ${postBuild}\n`;
const web = (replicas: string, env = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  template: { spec: { containers: [{ name: web, image: "acme/web:1", env: [${env}] }] } }
`;
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cluster }\ndata: { count: "5", host: cart }\n';
const cart = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart, labels: { app: cart } }\nspec: { selector: { matchLabels: { app: cart } }, template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: "acme/cart:1" }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: cart }\nspec: { selector: { app: cart }, ports: [{ port: 80 }] }\n';

async function read(files: Readonly<Record<string, string>>) {
  const { document } = (await analyzeFiles(files)).system;
  const replicas = document.settings.filter(({ on, name }) => on === 'web' && name === 'replicas');
  return { replicas: replicas.map(({ value, origin }) => `${value} ${origin}`), place: replicas[0]?.evidence, edges: document.dependencies.map(({ from, to }) => `${from} ${to}`), problems: document.problems };
}

describe('what Flux fills in', () => {
  it.each([
    ['a value', '{ substitute: { count: "4" } }', '${count}', '4 explicit'],
    ['a value before what would hold without it', '{ substitute: { count: "4" } }', '${count:=2}', '4 explicit'],
    ['what holds without a value', '{ substitute: { other: "4" } }', '${count:-2}', '2 explicit'],
    ['an entry of a ConfigMap', '{ substituteFrom: [{ kind: ConfigMap, name: cluster }] }', '${count}', '5 explicit'],
    ['a value before an entry', '{ substituteFrom: [{ kind: ConfigMap, name: cluster }], substitute: { count: "4" } }', '${count}', '4 explicit'],
    ['nothing that a Secret may hold', '{ substituteFrom: [{ kind: Secret, name: hidden }] }', '${count}', 'null unknown'],
    ['nothing that it computes', '{ substitute: { count: "4" } }', '${count/4/3}', 'null unknown'],
  ])('is %s', async (_, postBuild, written, expected) => {
    const { replicas, problems } = await read({ 'clusters/apps.yaml': flux(postBuild), 'clusters/config.yaml': config, 'apps/web.yaml': web(written) });
    expect(replicas).toEqual([expected]);
    expect(problems).toEqual([]);
  });

  it('reaches the objects of an overlay, at their places and with that of the value', async () => {
    const { replicas, place, edges } = await read({
      'clusters/apps.yaml': flux('{ substitute: { count: "4", target: cart } }', './apps/prod'),
      'apps/prod/kustomization.yaml': 'resources: [../base]\n', 'apps/base/kustomization.yaml': 'resources: [web.yaml, cart.yaml]\n',
      'apps/base/web.yaml': web('${count}', '{ name: CART_URL, value: "http://${target}" }'), 'apps/base/cart.yaml': cart,
    });
    expect(replicas).toEqual(['4 explicit']);
    expect(formatPlace(place!)).toBe('apps/base/web.yaml:5:13');
    expect(place!.from).toMatchObject({ file: 'clusters/apps.yaml', line: 6 });
    expect(edges).toEqual(['web cart']);
  });

  it('is unknown where two clusters fill in different values, and known where they agree', async () => {
    const both = (other: string) => read({ 'clusters/a.yaml': flux('{ substitute: { count: "4" } }'), 'clusters/b.yaml': flux(`{ substitute: { count: "${other}" } }`, './apps', 'b'), 'apps/web.yaml': web('${count}') });
    expect((await both('3')).replicas).toEqual(['null unknown']);
    expect((await both('4')).replicas).toEqual(['4 explicit']);
  });

  it('is nothing in other folders, without postBuild, or where an object asks for none', async () => {
    const files = { 'clusters/apps.yaml': flux('{ substitute: { count: "4" } }', './other'), 'apps/web.yaml': web('"3"', '{ name: X, value: "${count}" }') };
    expect((await read(files)).problems).toHaveLength(1);
    const off = web('${count}').replace('name: web }', 'name: web, annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled } }');
    expect((await read({ 'clusters/apps.yaml': flux('{ substitute: { count: "4" } }'), 'apps/web.yaml': off })).replicas).toEqual(['null unknown']);
  });
});
