import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../discover/index.js';
import { parseAll } from '../all.js';
import { kubernetesParser } from '../kubernetes/index.js';
import { memoryFiles } from '../memory-files.js';
import type { ParseResult } from '../parser.js';
import { parseYaml } from '../yaml/index.js';
import { kustomize, kustomizeParser } from './parser.js';

const deployment = (name: string, image = `${name}:1`): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { spec: { containers: [{ name: main, image: "${image}" }] } } }\n`;

const run = (texts: Readonly<Record<string, string>>) => {
  const files = memoryFiles(texts);
  const units = kustomizeParser.units([], files);
  const results = units.map((unit) => kustomizeParser.parse(unit, files) as ParseResult);
  const facts = results.flatMap((result) => result.facts);
  return { units, workloads: facts.flatMap((fact) => (fact.kind === 'workload' ? [fact.ref.name] : [])), problems: results.flatMap((result) => result.problems) };
};
const problemsOf = (texts: Readonly<Record<string, string>>): string[] => run(texts).problems.map(({ code, file, line }) => `${code} ${file}:${line}`);

describe('units', () => {
  it('are the kustomizations that no other includes, with what they use', () => {
    const { units, workloads } = run({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment('web'),
      'extra/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [extra.yaml]\n',
      'extra/extra.yaml': deployment('extra'),
      'unused/kustomization.yaml': 'kind: Component\nresources: [unused.yaml]\n',
      'unused/unused.yaml': deployment('unused'),
      'prod/kustomization.yml': 'resources: [../base]\ncomponents: [../extra]\npatches: [{ path: p.yaml }]\n',
      'prod/p.yaml': 'kind: Deployment\napiVersion: apps/v1\nmetadata: { name: web }\nspec: { replicas: 2 }\n',
      'dev/Kustomization': 'bases: [../base]\n',
    });
    expect(units.map(({ id, root, files }) => [id, root, files])).toEqual([
      ['kustomize:dev', 'dev', ['dev/Kustomization', 'base/kustomization.yaml', 'base/web.yaml']],
      ['kustomize:prod', 'prod', ['prod/kustomization.yml', 'prod/p.yaml', 'extra/kustomization.yaml', 'extra/extra.yaml', 'base/kustomization.yaml', 'base/web.yaml']],
    ]);
    expect(workloads).toEqual(['web', 'extra', 'web']);
  });

  it('take their objects and patches from the parser of plain manifests, and nothing else', async () => {
    const tree = memoryTree({ 'o/kustomization.yaml': 'resources: [../a.yaml]\npatches: [{ path: patch.yaml }]\nconfigMapGenerator: [{ name: c, files: [c.yaml] }]\n', 'a.yaml': deployment('a'), 'o/patch.yaml': deployment('a', 'a:2'), 'b.yaml': deployment('b'), 'o/c.yaml': deployment('c') });
    const { units, coverage } = await parseAll(tree, [kustomizeParser, kubernetesParser]);
    expect(units.map(({ unit }) => unit.id)).toEqual(['kustomize:o', 'b.yaml', 'o/c.yaml']);
    expect(coverage.files).toEqual({ kubernetes: 2, kustomize: 3 });
  });

  it('are not what another tool calls a Kustomization', () => {
    expect(run({ 'kustomization.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x }\nspec: { path: ./app }\n' }).units).toEqual([]);
  });
});

describe('what cannot be read is named', () => {
  const object = { 'a.yaml': deployment('a') };

  it('a circle', () => {
    const { units, problems } = run({ 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' });
    expect(units.map(({ id }) => id)).toEqual(['kustomize:a']);
    expect(problems).toMatchObject([{ code: 'kustomize-cycle', file: 'b/kustomization.yaml', line: 1, message: expect.stringContaining('a -> b -> a') as string }]);
  });

  it('what is missing, remote or outside', () => {
    const names = ['gone.yaml', '../outside.yaml', 'https://example.com/x.yaml', 'github.com/a/b//c?ref=v1', 'git@example.com:a/b.git'];
    expect(problemsOf({ ...object, 'kustomization.yaml': `resources:\n- a.yaml\n${names.map((name) => `- ${name}\n`).join('')}components: [nothing]\n` })).toEqual([
      'kustomize-missing-file kustomization.yaml:3',
      'path-outside kustomization.yaml:4',
      'kustomize-remote kustomization.yaml:5',
      'kustomize-remote kustomization.yaml:6',
      'kustomize-remote kustomization.yaml:7',
      'kustomize-missing-file kustomization.yaml:8',
    ]);
  });

  it('an absolute path, and a generator\'s file outside', () => {
    expect(problemsOf({ ...object, 'kustomization.yaml': 'resources: [a.yaml, /etc/passwd]\nsecretGenerator:\n- name: s\n  files: [../../key]\n' })).toEqual(['path-outside kustomization.yaml:1', 'path-outside kustomization.yaml:4']);
  });

  it('a patch without an object, and operations that do not fit', () => {
    const patches = `resources: [a.yaml]\npatches:\n- patch: |\n    apiVersion: v1\n    kind: Service\n    metadata: { name: nobody }\n- target: { kind: Deployment }\n  patch: |\n    - { op: remove, path: /spec/nothing }\n- target: { kind: Deployment }\n  patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: a }, spec: [1] }'\n`;
    const { problems, workloads } = run({ ...object, 'kustomization.yaml': patches });
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['kustomize-no-target 4', 'kustomize-bad-patch 9', 'kustomize-bad-patch 11']);
    expect(workloads).toEqual(['a']);
  });

  it('a chart that nobody renders, and a program', () => {
    const texts = { 'charts/c/Chart.yaml': 'name: c\n', 'g.yaml': 'apiVersion: example.com/v1\nkind: Program\nmetadata: { name: g }\n', 'kustomization.yaml': 'helmCharts:\n- name: c\n- name: far\n  repo: https://example.com\ngenerators: [g.yaml]\n' };
    expect(problemsOf(texts)).toEqual(['kustomize-chart kustomization.yaml:2', 'kustomize-remote kustomization.yaml:3', 'kustomize-plugin g.yaml:1']);
  });

  it('an object that may be one of a chart from elsewhere is not called missing', () => {
    const patch = 'patches:\n- patch: |\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: { name: far }\n';
    const severities = (more: string) => run({ 'web.yaml': deployment('web'), 'kustomization.yaml': `resources: [web.yaml]\n${more}${patch}` }).problems.flatMap(({ code, severity }) => (code === 'kustomize-no-target' ? [severity] : []));
    expect(severities('')).toEqual(['error']);
    expect(severities('helmCharts: [{ name: far, repo: https://example.com }]\n')).toEqual(['info']);
  });

  it('a value that nobody has leaves a hole in what it is written into', () => {
    const files = memoryFiles({
      'web.yaml': deployment('web'),
      'kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{ name: versions, envs: [gone.env] }]\nreplacements:\n- source: { kind: ConfigMap, name: versions, fieldPath: data.WEB }\n  targets:\n  - select: { kind: Deployment }\n    fieldPaths: [spec.template.spec.containers.0.image]\n    options: { delimiter: ":", index: 1 }\n',
    });
    const { facts } = kustomizeParser.parse(kustomizeParser.units([], files)[0]!, files) as ParseResult;
    expect(facts.flatMap((fact) => (fact.kind === 'workload' ? fact.containers.map(({ image }) => image) : []))).toMatchObject([{ value: 'web:${data.WEB}' }]);
  });

  it('takes a chart from whoever renders it', () => {
    const files = memoryFiles({ 'charts/c/Chart.yaml': 'name: c\n', 'kustomization.yaml': 'namePrefix: p-\nnamespace: far\nhelmCharts: [{ name: c, releaseName: r }]\n' });
    const parser = kustomize(({ chart, name, namespace }) => parseYaml('rendered', deployment(`${chart}-${name}-${namespace}`.replace('/', '-'))));
    const result = parser.parse(parser.units([], files)[0]!, files) as ParseResult;
    expect(result.problems).toEqual([]);
    expect(result.facts).toMatchObject([{ ref: { kind: 'Deployment', name: 'p-charts-c-r-far' } }]);
  });
});

describe('hostile input', () => {
  it.each(['[', 'resources: {a: b}', 'resources: [[a], {b: c}, null]', 'namespace: [x]', 'namePrefix: {a: b}', 'patches: [1, {patch: 3}, {path: []}, {target: 5, patch: "[]"}]', 'configMapGenerator: [1, {name: []}, {name: a, literals: [x, [y], =z]}]', 'replacements: [1, {source: 2, targets: [3]}]', 'vars: [1, {name: x}]', 'images: [1, {name: "(((", newTag: 1}]', 'replicas: [{name: a, count: [1]}]', 'labels: [1, {pairs: [1]}]', 'commonLabels: {__proto__: x, constructor: y}', 'helmCharts: [1]', 'transformers: [1, "a\\nb"]', 'sortOptions: 3', 'configurations: [a.yaml]'])('%s', (text) => {
    expect(() => run({ 'kustomization.yaml': `resources: [a.yaml]\n${text}\n`, 'a.yaml': deployment('a') })).not.toThrow();
    expect(() => run({ 'kustomization.yaml': text, 'a.yaml': deployment('a') })).not.toThrow();
  });

  it('stops when overlays multiply', () => {
    const texts: Record<string, string> = { 'k0/kustomization.yaml': 'resources: [a.yaml]\n', 'k0/a.yaml': deployment('a') };
    for (let level = 1; level < 40; level++) texts[`k${level}/kustomization.yaml`] = `resources: [../l${level}, ../r${level}]\n`;
    for (let level = 1; level < 40; level++) for (const side of ['l', 'r']) texts[`${side}${level}/kustomization.yaml`] = `namePrefix: ${side}-\nresources: [../k${level - 1}]\n`;
    expect(run(texts).problems.map(({ code }) => code)).toContain('kustomize-too-large');
  });

  it.each([
    ['wide', 40, (index: number) => `/spec/again${index}`],
    ['deep', 20_000, () => '/spec/again'],
  ])('stops when patches copy more and more: %s', (_, count, path) => {
    const copies = Array.from({ length: count }, (_, index) => `- { op: copy, from: /spec, path: ${path(index)} }\n`).join('');
    expect(problemsOf({ 'a.yaml': deployment('a'), 'kustomization.yaml': 'resources: [a.yaml]\npatches:\n- target: { kind: Deployment }\n  path: p.yaml\n', 'p.yaml': copies })).toContain('kustomize-too-large kustomization.yaml:1');
  });
});
