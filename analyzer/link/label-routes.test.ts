import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const edges = async (compose: string): Promise<string[]> => (await analyzeFiles({ 'compose.yaml': compose })).system.document.dependencies.map((d) => `${d.from} -> ${d.to} ${d.kind} ${d.evidence[0]!.line}`);
const proxy = (image: string): string => `services:\n  edge:\n    image: ${image}\n    volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']\n    labels: ['traefik.http.routers.dashboard.rule=Host(\`d\`)']\n`;

it('follows routers in labels to whom they stand at, unless they are switched off', async () => {
  const services = "  cart:\n    image: acme/cart\n    labels: ['traefik.http.routers.cart.rule=PathPrefix(`/cart`)']\n  order:\n    image: acme/order\n    labels: {traefik.enable: 'false', traefik.http.routers.order.rule: x}\n  db: {image: postgres}\n";
  expect(await edges(proxy('traefik:v3') + services)).toEqual(['edge -> cart routes 8']);
});

it('follows the virtual hosts of the environment', async () => {
  expect(await edges(`${proxy('nginxproxy/nginx-proxy')}  cart:\n    image: acme/cart\n    environment:\n      VIRTUAL_HOST: cart.example.com\n`)).toContain('edge -> cart routes 9');
});

it('asks no proxy that cannot see the others', async () => {
  expect(await edges("services:\n  edge: {image: 'traefik:v3', command: '--providers.file.filename=/a.yml'}\n  cart: {image: acme/cart, labels: ['traefik.enable=true']}\n")).toEqual([]);
});

it('reaches the containers of other projects on a network that both are on', async () => {
  const edge = `${proxy('traefik:v3')}    networks: [edge]\nnetworks: { edge: { external: true } }\n`;
  const project = (network: string): string => `services:\n  cart:\n    image: acme/cart\n    labels: ['traefik.enable=true']\n    networks: [${network}]\nnetworks: { ${network}: { external: true } }\n`;
  const routes = async (network: string) => (await analyzeFiles({ 'edge/compose.yaml': edge, 'cart/compose.yaml': project(network) })).system.document.dependencies.map((d) => `${d.from} -> ${d.to} ${d.kind} ${d.stacks.join()}`);
  expect(await routes('edge')).toEqual(['edge -> cart routes compose:cart/compose.yaml']);
  expect(await routes('inner')).toEqual([]);
});
