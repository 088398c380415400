import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { graphJson, json } from './json.js';
import { component, dependency, finding, graph, HOSTILE, place, result, rule, singlePoint } from './testing/result.js';

const schema = (name: string) => JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as { readonly $id: string };
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, schemas: [schema('graph'), schema('result')] });
const errors = (name: 'graph' | 'result', text: string) => {
  const validate = ajv.getSchema(schema(name).$id);
  return validate?.(JSON.parse(text)) === true ? [] : validate?.errors;
};

const full = result({
  findings: [singlePoint, finding({ subject: { component: HOSTILE }, related: [{ at: { ...place('a.yaml', 1), from: { ...place('values.yaml', 2), label: 'replicas' } }, text: 'from' }] })],
  suppressed: [{ ...finding(), suppression: { by: 'comment', reason: 'known', at: place('a.yaml', 1) } }],
  rules: [rule('missing-timeout'), rule('hidden-state', { evaluated: 0, notEvaluated: 'no code' })],
  graph: graph({
    components: [component(HOSTILE, { role: 'monitoring', group: 'shop', tier: 'critical', owner: 'shop', technology: 'x' })],
    dependencies: [dependency('a', 'b', { protocol: 'http' })],
    settings: [{ on: { from: 'a', to: 'b' }, name: 'timeoutOnCall', value: null, origin: 'default', source: 'docs', stack: 'production', evidence: { ...place('a.ts', 1), mechanism: 'default', note: 'axios', from: { ...place('b.ts', 1), label: 'x' } } }],
    coverage: { files: { kubernetes: 1 }, units: {}, unresolved: [{ from: 'a', expression: '${X}', why: 'not set', evidence: { ...place('a.ts', 1), mechanism: 'code-call' } }] },
    problems: [{ code: 'yaml-syntax', file: 'a.yaml', line: 1, column: 1, severity: 'error', message: 'not YAML' }],
  }),
});

describe('json', () => {
  it.each([
    ['a result with everything', full],
    ['a result with nothing', result({ findings: [], impact: [], rules: [], graph: graph({ stacks: [], components: [], dependencies: [], settings: [] }) })],
  ])('is valid for %s, and reads back as it was', (_, input) => {
    expect(errors('result', json(input))).toEqual([]);
    expect(JSON.parse(json(input))).toEqual(input);
    expect(errors('graph', graphJson(input.graph))).toEqual([]);
  });

  it('holds no control character', () => expect(json(full)).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]*$/));

  it.each([
    ['an unknown key', { ...full, extra: 1 }],
    ['an absolute path', { ...full, findings: [{ ...singlePoint, place: place('/root/a.yaml', 1) }] }],
    ['a finding without evidence', { ...full, findings: [{ ...singlePoint, place: undefined }] }],
    ['a component without evidence', { ...full, graph: graph({ components: [component('a', { evidence: [] })] }) }],
  ])('rejects %s', (_, input) => expect(errors('result', JSON.stringify(input))).not.toEqual([]));
});
