import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';
import { served } from './testing.js';

const app = (name: string, image: string, env = ''): string => served(name, image, env, 8200);
const object = (kind: string, name: string, spec: string): string => `---\napiVersion: external-secrets.io/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const vault = app('secrets', 'hashicorp/vault:1.20');
const shop = app('web', 'registry.example/web:1', '{ name: TOKEN, valueFrom: { secretKeyRef: { name: web, key: token } } }') + app('other', 'registry.example/other:1');
const system = vault + shop;
const external = (store: string): string => object('ExternalSecret', 'web', `{ secretStoreRef: ${store}, target: { name: web }, data: [{ secretKey: token, remoteRef: { key: web } }] }`);
const store = (kind: string, server: string): string => object(kind, 'team', `{ provider: { vault: { server: "${server}" } } }`);

async function dependenciesOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { document } = (await analyzeFiles(files)).system;
  expect(JSON.stringify(document)).not.toContain('hunter2');
  return document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to} ${d.strength} ${d.phase}`);
}

describe('stores of external secrets', () => {
  it('who is handed the Secret is configured by the server that it comes from', async () => {
    expect(await dependenciesOf({ 'all.yaml': system + external('{ name: team }') + store('SecretStore', 'http://root:hunter2@secrets:8200') })).toEqual(['web configures secrets soft startup']);
  });

  it('a ClusterSecretStore may lie elsewhere in the tree', async () => {
    expect(await dependenciesOf({ 'shop/deploy/all.yaml': shop + external('{ name: team, kind: ClusterSecretStore }'), 'platform/vault/base/all.yaml': vault + store('ClusterSecretStore', 'http://secrets.default.svc:8200') })).toEqual(['web configures secrets soft startup']);
  });

  it('a server outside, another store, another kind of it: nothing is shown', async () => {
    expect(await dependenciesOf({ 'all.yaml': system + external('{ name: team }') + store('SecretStore', 'https://vault.example.com') })).toEqual([]);
    expect(await dependenciesOf({ 'all.yaml': system + external('{ name: mine }') + store('SecretStore', 'http://secrets:8200') })).toEqual([]);
    expect(await dependenciesOf({ 'all.yaml': system + external('{ name: team, kind: ClusterSecretStore }') + store('SecretStore', 'http://secrets:8200') })).toEqual([]);
  });
});
