import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const deployment = (name: string, env = ''): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: ${name}, image: example/${name}, env: [${env}] }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80 }] }\n---\n`;
const ingress = (name: string, backend: string, more = ''): string => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name}${more} }\nspec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${backend}, port: { number: 80 } } } }] } }] }\n---\n`;
const graph = async (files: Readonly<Record<string, string>>) => {
  const { components, dependencies, settings } = (await analyzeFiles(files)).system.document;
  return {
    gateways: components.filter((c) => c.kind === 'gateway').map((c) => `${c.id} ${c.role ?? '-'} ${c.aliases.join()}`),
    edges: dependencies.map((d) => `${d.from} -> ${d.to} ${d.kind}`),
    entries: components.filter((c) => c.entry).map((c) => c.id),
    settings: settings.filter((s) => typeof s.on !== 'string').map((s) => `${(s.on as { from: string }).from} ${s.name} ${String(s.value)}`),
  };
};

describe('the gateway that an Ingress is for', () => {
  it('is the platform\'s way in, called as the only Ingress; what it leads to stays where users enter', async () => {
    const found = await graph({ 'app.yaml': deployment('shop') + ingress('public', 'shop', ', annotations: { nginx.ingress.kubernetes.io/proxy-read-timeout: "20" }') });
    expect(found).toMatchObject({ gateways: ['public ingress ingress'], edges: ['public -> shop routes'], entries: ['shop'] });
    expect(found.settings).toContain('public timeoutOnCall 20000');
  });

  it('is one for all Ingresses of a class, and never takes the name of what runs', async () => {
    const found = await graph({ 'app.yaml': deployment('shop') + deployment('cart') + ingress('shop', 'shop') + ingress('cart', 'cart') });
    expect(found).toMatchObject({ gateways: ['ingress ingress '], edges: ['ingress -> cart routes', 'ingress -> shop routes'] });
  });

  it('is the same in each environment, and leads to what another folder of the system declares', async () => {
    const found = await graph({ 'k8s/shop.yaml': deployment('shop'), 'k8s-dev/in.yaml': ingress('way-in', 'shop'), 'k8s-prod/in.yaml': ingress('way-in', 'shop') });
    expect(found).toMatchObject({ gateways: ['way-in ingress ingress'], edges: ['way-in -> shop routes'] });
  });

  it('is called from within by the name that charts give its Service', async () => {
    const env = '{ name: API_URL, value: "http://ingress-nginx-controller.ingress-nginx.svc.cluster.local" }';
    expect((await graph({ 'app.yaml': deployment('shop', env) + deployment('cart') + ingress('public', 'cart') })).edges).toEqual(['public -> cart routes', 'shop -> public calls']);
  });

  it('is what routes attach to, whoever declares it', async () => {
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: shop }\nspec: { parentRefs: [{ name: public, namespace: infra }], rules: [{ backendRefs: [{ name: shop, port: 80 }] }] }\n---\n';
    const service = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: shop }\nspec: { hosts: [shop.example.com], gateways: [istio-ingress/public], http: [{ route: [{ destination: { host: shop } }] }] }\n---\n';
    for (const text of [route, service]) expect(await graph({ 'app.yaml': deployment('shop') + text })).toMatchObject({ gateways: ['public ingress '], edges: ['public -> shop routes'], entries: ['shop'] });
  });

  it('is no way in where a route is for the mesh alone', async () => {
    const mesh = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: shop }\nspec: { hosts: [shop], http: [{ route: [{ destination: { host: shop } }] }] }\n';
    expect(await graph({ 'app.yaml': deployment('shop') + mesh })).toMatchObject({ gateways: [], edges: [] });
  });

  it('is what runs in the stack, where that is a controller', async () => {
    const traefik = deployment('edge').replace('example/edge', 'traefik:v3');
    expect(await graph({ 'app.yaml': traefik + deployment('shop') + ingress('public', 'shop') })).toMatchObject({ gateways: ['edge - '], edges: ['edge -> shop routes'], entries: ['edge'] });
  });
});
