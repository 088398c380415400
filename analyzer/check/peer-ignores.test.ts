import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { toConfig } from '../config/config.js';
import { memoryTree } from '../discover/index.js';
import { analyzeTree } from '../run.js';

const deployment = (annotations: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {${annotations}}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "example/web:latest"}]}
`;

async function suppressedIn(files: Readonly<Record<string, string>>, honorPeerIgnores = true) {
  const run = rules.filter(({ id }) => id === 'mutable-image-tag' || id === 'missing-readiness-probe');
  const { result } = await analyzeTree(memoryTree(files), { config: toConfig(), rules: run, honorPeerIgnores });
  expect(result.graph.problems).toEqual([]);
  return result.suppressed.map(({ rule, suppression }) => [rule, suppression.by, suppression.reason]);
}

const hidden = async (annotations: string) => (await suppressedIn({ 'web.yaml': deployment(annotations) })).filter(([rule]) => rule === 'mutable-image-tag');

describe('ignores that were written for other tools', () => {
  it.each([
    ['kube-linter', 'ignore-check.kube-linter.io/latest-tag: built on each machine', 'built on each machine'],
    ['all of kube-linter', 'kube-linter.io/ignore-all: generated', 'generated'],
    ['kube-score', 'kube-score/ignore: "pod-probes, container-image-tag"', 'ignored for another tool'],
    ['Polaris', 'polaris.fairwinds.com/tagNotSpecified-exempt: "true"', 'ignored for another tool'],
    ['all of Polaris', 'polaris.fairwinds.com/exempt: "true"', 'ignored for another tool'],
    ['Checkov', 'checkov.io/skip1: CKV_K8S_14=pinned by the registry', 'pinned by the registry'],
  ])('count: %s', async (_, annotation, reason) => expect(await hidden(annotation)).toEqual([['mutable-image-tag', 'annotation', reason]]));

  it.each([
    ['another check', 'ignore-check.kube-linter.io/no-anti-affinity: no'],
    ['a switch that is off', 'polaris.fairwinds.com/exempt: "false"'],
    ['a check that nobody covers', 'checkov.io/skip1: CKV_NOWHERE_1=no'],
  ])('hide nothing else: %s', async (_, annotation) => expect(await hidden(annotation)).toEqual([]));

  it('count only when they are asked for', async () => {
    expect(await suppressedIn({ 'web.yaml': deployment('kube-linter.io/ignore-all: generated') }, false)).toEqual([]);
  });

  it('as comments cover the block that they stand in, and no other', async () => {
    const service = (name: string, comment = '') => `  ${name}:\n${comment}    image: example/${name}:latest\n    ports: ["80:80"]\n`;
    const files = { 'compose.yaml': `services:\n${service('web', '    # checkov:skip=CKV_K8S_14: mirrored\n')}${service('api')}` };
    expect(await suppressedIn(files)).toEqual([['mutable-image-tag', 'comment', 'mirrored']]);
  });
});
