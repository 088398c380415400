import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../memory-files.js';
import { helmParser } from './index.js';

const chart = (template: string, more: Record<string, string> = {}) => ({ 'Chart.yaml': 'name: bad\nversion: 1.0.0\n', 'templates/a.yaml': template, ...more });

async function problemsOf(texts: Record<string, string>) {
  const files = memoryFiles(texts);
  const [unit] = helmParser.units([], files);
  const { problems, facts } = await helmParser.parse(unit!, files);
  return { facts, problems: problems.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`) };
}

describe('a template that never ends or grows without end stops with a problem', () => {
  it.each([
    ['a loop over a huge count', '{{ range until 2000000000 }}x{{ end }}', /helm-limit .*steps/],
    ['loops in loops', '{{ range until 10000 }}{{ range until 10000 }}{{ range until 10000 }}x{{ end }}{{ end }}{{ end }}', /helm-limit/],
    ['an include of itself', '{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}', /helm-limit .*include each other/],
    ['a tree of includes', '{{ define "x" }}{{ if gt . 0 }}{{ include "x" (sub . 1) }}{{ include "x" (sub . 1) }}{{ end }}{{ end }}{{ include "x" 100 }}', /helm-limit .*steps/],
    ['tpl of itself', '{{ tpl .Values.t . }}', /helm-limit/],
    ['gigabytes by repeat', '{{ repeat 1000000000 "x" }}', /helm-limit .*characters/],
    ['gigabytes by doubling', '{{ $x := "xxxxxxxx" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}', /helm-limit .*characters/],
    ['a huge width', '{{ printf "%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d" 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 }}', /helm-limit .*characters/],
    ['a huge indent', '{{ indent 2000000000 "x" }}', /helm-limit .*characters/],
    ['much replaced by much', '{{ replace "" (repeat 1000000 "x") (repeat 1000000 "y") }}', /helm-limit .*characters/],
  ])('%s', async (_, template, expected) => {
    const { problems } = await problemsOf(chart(template, { 'values.yaml': 't: "{{ tpl .Values.t . }}"\n' }));
    expect(problems.join('\n')).toMatch(expected);
  });

  it('keeps what was rendered before the limit', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: z}\nspec: {ports: [{port: 1}]}\n';
    const { facts } = await problemsOf(chart('{{ repeat 1000000000 "x" }}', { 'templates/z.yaml': service }));
    expect(facts.map(({ kind }) => kind)).toEqual(['service']);
  });
});

describe('values that hold themselves or nest without end', () => {
  it.each([
    ['a map in itself, written', '{{ $d := dict "a" 1 }}{{ $_ := set $d "self" $d }}{{ toYaml $d }}'],
    ['a map in itself, printed', '{{ $d := dict "a" 1 }}{{ $_ := set $d "self" $d }}{{ $d }}'],
    ['a map in itself, copied', '{{ $d := dict "a" 1 }}{{ $_ := set $d "self" $d }}{{ deepCopy $d }}'],
    ['a map in itself, merged', '{{ $d := dict "a" 1 }}{{ $_ := set $d "self" $d }}{{ merge $d $d }}'],
    ['a deep list', '{{ $d := list }}{{ range until 5000 }}{{ $d = list $d }}{{ end }}{{ toJson $d }}'],
  ])('%s', async (_, template) => {
    expect((await problemsOf(chart(`x: ${template}`))).problems.join('\n')).toMatch(/nested more than/);
  });

  it('deep parentheses and actions are a syntax problem', async () => {
    expect((await problemsOf(chart(`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`))).problems.join()).toMatch(/helm-syntax templates\/a.yaml:1 .*levels deep/);
    expect((await problemsOf(chart(`${'{{ if 1 }}'.repeat(5000)}${'{{ end }}'.repeat(5000)}`))).problems.join()).toMatch(/helm-syntax .*levels deep/);
  });

  it('keys of JavaScript objects are ordinary keys', async () => {
    const template = 'apiVersion: v1\nkind: Service\nmetadata: {name: "{{ .Values.constructor }}-{{ index .Values "__proto__" "x" }}-{{ .Values.toString }}"}\nspec: {}\n';
    const { facts, problems } = await problemsOf(chart(template, { 'values.yaml': 'constructor: a\n__proto__: {x: b}\n' }));
    expect(problems).toEqual([]);
    expect(facts.map((fact) => ('ref' in fact ? fact.ref.name : ''))).toEqual(['a-b-']);
  });
});

describe('regular expressions take time in proportion to the text', () => {
  it.each(['^(a+)+$', '(a|a)*$', '(a*)*b', '(.*)(.*)(.*)(.*)x'])('%s', async (pattern) => {
    const template = `apiVersion: v1\nkind: Service\nmetadata: {name: s-{{ regexMatch ${JSON.stringify(pattern)} (repeat 5000 "a" | print "!") }}}\nspec: {}\n`;
    const { facts } = await problemsOf(chart(template));
    expect(facts.map((fact) => ('ref' in fact ? fact.ref.name : ''))).toEqual([pattern === '(a|a)*$' ? 's-true' : 's-false']);
  });
});

describe('broken charts', () => {
  it('names a template that does not parse and reads the others', async () => {
    const { facts, problems } = await problemsOf(chart('a: {{ .Values.x', { 'templates/b.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {}\n' }));
    expect(problems).toEqual(['helm-syntax templates/a.yaml:1 Helm cannot read this template: unclosed action. The rest of the chart is read without it.']);
    expect(facts).toHaveLength(1);
  });

  it('names values that are not YAML, and a Chart.yaml that is no mapping', async () => {
    expect((await problemsOf(chart('a: 1', { 'values.yaml': 'a: [1' }))).problems.join()).toMatch(/yaml-syntax values.yaml/);
    expect((await problemsOf({ 'Chart.yaml': '- 1' })).problems.join()).toMatch(/helm-chart Chart.yaml:1/);
  });

  it('refuses a dependency outside the root and names one that is somewhere else', async () => {
    const dependencies = 'dependencies:\n- name: secret\n  version: 1.0.0\n  repository: file://../../secret\n- name: redis\n  version: 1.0.0\n  repository: https://charts.example.org\n';
    const { problems } = await problemsOf({ 'Chart.yaml': `name: x\nversion: 1.0.0\n${dependencies}` });
    expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual(['path-outside Chart.yaml:4', 'helm-dependency-not-read Chart.yaml:7']);
  });

  it('a chart that depends on itself ends', async () => {
    const { problems } = await problemsOf({ 'a/Chart.yaml': 'name: a\nversion: 1.0.0\ndependencies:\n- {name: b, version: "*", repository: "file://../b"}\n', 'b/Chart.yaml': 'name: b\nversion: 1.0.0\ndependencies:\n- {name: c, version: "*", repository: "file://../c"}\n', 'c/Chart.yaml': 'name: c\nversion: 1.0.0\ndependencies:\n- {name: c, version: "*", repository: "file://../c"}\n' });
    expect(problems).toEqual([]);
  });
});
