import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Drift } from '../analyzer/drift/drift.js';
import { version } from '../analyzer/version.js';
import { faultline, folderWith, service, workload } from './testing/faultline.js';

const SYSTEM = {
  'k8s/web.yaml': workload('web', 'API_URL', 'http://api:8080') + service('web', 'LoadBalancer'),
  'k8s/api.yaml': workload('api', 'STOCK_URL', 'http://stock:8080') + service('api', 'ClusterIP'),
  'k8s/stock.yaml': workload('stock', 'LOG_LEVEL', 'info') + service('stock', 'ClusterIP'),
  'infra/main.tf': 'resource "aws_db_instance" "ledger" {\n  identifier = "ledger"\n  engine     = "postgres"\n  multi_az   = true\n}\n',
};

/** What `drift --observed` tells of a file, with one rule that finds nothing here, so that only the graph speaks. */
async function observed(name: string, content: unknown, ...args: readonly string[]) {
  const folder = folderWith(SYSTEM);
  const outside = folderWith({ [name]: typeof content === 'string' ? content : JSON.stringify(content) });
  const ran = await faultline(['drift', '--observed', join(outside.root, name), '--rule', 'mutable-image-tag', '--format', 'json', ...args, folder.root]);
  outside.remove();
  folder.remove();
  return { ...ran, told: ran.out === '' ? [] : (JSON.parse(ran.out) as Drift).differences.map(({ judgement, kind, message }) => `${judgement} ${kind}: ${message}`) };
}

describe('drift --observed', () => {
  it('finds the hidden dependencies, and the declared ones that nobody saw', async () => {
    const { told, err, code } = await observed('calls.json', { data: [{ parent: 'web', child: 'api', callCount: 5 }, { parent: 'web', child: 'stock', callCount: 2 }, { parent: 'stock', child: 'tax', callCount: 1 }, { parent: 'api', child: 'tax', callCount: 1 }] });
    expect(err).toContain('calls.json is Jaeger dependencies: 4 calls between 3 of');
    expect(told).toEqual(expect.arrayContaining([
      'weaker dependency-added: web calls stock, in telemetry calls.json only', 'weaker dependency-added: stock calls tax, in telemetry calls.json only',
      'neutral component-added: tax, a service, was seen and is declared nowhere', 'neutral dependency-unseen: api is declared to depend on stock, and telemetry calls.json has no call between them, though it has calls of both',
    ]));
    expect(told.filter((line) => line.includes('dependency-removed') || line.includes('web calls api'))).toEqual([]);
    expect(code).toBe(1);
  });

  it('says nothing where telemetry saw what is declared', async () => {
    const { told, code } = await observed('calls.json', [{ parent: 'web', child: 'api', callCount: 5 }, { parent: 'api', child: 'stock', callCount: 2 }]);
    expect({ told, code }).toEqual({ told: [], code: 0 });
  });

  it('holds a dump against the manifests', async () => {
    const list = (replicas: number) => ({ apiVersion: 'v1', kind: 'List', items: [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default', uid: '1', creationTimestamp: null }, spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'example.com/web:1.0.0', ports: [{ containerPort: 8080, protocol: 'TCP' }], env: [{ name: 'API_URL', value: 'http://api:8080' }] }] } } } },
      ...['api', 'stock'].map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'default', uid: name }, spec: { replicas: 1, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: `example.com/${name}:1.0.0`, env: name === 'api' ? [{ name: 'STOCK_URL', value: 'http://stock:8080' }] : [] }] } } } })),
    ] });
    expect((await observed('dump.json', list(1))).told).toEqual([]);
    expect((await observed('dump.json', list(2))).told).toEqual([expect.stringMatching(/^stronger setting-strengthened: replicas of web: 1 -> 2/)]);
  });

  it('holds a Terraform state against its module', async () => {
    const state = (multiAz: boolean) => ({ format_version: '1.0', terraform_version: '1.9.5', values: { root_module: { resources: [{ address: 'aws_db_instance.ledger', mode: 'managed', type: 'aws_db_instance', name: 'ledger', values: { identifier: 'ledger', engine: 'postgres', multi_az: multiAz, password: 'hunter2' } }] } } });
    expect((await observed('state.json', state(true))).told).toEqual([]);
    const changed = await observed('state.json', state(false));
    expect(changed.told).toEqual([expect.stringMatching(/^weaker .*ledger/)]);
    expect(changed.out).not.toContain('hunter2');
  });

  it.each([
    ['calls.json', [{ parent: 'x', child: 'y', callCount: 1 }], 'names nothing that is declared here: x, y'],
    ['state.json', '{"format_version":"1.0","values":{"root_module":{"resources":[]}}}', 'No Terraform module here declares what is in'],
    ['dump.yaml', 'apiVersion: v1\nkind: Service\nmetadata: { name: other, namespace: elsewhere, uid: x }\nspec: { ports: [{ port: 1 }] }\n', 'Nothing that is declared here runs in dump dump.yaml'],
    ['snapshot.json', '{"schema":"faultline/snapshot@9"}', 'written by a newer Faultline'],
    ['empty.json', '', 'is nothing that was observed'],
  ])('%s of something else is an error', async (name, content, message) => {
    const { code, out, err } = await observed(name, content);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it.each([
    ['0.0.1', 'was written by Faultline 0.0.1'],
    [version, 'cannot be linked with what is here'],
  ])('a snapshot of version %s that does not fit is an error', async (written, message) => {
    const folder = folderWith(SYSTEM);
    const side = JSON.parse((await faultline(['snapshot', folder.root])).out) as object;
    folder.remove();
    const live = { version: written, objects: [{ ref: { kind: 'Deployment', name: 'web' }, facts: [{ kind: 'workload', ref: { kind: 'Deployment', name: 'web' }, role: 'serve' }], operated: false }], kinds: [] };
    const { code, out, err } = await observed('snapshot.json', { ...side, live });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
