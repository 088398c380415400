import { describe, expect, it } from 'vitest';
import type { Place } from '../../facts/place.js';
import type { Fact } from '../../facts/types.js';
import { memoryFiles } from '../memory-files.js';
import { helmParser } from './index.js';

const CHART = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'shop/values.yaml': 'replicaCount: 3\nimage:\n  repository: shop\n  tag: "1.0"\nresources:\n  limits:\n    memory: 128Mi\nenv:\n  - name: CART\n    value: http://cart\n',
  'shop/templates/_helpers.tpl': '{{- define "shop.env" -}}\n- name: FIXED\n  value: "1"\n{{ toYaml .Values.env }}\n{{- end -}}\n{{ define "shop.name" }}{{ .Chart.Name }}{{ end }}',
  'shop/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" . }}
spec:
  replicas: {{ .Values.replicaCount }}
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: shop
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          resources: {{- toYaml .Values.resources | nindent 12 }}
          env: {{- include "shop.env" . | nindent 12 }}
`,
};

async function parse(texts: Record<string, string>, unit = 0) {
  const files = memoryFiles(texts);
  const units = helmParser.units([], files);
  const result = await helmParser.parse(units[unit]!, files);
  return { units, ...result, workload: result.facts.find((fact): fact is Extract<Fact, { kind: 'workload' }> => fact.kind === 'workload')! };
}

const show = (place: Place | undefined): string => (place ? `${place.file}:${place.line}:${place.column}${place.from ? ` from ${place.from.file}:${place.from.line} ${place.from.label}` : ''}` : 'nowhere');

describe('every value keeps the place where its author wrote it', () => {
  it('is the template, and behind it the values file', async () => {
    const { workload, problems } = await parse(CHART);
    const container = workload.containers[0]!;
    expect(problems).toEqual([]);
    expect(show(workload.replicas?.at)).toBe('shop/templates/deployment.yaml:6:13 from shop/values.yaml:1 replicaCount');
    expect(show(workload.terminationGracePeriodSeconds?.at)).toBe('shop/templates/deployment.yaml:11:38');
    expect(show(workload.at)).toBe('shop/templates/deployment.yaml:4:9');
    expect(container.image).toMatchObject({ value: 'shop:1.0' });
    expect(show(container.image?.at)).toBe('shop/templates/deployment.yaml:14:18 from shop/values.yaml:3 image.repository');
  });

  it('goes through toYaml, include and indentation', async () => {
    const { workload } = await parse(CHART);
    const container = workload.containers[0]!;
    expect(show(container.resources.limits.memory?.at)).toBe('shop/templates/deployment.yaml:15:22 from shop/values.yaml:7 resources.limits.memory');
    expect(container.env.map(({ name, valueAt }) => `${name} ${show(valueAt)}`)).toEqual([
      'FIXED shop/templates/_helpers.tpl:3:10',
      'CART shop/templates/_helpers.tpl:4:1 from shop/values.yaml:10 env[0].value',
    ]);
  });

  it('is the values file that decided', async () => {
    const { workload } = await parse({ ...CHART, 'shop/values-prod.yaml': '# production\nreplicaCount: 7\n' }, 1);
    expect(workload.replicas).toMatchObject({ value: 7 });
    expect(show(workload.replicas?.at)).toBe('shop/templates/deployment.yaml:6:13 from shop/values-prod.yaml:2 replicaCount');
  });

  it('goes through variables, range, with, default and tpl', async () => {
    const template = `{{- $count := .Values.count | default 1 }}
{{- range .Values.list }}
{{- with .inner }}
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .name }}}
spec:
  replicas: {{ $count }}
  template: {spec: {containers: [{name: c, image: {{ tpl .image $ | quote }}}]}}
{{- end }}
{{- end }}
`;
    const { workload } = await parse({ 'Chart.yaml': 'name: x\nversion: 1.0.0\n', 'values.yaml': 'count: 2\nlist:\n- inner:\n    name: one\n    image: "{{ .Values.tag }}:1"\ntag: t\n', 'templates/a.yaml': template });
    expect(show(workload.at)).toBe('templates/a.yaml:6:18 from values.yaml:4 list[0].inner.name');
    expect(show(workload.replicas?.at)).toBe('templates/a.yaml:8:13 from values.yaml:1 count');
    expect(workload.containers[0]?.image).toMatchObject({ value: 't:1' });
  });
});

it('takes a pipe with nothing behind it, as Go does', async () => {
  const { workload, problems } = await parse({ ...CHART, 'shop/templates/deployment.yaml': CHART['shop/templates/deployment.yaml'].replace('{{ .Values.replicaCount }}', '{{ (.Values.replicaCount | int | ) | }}') });
  expect(workload.replicas).toMatchObject({ value: 3 });
  expect(problems).toEqual([]);
});

describe('what cannot be evaluated', () => {
  const broken = (expression: string) => ({ ...CHART, 'shop/templates/deployment.yaml': CHART['shop/templates/deployment.yaml'].replace('{{ .Values.replicaCount }}', expression) });

  it.each([
    ['{{ .Values.a.b.c }}', 'nil pointer evaluating interface {}.b'],
    ['{{ nosuch 1 }}', 'function "nosuch" is not known'],
    ['{{ required "say how many" .Values.count }}', 'a required value is missing: say how many'],
    ['{{ fail "no" }}', 'the chart refuses these values: no'],
    ['{{ index .Values.env 5 }}', 'index out of range: 5'],
    ['{{ eq 1 "a" }}', 'incompatible types for comparison'],
    ['{{ repeat .Values.replicaCount "x" }}', 'wrong type for value; expected int; got float64'],
    ['{{ include "nowhere" . }}', 'no template "nowhere" is defined'],
  ])('%s makes that value unknown, with a problem at its line', async (expression, message) => {
    const { workload, problems } = await parse(broken(expression));
    expect(workload.replicas).toMatchObject({ unknown: expression });
    expect(workload.containers[0]?.image).toMatchObject({ value: 'shop:1.0' });
    expect(problems.map(({ code, file, line, column, message: text }) => `${code} ${file}:${line}:${column} ${text}`)).toEqual([
      `helm-expression shop/templates/deployment.yaml:6:13 This expression cannot be evaluated: ${message}. What it decides is unknown.`,
    ]);
  });

  it('what Helm draws at random is unknown, and no problem', async () => {
    const { workload, problems } = await parse({ ...CHART, 'shop/templates/_helpers.tpl': '{{ define "shop.name" }}x{{ end }}{{ define "shop.env" }}- {name: ID, value: "{{ randAlphaNum 8 }}"}{{ end }}' });
    expect(workload.containers[0]?.env[0]?.value).toEqual([{ unknown: 'randAlphaNum' }]);
    expect(problems).toEqual([]);
  });
});

describe('stacks', () => {
  const ids = (texts: Record<string, string>) => helmParser.units([], memoryFiles(texts)).map(({ id, files }) => `${id} ${files[1] ?? ''}`.trim());
  const chart = (root: string, more = '') => ({ [`${root}/Chart.yaml`]: `name: ${root.replaceAll('/', '-')}\nversion: 1.0.0\n${more}`, [`${root}/values.yaml`]: 'a: 1\n' });

  it('are the chart with its own values, and with each values file beside them', () => {
    const files = { ...chart('c'), 'c/values-prod.yaml': '', 'c/values.staging.yaml': '', 'c/environments/dev.yaml': '', 'c/ci/minimal-values.yaml': '', 'c/values.schema.yaml': '', 'c/other.yaml': '' };
    expect(ids(files)).toEqual(['helm:c c/values.yaml', 'helm:c#ci/minimal-values.yaml c/ci/minimal-values.yaml', 'helm:c#environments/dev.yaml c/environments/dev.yaml', 'helm:c#values-prod.yaml c/values-prod.yaml', 'helm:c#values.staging.yaml c/values.staging.yaml']);
  });

  it('are none for charts that are only part of another, and for libraries', () => {
    const files = { ...chart('app', 'dependencies:\n- {name: part, version: "*", repository: "file://../part"}\n'), ...chart('part'), ...chart('app/charts/vendored'), ...chart('lib', 'type: library\n') };
    expect(ids(files)).toEqual(['helm:app app/values.yaml']);
  });

  it('are none for a chart that one beside it depends on by the address that both are published at', async () => {
    const dependency = (version: string) => `dependencies:\n- {name: store, version: "${version}", repository: "https://charts.example.org"}\n`;
    const store = { 'charts/store/Chart.yaml': 'name: store\nversion: 1.4.0\n', 'charts/store/templates/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: store-{{ .Values.size }}\nspec: {}\n', 'charts/store/values.yaml': 'size: small\n' };
    const app = (version: string) => ({ ...chart('charts/app', dependency(version)), 'charts/app/values.yaml': 'store: {size: large}\n', ...store });
    expect(ids(app('^1.2.0'))).toEqual(['helm:charts/app charts/app/values.yaml']);
    const { facts, problems } = await parse(app('^1.2.0'));
    expect(facts.map((fact) => ('ref' in fact ? fact.ref.name : ''))).toEqual(['store-large']);
    expect(problems).toEqual([]);
    // Another version is another chart, of which nothing is here.
    expect(ids(app('^2.0.0'))).toEqual(['helm:charts/app charts/app/values.yaml', 'helm:charts/store charts/store/values.yaml']);
  });

  it('say once that a dependency was not read, and what a chart asks of who installs it is no mistake', async () => {
    const files = { ...chart('c', 'dependencies:\n- {name: shared, version: "1.0.0", repository: "https://charts.example.org"}\n'), 'c/templates/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "shared.name" . }}\n  labels: {key: {{ required "a key" .Values.key }}}\nspec: {}\n' };
    expect((await parse(files)).problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['helm-dependency-not-read info', 'helm-expression info', 'helm-expression info']);
    const alone = { ...files, ...chart('c') };
    expect((await parse(alone)).problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['helm-expression warning', 'helm-expression info']);
  });

  it('have no tests and no ignored files, and read custom resource definitions', async () => {
    const service = (name: string, extra = '') => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${extra}spec: {}\n`;
    const { facts } = await parse({ ...chart('c'), 'c/templates/a.yaml': service('a'), 'c/templates/test.yaml': service('t', '  annotations: {helm.sh/hook: "test-success"}\n'), 'c/templates/crd-install.yaml': service('old', '  annotations: {helm.sh/hook: crd-install}\n'), 'c/templates/NOTES.txt': 'a: {{ fail "x" }}', 'c/crds/d.yaml': service('crd'), 'c/.helmignore': 'ignored.yaml\n', 'c/templates/ignored.yaml': service('i') });
    expect(facts.map((fact) => ('ref' in fact ? fact.ref.name : ''))).toEqual(['a', 'crd']);
  });
});
