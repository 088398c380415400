import { describe, expect, it } from 'vitest';
import type { Dependency, GraphDocument, Setting } from '../graph/document.js';
import { analyzeFiles } from '../run.js';
import { assumptionsOf, keyOf } from './assumptions.js';

const ingress = (head: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {${head.startsWith('nginx.') ? head : ''}}}
spec:
  ${head.startsWith('ingressClassName') ? head : 'tls: []'}
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: example/web, env: [{name: API_URL, value: http://api.example.com}]}]}}
`;

const code = {
  'web/package.json': '{"name": "web", "scripts": {"start": "node server.js"}, "dependencies": {"axios": "1.0.0"}}',
  'web/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "server.js"]\n',
};

async function ledgerOf(head: string, call: string) {
  const { system } = await analyzeFiles({ ...code, 'deploy.yaml': ingress(head), 'skaffold.yaml': 'apiVersion: skaffold/v4beta11\nkind: Config\nbuild: {artifacts: [{image: example/web, context: web}]}\n', 'web/server.js': `const axios = require('axios');\nrequire('http').createServer(async () => ${call}).listen(80);\n` });
  return assumptionsOf(system.document);
}

describe('the ledger of what nobody wrote', () => {
  it('names whose default holds, what it means and where it would be written', async () => {
    const { dependencies } = await ledgerOf('ingressClassName: nginx', 'axios.get(process.env.API_URL)');
    expect(dependencies.map(({ on, name, value, by, meaning, unbounded, at }) => [keyOf(on), name, value, by, meaning, unbounded, at.file])).toEqual([
      ['web -> api.example.com', 'timeoutOnCall', null, 'axios', 'waits for an answer for ever', true, 'web/server.js'],
      ['web -> api.example.com', 'retriesOnCall', 0, 'axios', 'a failed call is not repeated', false, 'web/server.js'],
    ]);
    expect(dependencies.every(({ source }) => source !== undefined)).toBe(true);
  });

  it('leaves out what is written, and what is written but cannot be evaluated', async () => {
    const named = async (call: string) => (await ledgerOf('ingressClassName: nginx', call)).dependencies.map(({ name }) => name);
    expect(await named('axios.get(process.env.API_URL, { timeout: 2000 })')).toEqual(['retriesOnCall']);
    expect(await named('axios.get(process.env.API_URL, { timeout: Number(process.env.LIMIT) })')).toEqual(['retriesOnCall']);
  });

  it('knows a proxy by its class or by annotations that are written for it, and no other', async () => {
    const entry = async (head: string) => (await ledgerOf(head, 'undefined')).components.flatMap(({ name, value }) => (name.startsWith('entry') ? [[name, value]] : []));
    const nginx = [['entryRetries', 2], ['entryTimeout', 60_000]];
    expect(await entry('ingressClassName: nginx')).toEqual(nginx);
    expect(await entry('nginx.ingress.kubernetes.io/ssl-redirect: "true"')).toEqual(nginx);
    expect(await entry('nginx.ingress.kubernetes.io/proxy-read-timeout: "5"')).toEqual([['entryRetries', 2]]);
    expect(await entry('ingressClassName: internal')).toEqual([]);
  });

  it('says in which version, and of a range that is not locked that it depends', () => {
    const row = (value: number | null, origin: 'default' | 'unknown', version: string): Setting => ({ on: { from: 'web', to: 'cache' }, name: 'timeoutOnCall', value, origin, source: 'docs', version, evidence: { file: 'web/server.js', line: 1, column: 1, length: 1, mechanism: 'default', note: 'node-redis' } });
    const of = (setting: Setting) => assumptionsOf({ components: [], dependencies: [], settings: [setting] } as unknown as GraphDocument).dependencies;
    expect(of(row(5000, 'default', 'redis 6.1.0'))).toMatchObject([{ meaning: 'waits for an answer up to 5 s', version: 'redis 6.1.0', by: 'node-redis', unbounded: false }]);
    expect(of(row(null, 'unknown', 'redis >=4'))).toMatchObject([{ meaning: 'depends on the release that is installed: redis >=4 is not locked', undecided: true, unbounded: false }]);
    expect(of({ ...row(null, 'unknown', 'redis >=4'), evidence: { ...row(null, 'unknown', '').evidence, mechanism: 'code-call' } })).toEqual([]);
  });

  it('knows that nobody waits for the answer to a message', () => {
    const on = { from: 'web', to: 'broker' };
    const settings: Setting[] = [['timeoutOnCall', null], ['retriesOnCall', 9]].map(([name, value]) => ({ on, name: name as string, value: value as number | null, origin: 'default', evidence: { file: 'a', line: 1, column: 1, length: 1, mechanism: 'default', note: 'spring-kafka' } }));
    const meanings = (...kinds: Dependency['kind'][]) => assumptionsOf({ components: [], dependencies: kinds.map((kind) => ({ ...on, kind, strength: 'hard', phase: 'request', stacks: [], evidence: [] })), settings } as unknown as GraphDocument).dependencies.map(({ meaning }) => meaning);
    expect(meanings('publishes', 'consumes')).toEqual(['handing over a message has no time limit', 'a failed call is sent up to 10 times']);
    expect(meanings('consumes')).toEqual(['a message that fails is tried up to 10 times']);
    expect(meanings('calls', 'publishes')).toEqual(['waits for an answer for ever', 'a failed call is sent up to 10 times']);
  });

  it('says of which calls nothing is known', async () => {
    const { unknown, dependencies } = await ledgerOf('ingressClassName: nginx', 'undefined');
    expect([unknown.map(keyOf), dependencies]).toEqual([['web -> api.example.com'], []]);
  });
});
