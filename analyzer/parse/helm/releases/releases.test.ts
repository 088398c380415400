import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../../run.js';
import { memoryFiles } from '../../memory-files.js';
import { helmParser } from '../index.js';

const TEMPLATE = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  replicas: {{ .Values.replicas }}\n  template:\n    spec:\n      containers:\n        - name: web\n          image: web:{{ .Values.image.tag }}\n';
const CHART = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'replicas: 1\nimage:\n  tag: "1"\n',
  'charts/web/templates/deployment.yaml': TEMPLATE,
};

/** Of each unit its id, and what it deploys: name, replicas with their place, image. */
async function deployed(texts: Record<string, string>) {
  const files = memoryFiles({ ...CHART, ...texts });
  const units = helmParser.units([], files);
  const results = await Promise.all(units.map(async (unit) => ({ unit, ...(await helmParser.parse(unit, files)) })));
  return results.map(({ unit, facts, problems }) => {
    const [fact] = facts;
    if (fact?.kind !== 'workload') throw new Error('no workload');
    const { replicas, containers: [container] } = fact;
    const value = replicas && 'value' in replicas ? replicas.value : replicas?.unknown;
    const image = container?.image;
    const from = replicas?.at?.from;
    return { id: unit.id, shows: `${fact.ref.name} ${value} ${image && 'value' in image ? image.value : 'unknown'} from ${from?.file}:${from?.line} ${from?.label}`, problems: problems.map(({ code, file, line }) => `${code} ${file}:${line}`) };
  });
}

describe('a helmfile', () => {
  const HELMFILE = `environments:
  staging: {}
  production:
    values: [replicas: 99]
---
releases:
  - name: front
    chart: ../charts/web
    values:
      - env/{{ .Environment.Name }}.yaml
      - image: {tag: "7"}
    set:
      - {name: extra.deep, value: "1"}
  - name: redis
    chart: elsewhere/redis
  - name: off
    chart: ../charts/web
    installed: false
`;

  it('gives a release for each environment, with its values in their order', async () => {
    const found = await deployed({ 'deploy/helmfile.yaml': HELMFILE, 'deploy/env/staging.yaml': 'replicas: 2\n', 'deploy/env/production.yaml': '\nreplicas: 5\nimage: {tag: "6"}\n' });
    expect(found).toEqual([
      { id: 'helm:charts/web#deploy/helmfile.yaml/front/staging', shows: 'front 2 web:7 from deploy/env/staging.yaml:1 replicas', problems: [] },
      { id: 'helm:charts/web#deploy/helmfile.yaml/front/production', shows: 'front 5 web:7 from deploy/env/production.yaml:2 replicas', problems: [] },
    ]);
  });

  it('whose values are generated or missing says so, and what templates decide is unknown', async () => {
    const found = await deployed({ 'helmfile.yaml': 'releases:\n- name: a\n  chart: ./charts/web\n  values:\n  - gone.yaml.gotmpl\n  - gone.yaml\n  - image: {tag: "{{ .Values.tag }}"}\n' });
    expect(found).toEqual([
      { id: 'helm:charts/web#helmfile.yaml/a', shows: 'a 1 unknown from charts/web/values.yaml:1 replicas', problems: ['helm-values-not-read helmfile.yaml:5', 'helm-values-not-read helmfile.yaml:6'] },
    ]);
  });

  it('renders values that are templates with the names that it knows', async () => {
    const values = 'replicas: {{ if eq .Environment.Name "production" }} 6 {{ else }} 2 {{ end }}\nimage:\n  tag: "{{ .Release.Name }}-{{ requiredEnv "TAG" }}"\n';
    const helmfile = 'environments:\n  production: {}\n  staging: {}\n---\nreleases:\n- name: a\n  chart: ./charts/web\n  values: [values.yaml.gotmpl]\n';
    expect(await deployed({ 'helmfile.yaml.gotmpl': helmfile, 'values.yaml.gotmpl': values })).toEqual([
      { id: 'helm:charts/web#helmfile.yaml.gotmpl/a/production', shows: 'a 6 unknown from values.yaml.gotmpl:1 replicas', problems: [] },
      { id: 'helm:charts/web#helmfile.yaml.gotmpl/a/staging', shows: 'a 2 unknown from values.yaml.gotmpl:1 replicas', problems: [] },
    ]);
    const broken = await deployed({ 'helmfile.yaml': 'releases:\n- {name: a, chart: ./charts/web, values: [values.yaml.gotmpl]}\n', 'values.yaml.gotmpl': 'replicas: {{ if }}\n' });
    expect(broken.map(({ shows, problems }) => [shows, problems])).toEqual([['a 1 web:1 from charts/web/values.yaml:1 replicas', ['helm-values-not-read helmfile.yaml:2']]]);
  });

  it('makes what has other names beside production no stack for users, and leaves out values that nobody names', async () => {
    const environments = async (texts: Record<string, string>) => (await analyzeFiles({ ...CHART, ...texts })).system.stacks.map(({ stack }) => `${stack.id} ${stack.environment}`);
    const release = (names: string) => ({ 'helmfile.yaml': `environments: {${names}}\nreleases:\n- {name: a, chart: charts/web}\n` });
    expect(await environments(release('prod: {}, mole: {}'))).toEqual(['helm:charts/web#helmfile.yaml/a/mole development', 'helm:charts/web#helmfile.yaml/a/prod production']);
    expect(await environments(release('hare: {}, mole: {}'))).toEqual(['helm:charts/web#helmfile.yaml/a/hare unknown', 'helm:charts/web#helmfile.yaml/a/mole unknown']);
    const variants = { 'charts/web/values-plus.yaml': 'replicas: 3\n', 'charts/web/values-staging.yaml': 'replicas: 2\n' };
    expect(await environments({ ...release('hare: {}'), ...variants })).toEqual(['helm:charts/web#helmfile.yaml/a/hare unknown', 'helm:charts/web#values-staging.yaml staging']);
    expect(await environments(variants)).toEqual(['helm:charts/web unknown', 'helm:charts/web#values-plus.yaml unknown', 'helm:charts/web#values-staging.yaml staging']);
  });

  it('may release one name twice', async () => {
    const found = await deployed({ 'helmfile.yaml': 'releases:\n- {name: a, namespace: x, chart: charts/web}\n- {name: a, namespace: y, chart: charts/web}\n' });
    expect(found.map(({ id }) => id)).toEqual(['helm:charts/web#helmfile.yaml/a', 'helm:charts/web#helmfile.yaml/a (2)']);
  });

  it('for tests is a stack where nothing else deploys the chart', async () => {
    const other = { 'charts/api/Chart.yaml': 'name: api\nversion: 1.0.0\n', 'charts/api/templates/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: api}\n' };
    const release = (environments: string) => ({ 'helmfile.yaml': `environments: {${environments}}\nreleases:\n- {name: a, chart: charts/web}\n` });
    const stacks = async (environments: string) => (await analyzeFiles({ ...CHART, ...other, ...release(environments) })).system.stacks.map(({ stack }) => stack.id);
    expect(await stacks('qa: {}')).toEqual(['helm:charts/api', 'helm:charts/web#helmfile.yaml/a/qa']);
    expect(await stacks('qa: {}, prod: {}')).toEqual(['helm:charts/api', 'helm:charts/web#helmfile.yaml/a/prod']);
  });

  it('that names no chart of the tree changes nothing', async () => {
    const found = await deployed({ 'charts/web/helmfile.yaml': 'releases:\n- {name: a}\n- {name: b, chart: ../../../out}\n- 7\nenvironments: [1]\n' });
    expect(found.map(({ id }) => id)).toEqual(['helm:charts/web']);
  });
});

describe('a helmfile of several files', () => {
  it('takes the templates and releases of its bases, and what a release inherits stands behind its own', async () => {
    const base = 'environments:\n  prod: {}\ntemplates:\n  standard:\n    chart: ../charts/web\n    values:\n    - replicas: 4\n';
    const found = await deployed({ 'base.yaml': base, 'deploy/helmfile.yaml': 'bases: [../base.yaml, gone.yaml, ./helmfile.yaml]\nreleases:\n- name: a\n  inherit: [{template: standard}]\n- name: b\n  inherit: [{template: standard}]\n  values: [{replicas: 7}]\n' });
    expect(found).toEqual([
      { id: 'helm:charts/web#deploy/helmfile.yaml/a/prod', shows: 'a 4 web:1 from base.yaml:7 replicas', problems: [] },
      { id: 'helm:charts/web#deploy/helmfile.yaml/b/prod', shows: 'b 7 web:1 from deploy/helmfile.yaml:7 replicas', problems: [] },
    ]);
  });
});

describe('an Argo CD application set', () => {
  const set = (generators: string, path = 'charts/web') => `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\nspec:\n  generators: ${generators}\n  template:\n    metadata: {name: "web-{{ .env }}"}\n    spec:\n      source:\n        path: "${path}"\n        helm:\n          valueFiles: ["../../env/{{env}}.yaml"]\n`;
  const values = { 'env/prod.yaml': 'replicas: 5\n', 'env/qa.yaml': 'replicas: 2\n' };
  const ids = async (text: string) => (await deployed({ ...values, 'apps.yaml': text })).map(({ id, shows }) => `${id} ${shows}`);

  it('is an application for each element of a list', async () => {
    expect(await ids(set('[{list: {elements: [{env: prod}, {env: qa}]}}]'))).toEqual([
      'helm:charts/web#apps.yaml/web-prod/prod web-prod 5 web:1 from env/prod.yaml:1 replicas',
      'helm:charts/web#apps.yaml/web-qa/qa web-qa 2 web:1 from env/qa.yaml:1 replicas',
    ]);
  });

  it('goes over folders and files of the repository, and over pairs of them', async () => {
    const matrix = '[{matrix: {generators: [{git: {directories: [{path: charts/*}]}}, {git: {files: [{path: "clusters/*.json"}]}}]}}]';
    const found = await deployed({ ...values, 'clusters/a.json': '{"env": "prod"}', 'apps.yaml': set(matrix, '{{.path.path}}') });
    // The folder of the file is the later one of the pair; a path that is no chart deploys nothing.
    expect(found.map(({ id }) => id)).toEqual(['helm:charts/web']);
    const swapped = '[{matrix: {generators: [{git: {files: [{path: "clusters/*.json"}]}}, {git: {directories: [{path: charts/*}, {path: charts/old, exclude: true}]}}]}}]';
    expect((await deployed({ ...values, 'clusters/a.json': '{"env": "prod"}', 'apps.yaml': set(swapped, '{{path}}') })).map(({ id }) => id)).toEqual(['helm:charts/web#apps.yaml/web-prod/prod']);
  });

  it('fills the values that it writes itself, as text and as an object', async () => {
    const list = set('[{list: {elements: [{env: prod, count: 6}]}}]');
    const shown = async (values: string) => (await deployed({ 'apps.yaml': list.replace('valueFiles: ["../../env/{{env}}.yaml"]', values) })).map(({ shows, problems }) => [shows.replace(/ from .*/, ''), problems]);
    expect(await shown('values: "replicas: {{ .count }}"')).toEqual([['web-prod 6 web:1', []]]);
    expect(await shown("valuesObject: {replicas: '{{count}}', image: {tag: '{{ .env }}'}}")).toEqual([['web-prod 6 web:prod', []]]);
  });

  it('that only a cluster can fill deploys nothing that is known', async () => {
    expect(await ids(set('[{clusters: {}}]'))).toEqual(['helm:charts/web web 1 web:1 from charts/web/values.yaml:1 replicas']);
  });
});

describe('an Argo CD application', () => {
  const application = (source: string) => `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n${source}`;

  it('gives the chart its files, values and parameters, the last the strongest', async () => {
    const source = `  source:
    path: charts/web
    helm:
      releaseName: front
      valueFiles: [values-prod.yaml]
      values: |
        # written as text
        replicas: 4
        image: {tag: "2"}
      parameters:
        - {name: image.tag, value: "3", forceString: true}
`;
    expect(await deployed({ 'apps/shop.yaml': application(source), 'charts/web/values-prod.yaml': 'replicas: 3\n', 'charts/web/values-dev.yaml': 'replicas: 2\n' })).toEqual([
      { id: 'helm:charts/web#apps/shop.yaml/front/values-prod.yaml', shows: 'front 4 web:3 from apps/shop.yaml:12 replicas', problems: [] },
      { id: 'helm:charts/web#values-dev.yaml', shows: 'web 2 web:1 from charts/web/values-dev.yaml:1 replicas', problems: [] },
    ]);
  });

  it('may take values from beside the chart, of several sources', async () => {
    const source = '  sources:\n  - {repoURL: x, ref: here}\n  - path: ./charts/web/\n    helm:\n      valueFiles: ["$here/env/qa.yaml"]\n      valuesObject: {image: {tag: 9}}\n      parameters: [{name: replicas, value: "8"}]\n';
    expect(await deployed({ 'apps/shop.yaml': application(source), 'env/qa.yaml': 'replicas: 3\n' })).toEqual([
      { id: 'helm:charts/web#apps/shop.yaml/shop/qa.yaml', shows: 'shop 8 web:9 from apps/shop.yaml:11 replicas', problems: [] },
    ]);
  });
});

describe('a Flux release', () => {
  const release = (source: string) => `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec:\n  chart:\n    spec:\n      chart: ./charts/web\n      sourceRef: {kind: ${source}, name: x}\n  values:\n    replicas: 6\n`;

  it('gives the chart of the repository its values', async () => {
    expect(await deployed({ 'clusters/prod/shop.yaml': release('GitRepository') })).toEqual([
      { id: 'helm:charts/web#clusters/prod/shop.yaml/shop', shows: 'shop 6 web:1 from clusters/prod/shop.yaml:10 replicas', problems: [] },
    ]);
  });

  it('takes values from a ConfigMap of the tree or of the kustomization beside it, and says what it cannot have', async () => {
    const from = (entry: string) => `${release('GitRepository').replace('  values:\n    replicas: 6\n', '')}  valuesFrom:\n  - ${entry}\n`;
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-values}\ndata:\n  values.yaml: |\n    replicas: 8\n';
    expect(await deployed({ 'shop.yaml': from('{kind: ConfigMap, name: web-values}'), 'map.yaml': map })).toMatchObject([{ shows: 'shop 8 web:1 from map.yaml:6 replicas', problems: [] }]);
    const kustomization = 'configMapGenerator:\n- name: web-values\n  files: [values.yaml=own.yaml]\n';
    expect(await deployed({ 'prod/shop.yaml': from('{kind: ConfigMap, name: web-values}'), 'prod/kustomization.yaml': kustomization, 'prod/own.yaml': 'replicas: 9\n' })).toMatchObject([{ shows: 'shop 9 web:1 from prod/own.yaml:1 replicas', problems: [] }]);
    expect(await deployed({ 'shop.yaml': from('{kind: Secret, name: web-values}') })).toMatchObject([{ shows: 'shop 1 web:1 from charts/web/values.yaml:1 replicas', problems: ['helm-values-not-read shop.yaml:10'] }]);
  });

  it('of a chart repository is none of the tree', async () => {
    expect((await deployed({ 'shop.yaml': release('HelmRepository') })).map(({ id }) => id)).toEqual(['helm:charts/web']);
  });

  it('is a stack, in the environment that its file is for', async () => {
    const { system } = await analyzeFiles({ ...CHART, 'clusters/prod/shop.yaml': release('GitRepository') });
    expect(system.stacks.map(({ stack }) => stack).filter(({ kind }) => kind === 'helm')).toMatchObject([{ id: 'helm:charts/web#clusters/prod/shop.yaml/shop', environment: 'production' }]);
  });
});

it.each([
  ['a helmfile', 'helmfile.yaml', `releases:\n- name: a\n  chart: charts/web\n  values: [${'['.repeat(3000)}${']'.repeat(3000)}, 5, null]\n  set: [1, {name: "a[0]", value: 1}, {name: ${'x.'.repeat(5000)}y, value: 1}]\n`],
  ['an application', 'a.yaml', 'apiVersion: argoproj.io/v1\nkind: Application\nmetadata: {name: __proto__}\nspec: {sources: [7, {path: charts/web, helm: {values: "{", valueFiles: {a: 1}, parameters: [{name: __proto__.a, value: 1}]}}]}\n'],
  ['a release', 'r.yaml', `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {chart: {spec: {chart: charts/web}}, values: ${'{a: '.repeat(3000)}1${'}'.repeat(3000)}}\n`],
])('%s of nonsense stops nothing', async (_, path, text) => {
  const files = memoryFiles({ ...CHART, [path]: text });
  const results = await Promise.all(helmParser.units([], files).map((unit) => helmParser.parse(unit, files)));
  expect(results.length).toBe(1);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});
