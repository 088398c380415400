import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';
import type { FaultEvent } from './faults.js';
import { analyze } from './index.js';
import { domainOf } from './outside-causes.js';
import { registryOf } from './pod-causes.js';
import { systemOf, type Sketch } from './sketch.fixture.js';

const nameOf = (event: FaultEvent): string => ('component' in event ? event.component : event.cause);

describe('cut sets', () => {
  it('take a fallback, an event and telemetry for what they are, and a router as down with its last route', () => {
    const sketch: Sketch = {
      kinds: { edge: 'gateway', kafka: 'broker', db: 'datastore', prometheus: 'other monitoring' },
      dependencies: ['edge routes shop', 'edge routes admin', 'shop calls cart', 'shop calls ads soft', 'shop publishes kafka', 'mailer consumes kafka', 'cart stores db', 'prometheus observes cart', 'admin stores db'],
      entries: ['edge'],
    };
    const found = analyze(systemOf(sketch)).cutSets();
    expect(found.map(({ entry, singles, pairs }) => [entry, singles.map(nameOf).join(' '), pairs.map((pair) => pair.map(nameOf).join('+')).join(' ')])).toEqual([
      ['admin', 'admin db', ''],
      ['edge', 'db edge', 'admin+cart admin+kafka admin+shop'],
      ['shop', 'cart db kafka shop', ''],
    ]);
  });

  it('are what failing each component and each pair of them shows', () => {
    fc.assert(
      fc.property(sketches, (sketch) => {
        const analysis = analyze(systemOf(sketch));
        const ids = systemOf(sketch).document.components.map(({ id }) => id);
        const falls = (entry: string, ...failed: string[]): boolean => analysis.loss(failed.map((component) => ({ component }))).entries.includes(entry);
        for (const { entry, singles, pairs } of analysis.cutSets()) {
          expect(singles.map(nameOf)).toEqual(ids.filter((id) => falls(entry, id)));
          const alone = new Set(singles.map(nameOf));
          expect(pairs.map((pair) => pair.map(nameOf))).toEqual(ids.flatMap((a, index) => ids.slice(index + 1).flatMap((b) => (!alone.has(a) && !alone.has(b) && falls(entry, a, b) ? [[a, b]] : []))));
          for (const events of pairs)
            analysis.cutPaths(entry, events).forEach((path, index) => expect([path![0]?.from ?? entry, path!.at(-1)?.to ?? entry]).toEqual([entry, nameOf(events[index]!)]));
        }
      }),
      { numRuns: 300 },
    );
  });
});

const nodes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const sketches: fc.Arbitrary<Sketch> = fc.record({
  kinds: fc.record(Object.fromEntries(nodes.map((node) => [node, fc.constantFrom('service', 'gateway', 'broker', 'datastore')]))),
  dependencies: fc.array(
    fc.tuple(fc.constantFrom(...nodes), fc.constantFrom('calls', 'routes', 'routes', 'routes', 'stores', 'publishes', 'consumes'), fc.constantFrom(...nodes), fc.constantFrom('', '', '', 'soft', 'startup')).map((parts) => parts.join(' ').trim()),
    { maxLength: 16 },
  ),
  entries: fc.subarray(nodes, { minLength: 1, maxLength: 2 }),
});

const deployment = (name: string, pod: string, container = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${pod}
      containers:
      - name: ${name}
        ${container}
        image: registry.example/${name}:1.2.0
---
`;

describe('common causes', () => {
  const causes = async (...texts: string[]) => (await analyzeFiles({ 'k8s/all.yaml': texts.join('') })).analysis.commonCauses().map(({ id, when, members }) => `${id} (${when}): ${members.map(({ component }) => component).join(' ')}`);

  it('are what manifests name, and nothing that they leave open', async () => {
    expect(
      await causes(
        deployment('a', 'nodeSelector: {cloud.google.com/gke-nodepool: batch, kubernetes.io/os: linux, disk: ssd}', 'envFrom: [{configMapRef: {name: shared}}, {secretRef: {name: maybe, optional: true}}]'),
        deployment('b', 'nodeSelector: {kubernetes.io/hostname: node-7}', 'env: [{name: KEY, valueFrom: {secretKeyRef: {name: keys, key: k}}}, {name: LEVEL, valueFrom: {configMapKeyRef: {name: shared, key: level}}}]'),
        deployment('c', 'volumes: [{name: data, persistentVolumeClaim: {claimName: pictures}}, {name: unused, persistentVolumeClaim: {claimName: other}}]', 'volumeMounts: [{name: data, mountPath: /data}]'),
        deployment('d', '', 'imagePullPolicy: Always'),
      ),
    ).toEqual([
      'ConfigMap shared (restart): a b',
      'Secret keys (restart): b',
      'image registry registry.example (restart): d',
      'node node-7 (now): b',
      'node pool batch (now): a',
      'volume pictures (now): c',
    ]);
  });

  it('knows registries and domains by their names', () => {
    expect(['nginx', 'library/nginx:1', 'ghcr.io/a/b', 'registry:5000/a', 'localhost/a'].map(registryOf)).toEqual(['docker.io', 'docker.io', 'ghcr.io', 'registry:5000', 'localhost']);
    expect(['api.pay.example.com', 'shop.example.co.uk', 'Example.com', 'a.b.io'].map(domainOf)).toEqual(['example.com', 'example.co.uk', 'example.com', 'b.io']);
  });
});
