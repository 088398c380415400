import { describe, expect, it } from 'vitest';
import { kustomize } from './kustomize/index.js';
import { memoryFiles } from './memory-files.js';
import { renderOverlayChart } from './overlay-charts.js';
import type { ParseResult } from './parser.js';

const TEMPLATE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: {{ .Values.image }}
`;
const texts = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'replicas: 1\nimage: web:1\n',
  'charts/web/templates/web.yaml': TEMPLATE,
  'more.yaml': 'replicas: 2\nimage: web:2\n',
};
const parse = (kustomization: string, more: Readonly<Record<string, string>> = {}): ParseResult => {
  const files = memoryFiles({ ...texts, ...more, 'kustomization.yaml': kustomization });
  const parser = kustomize(renderOverlayChart);
  return parser.parse(parser.units([], files)[0]!, files) as ParseResult;
};

describe('charts in overlays', () => {
  it('are rendered with the overlay\'s values and changed like everything else', () => {
    const { facts, problems } = parse('namespace: shop\nnamePrefix: a-\nhelmCharts:\n- name: web\n  releaseName: r\n  valuesFile: more.yaml\n  valuesInline: { replicas: 3 }\n');
    expect(problems).toEqual([]);
    expect(facts).toMatchObject([{ ref: { name: 'a-r-web', namespace: 'shop' }, replicas: { value: 3 }, containers: [{ image: { value: 'web:2', at: { file: 'charts/web/templates/web.yaml', line: 12 } } }] }]);
  });

  it('name what cannot be rendered, and the rest counts', () => {
    const { facts, problems } = parse('resources: [other.yaml]\nhelmCharts:\n- name: web\n', { 'charts/web/Chart.yaml': '- 1\n', 'other.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: other }\n' });
    expect(facts).toMatchObject([{ ref: { name: 'other' } }]);
    expect(problems).toMatchObject([{ code: 'kustomize-chart', line: 3 }]);
  });
});
