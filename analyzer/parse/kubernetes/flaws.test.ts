import { describe, expect, it } from 'vitest';
import { modelNameOf } from '../../knowledge/api-models.js';
import { parseText } from './testing.js';

const flaws = (text: string): string[] => parseText(text).facts.flatMap((fact) => ('flaws' in fact ? (fact.flaws ?? []) : [])).map(({ what, path, at, hint }) => `${what} ${path} ${at.line}:${at.column}${hint === undefined ? '' : ` ${hint}`}`);

const deployment = (spec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  selector: {matchLabels: {app: cart}}
${spec.replace(/^/gm, '  ')}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
      - {name: cart, image: cart}
`;

describe('fields that Kubernetes does not take', () => {
  it('knows the built-in kinds, and no other', () => {
    expect([modelNameOf('apps/v1', 'Deployment'), modelNameOf('autoscaling/v2', 'HorizontalPodAutoscaler'), modelNameOf('example.com/v1', 'Deployment'), modelNameOf('constructor', '')]).toEqual(['V1Deployment', 'V2HorizontalPodAutoscaler', undefined, undefined]);
  });

  it.each([
    ['replicas: 3', []],
    ['replica: 3', ['unknown-field spec.replica 6:3 replicas']],
    ['whatever: 3', ['unknown-field spec.whatever 6:3']],
    ['replicas: "3"', ['wrong-type spec.replicas 6:13 a number']],
    ['replicas: ${N}', []],
    ['replicas: null', []],
    ['paused: yes', []],
    ['paused: sometimes', ['wrong-type spec.paused 6:11 true or false']],
    ['strategy: Recreate', ['wrong-type spec.strategy 6:13 a mapping']],
    ['strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 1}}', []],
  ])('%s', (spec, expected) => expect(flaws(deployment(spec))).toEqual(expected));

  it('misses what is required', () => expect(flaws('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n  - targetPort: 8080\n')).toEqual(['missing-field spec.ports[0].port 6:5']));

  it('takes numbers for quantities, and not for text', () =>
    expect(flaws('apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {b: 1}}\nspec:\n  containers:\n  - name: a\n    resources: {limits: {cpu: 1}}\n    env: [{name: A, value: 1}]\n')).toEqual([
      'wrong-type metadata.annotations.b 3:38 text (put it in quotes)', 'wrong-type spec.containers[0].env[0].value 8:28 text (put it in quotes)',
    ]));

  it('leaves the status of a dump and custom resources alone', () => {
    expect(flaws(`${deployment('replicas: 1')}status: {anything: 1}\n`)).toEqual([]);
    expect(flaws('apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {anything: 1}\n')).toEqual([]);
  });
});

describe('labels that Kubernetes does not take', () => {
  it.each([
    ['a: b', []],
    ['a: ""', []],
    ['a: "{{ .Values.b }}"', []],
    ['a: b c', ['bad-label metadata.labels.a 5:3 label a cannot have the value "b c"']],
    ['example.com/a: b-', ['bad-label metadata.labels.example.com/a 5:3 label example.com/a cannot have the value "b-"']],
    ['Example/a: b', ['bad-label metadata.labels.Example/a 5:3 "Example/a" is no key of a label']],
    [`a: ${'b'.repeat(64)}`, ['bad-label metadata.labels.a 5:3 the value of label a has 64 characters, more than 63']],
  ])('%s', (label, expected) => expect(flaws(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n labels:\n  ${label}\n name: a\n`)).toEqual(expected));
});
