import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, lines, parseFiles, parseText } from './testing.js';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';

describe('which files', () => {
  it.each([
    ['a.yaml', NAMESPACE, true],
    ['a.yml', `# licence\n---\n${NAMESPACE}`, true],
    ['a.json', '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "x"}}', true],
    ['a.txt', NAMESPACE, false],
    ['kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', false],
    ['skaffold.yaml', 'apiVersion: skaffold/v4beta1\nkind: Config\n', false],
    ['Chart.yaml', 'apiVersion: v2\nname: x\n', false],
    ['values.yaml', 'apiVersion: x\nkind: y\n', false],
    ['a.yaml', 'services: {a: {image: b}}\n', false],
    ['a.yaml', `{{- if .Values.x }}\n${NAMESPACE}{{- end }}\n`, false],
  ])('%s %#', (path, text, expected) => expect(parseFiles({ [path]: text }).units).toEqual(expected ? [path] : []));

  it('leaves templates to the chart', () => {
    const { units } = parseFiles({ 'chart/Chart.yaml': 'name: c', 'chart/templates/ns.yaml': NAMESPACE, 'templates/ns.yaml': NAMESPACE });
    expect(units).toEqual(['templates/ns.yaml']);
  });

  it('gives back what turns out to be something else', () => {
    expect(parseFiles({ 'a.yaml': 'apiVersion: v1\nname: {{ .Values.name }}\n' })).toMatchObject({ notMine: ['a.yaml'], facts: [], problems: [{ code: 'kubernetes-template', severity: 'info' }] });
    expect(parseText('apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: []').facts).toEqual([]);
  });

  it('reads template marks inside text', () => {
    expect(parseText('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {legend: "{{instance}}"}').facts).toHaveLength(1);
  });
});

describe('documents', () => {
  it('reads every document and unwraps lists', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ServiceList\n  items:\n  - {apiVersion: v1, kind: Service, metadata: {name: b}}\n';
    const { facts } = parseText(`${NAMESPACE}---\n# empty\n---\n${list}`);
    expect(facts.map((fact) => 'ref' in fact && `${fact.ref.kind}/${fact.ref.name} ${at(fact.at)}`)).toEqual(['Namespace/shop 4:9', 'Namespace/a 13:20', 'Service/b 17:54']);
  });

  it('reads JSON with places', () => {
    expect(parseFiles({ 'a.json': '{\n  "kind": "Namespace",\n  "apiVersion": "v1",\n  "metadata": {"name": "x"}\n}' }).facts).toMatchObject([{ ref: { name: 'x' }, at: { line: 4, column: 24, length: 3 } }]);
  });

  it('says what a document lacks', () => {
    expect(lines(parseText(`${NAMESPACE}---\nkind: Service\n---\napiVersion: v1\n---\napiVersion: v1\nkind: Service\nspec: {}\n`).problems)).toEqual(['kubernetes-not-an-object 6:1', 'kubernetes-not-an-object 8:1', 'kubernetes-missing-name 11:7']);
  });
});

describe('bad input', () => {
  it('a syntax error is a problem at its line; the other documents count', () => {
    const { facts, problems } = parseText(`${NAMESPACE}---\napiVersion: v1\nkind: a: b\n---\n${NAMESPACE}`);
    expect(facts).toHaveLength(2);
    expect(facts[1]).toMatchObject({ at: { line: 12, column: 9 } });
    expect(lines(problems)).toEqual(['yaml-syntax 7:8']);
  });

  it('survives an alias bomb', () => {
    const bomb = ['a: &a0 [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)].join('\n');
    const { facts, problems } = parseText(`${NAMESPACE}${bomb}\n---\n${NAMESPACE}`);
    expect(facts).toHaveLength(2);
    expect(problems.map((problem) => problem.code)).toEqual(['yaml-alias-bomb']);
  });

  it('reads CRLF and a byte-order mark with right places', () => {
    expect(parseText(`\uFEFF${NAMESPACE.replaceAll('\n', '\r\n')}`).facts).toMatchObject([{ ref: { name: 'shop' }, at: { line: 4, column: 9, length: 4 } }]);
  });

  it('takes the last of duplicate keys and warns', () => {
    const { facts, problems } = parseText(`${NAMESPACE}  name: other\n`);
    expect(facts).toMatchObject([{ ref: { name: 'other' }, at: { line: 5, column: 9 } }]);
    expect(lines(problems)).toEqual(['yaml-duplicate-key 5:3']);
  });

  it('keeps markup and terminal escapes in names as data', () => {
    const { facts } = parseText('apiVersion: v1\nkind: Namespace\nmetadata: {name: "<img src=x>\\e[31m", labels: {__proto__: x}, annotations: {__proto__: y}}');
    expect(facts).toMatchObject([{ ref: { name: '<img src=x>\u001b[31m' } }]);
    expect(Object.getPrototypeOf((facts[0] as { annotations: object }).annotations)).toBe(Object.prototype);
  });

  it.each(['[', '\0', 'metadata', '- - -', 'metadata: [name]', 'metadata: {name: [x]}', 'metadata: {name: x, labels: [a], annotations: 3}\nspec: 5', 'metadata: {name: x}\nspec: [1]', 'metadata: {name: x}\nspec: {template: {spec: [], metadata: x}, strategy: 1, selector: 5}'])('never throws on %j', (rest) => {
    for (const [group, kind] of [['apps/v1', 'Deployment'], ['v1', 'Service'], ['v1', 'ConfigMap'], ['networking.k8s.io/v1', 'Ingress'], ['networking.k8s.io/v1', 'NetworkPolicy'], ['batch/v1', 'CronJob'], ['autoscaling/v2', 'HorizontalPodAutoscaler']]) {
      expect(() => parseText(`apiVersion: ${group}\nkind: ${kind}\n${rest}`)).not.toThrow();
    }
  });
});

const CORPORA = '../shared/corpora';

describe.skipIf(!existsSync(CORPORA))('real systems (skipped where the corpora are absent)', () => {
  // Counted in the sources, as lines that begin with `kind:` (traffic policies: DestinationRules, VirtualServices of the mesh, routes of a Service; the rate limit is a setting of its gateway); of online-boutique's Deployments one is a patch, which in a whole run belongs to its overlay.
  it.each([
    ['bookinfo', { workload: 29, service: 27, route: 34, gateway: 3, config: 1, 'external-host': 1, 'traffic-policy': 41, 'component-settings': 1, 'virtual-service': 24, 'destination-rule': 11, 'mesh-gateway': 2, 'service-entry': 1, 'mesh-policy': 2 }],
    ['online-boutique', { workload: 27, service: 26, route: 4, gateway: 2, config: 1, 'network-policy': 13, 'external-host': 4, 'traffic-policy': 2, 'virtual-service': 2, 'service-entry': 4 }],
    ['voting-app', { workload: 5, service: 4 }],
  ])('%s', (name, expected) => {
    const { facts, problems, notMine } = parseFiles(readTree(join(CORPORA, name)));
    const counts: Record<string, number> = {};
    for (const fact of facts) if (fact.kind !== 'object' && fact.kind !== 'config-reference') counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
    expect(counts).toEqual(expected);
    expect([problems.filter((problem) => !problem.file.endsWith('.patch.yaml')), notMine]).toEqual([[], []]);
  });
});

function readTree(root: string, folder = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(join(root, folder))) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (name === '.git' || name === 'node_modules') continue;
    if (statSync(join(root, path)).isDirectory()) Object.assign(files, readTree(root, path));
    else if (/\.(?:ya?ml|json)$/.test(name)) files[path] = readFileSync(join(root, path), 'utf8');
  }
  return files;
}
