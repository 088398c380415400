import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const app = (name: string, { env = {}, version = 'a' }: { env?: Readonly<Record<string, string>>; version?: string } = {}): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, version: ${version} } }
    spec: { containers: [{ name: main, image: "registry.example/${name}:1", env: [${Object.entries(env).map(([k, v]) => `{ name: ${k}, value: "${v}" }`).join(', ')}] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
const object = (apiVersion: string, kind: string, name: string, spec: string): string => `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const istio = (kind: string, name: string, spec: string): string => object('networking.istio.io/v1', kind, name, spec);
const gatewayApi = (kind: string, name: string, spec: string): string => object('gateway.networking.k8s.io/v1', kind, name, spec);
const web = app('web', { env: { CART_URL: 'http://cart' } });

async function dependenciesOf(text: string): Promise<string[]> {
  const { document } = (await analyzeFiles({ 'all.yaml': text })).system;
  const weightOf = (from: string, to: string): string => document.settings.flatMap((s) => (typeof s.on !== 'string' && s.on.from === from && s.on.to === to && s.name === 'trafficWeight' ? [` ${s.value}`] : [])).join('');
  return document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to} ${d.strength}${weightOf(d.from, d.to)}`);
}

describe('destinations of a mesh', () => {
  const split = istio('VirtualService', 'cart', '{ hosts: [cart], http: [{ timeout: 2s, mirror: { host: shadow }, route: [{ destination: { host: cart }, weight: 90 }, { destination: { host: next }, weight: 10 }, { destination: { host: spare }, weight: 0 }] }] }');
  const all = app('cart') + app('next') + app('shadow') + app('spare');

  it('each is a dependency of who calls the host; a mirror and an empty share are soft', async () => {
    expect(await dependenciesOf(web + all + split)).toEqual(['web calls cart hard 90', 'web calls next hard 10', 'web calls shadow soft', 'web calls spare soft 0']);
  });

  it('the limits of the route hold for each part, not for the copies', async () => {
    const { document } = (await analyzeFiles({ 'all.yaml': web + all + split })).system;
    expect(document.settings.flatMap((s) => (typeof s.on !== 'string' && s.name === 'timeoutOnCall' ? [`${s.on.to} ${s.value}`] : []))).toEqual(['cart 2000', 'next 2000', 'spare 2000']);
    expect(document.settings.filter((s) => s.name.startsWith('entry'))).toEqual([]);
  });

  it('nobody who does not call the host depends on them, nor does the mesh follow one host to another', async () => {
    expect(await dependenciesOf(app('web') + all + split)).toEqual([]);
    const onward = istio('VirtualService', 'next', '{ hosts: [next], http: [{ route: [{ destination: { host: shadow } }] }] }');
    const first = istio('VirtualService', 'cart', '{ hosts: [cart], http: [{ route: [{ destination: { host: next } }] }] }');
    expect(await dependenciesOf(web + all + first + onward)).toEqual(['web calls cart hard', 'web calls next hard']);
  });

  it('a subset is only the pods that carry its labels', async () => {
    const both = app('old', { version: 'a' }) + app('new', { version: 'b' }) + '---\napiVersion: v1\nkind: Service\nmetadata: { name: stock }\nspec: { selector: { shop: stock }, ports: [{ port: 80 }] }\n';
    const labelled = both.replaceAll('labels: { app', 'labels: { shop: stock, app');
    const rule = istio('DestinationRule', 'stock', '{ host: stock, subsets: [{ name: b, labels: { version: b } }] }');
    const route = istio('VirtualService', 'cart', '{ hosts: [cart], http: [{ route: [{ destination: { host: stock, subset: b } }] }] }');
    expect(await dependenciesOf(web + app('cart') + labelled + rule + route)).toEqual(['web calls cart hard', 'web calls new hard']);
  });

  it('of alternatives for one host what all say', async () => {
    const variant = (name: string, hosts: readonly string[]): string => istio('VirtualService', name, `{ hosts: [cart], http: [{ route: [${hosts.map((host) => `{ destination: { host: ${host} } }`).join(', ')}] }] }`);
    expect(await dependenciesOf(web + all + variant('one', ['next', 'spare']) + variant('two', ['next', 'shadow']))).toEqual(['web calls cart hard', 'web calls next hard']);
  });

  it('routes that attach to a Service say it as well', async () => {
    const route = gatewayApi('HTTPRoute', 'cart', '{ parentRefs: [{ kind: Service, group: "", name: cart }], rules: [{ backendRefs: [{ name: cart, port: 80, weight: 4 }, { name: next, port: 80, weight: 1 }] }] }');
    expect(await dependenciesOf(web + all + route)).toEqual(['web calls cart hard 4', 'web calls next hard 1']);
  });
});

describe('destinations of a gateway', () => {
  const gateway = gatewayApi('Gateway', 'edge', '{ gatewayClassName: any, listeners: [{ name: http, port: 80, protocol: HTTP }] }');

  it('Gateway API: shares and copies', async () => {
    const route = gatewayApi('HTTPRoute', 'shop', '{ parentRefs: [{ name: edge }], rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: shadow, port: 80 } } }], backendRefs: [{ name: shop, port: 80, weight: 3 }, { name: next, port: 80, weight: 1 }] }] }');
    expect(await dependenciesOf(app('shop') + app('next') + app('shadow') + gateway + route)).toEqual(['edge routes next hard 1', 'edge routes shadow soft', 'edge routes shop hard 3']);
  });

  it('a mirror that names no Service costs no request', async () => {
    const route = gatewayApi('HTTPRoute', 'shop', '{ parentRefs: [{ name: edge }], rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: gone, port: 80 } } }], backendRefs: [{ name: shop, port: 80 }] }] }');
    expect(await dependenciesOf(app('shop') + gateway + route)).toEqual(['edge routes shop hard']);
  });

  it('Traefik: through services that only distribute, however deep, and not around in a circle', async () => {
    const traefik = (kind: string, name: string, spec: string): string => object('traefik.io/v1alpha1', kind, name, spec);
    const route = traefik('IngressRoute', 'shop', '{ routes: [{ match: "Host(`shop.example.com`)", services: [{ name: split, kind: TraefikService }] }] }');
    const services = traefik('TraefikService', 'split', '{ weighted: { services: [{ name: shop, port: 80, weight: 3 }, { name: copying, kind: TraefikService, weight: 1 }] } }') + traefik('TraefikService', 'copying', '{ mirroring: { name: next, port: 80, mirrors: [{ name: shadow, port: 80, percent: 10 }] } }');
    expect(await dependenciesOf(app('shop') + app('next') + app('shadow') + route + services)).toEqual(['ingress routes next hard 1', 'ingress routes shadow soft', 'ingress routes shop hard 3']);
    const circle = traefik('TraefikService', 'split', '{ weighted: { services: [{ name: split, kind: TraefikService }, { name: shop, port: 80 }] } }');
    expect(await dependenciesOf(app('shop') + route + circle)).toEqual(['ingress routes shop hard']);
  });
});
