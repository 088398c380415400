import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/index.js';
import { toConfig } from '../../config/config.js';
import { memoryTree } from '../../discover/index.js';
import { analyzeTree } from '../../run.js';

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

  it.each([
    ['kube-score reads them', 'kube-score/ignore: container-image-tag', 1],
    ['kube-linter does not', 'ignore-check.kube-linter.io/latest-tag: no', 0],
    ['Checkov does not', 'checkov.io/skip1: CKV_K8S_14=no', 0],
    ['Polaris does not', 'polaris.fairwinds.com/exempt: "true"', 0],
  ])('on a pod template: %s', async (_, annotation, count) => {
    const text = deployment('').replace('metadata: {labels', `metadata: {annotations: {${annotation}}, labels`);
    expect((await suppressedIn({ 'web.yaml': text })).filter(([rule]) => rule === 'mutable-image-tag')).toHaveLength(count);
  });

  it('as comments cover the block that they stand in, and no other', async () => {
    const service = (name: string, comment = '') => `  ${name}:\n${comment}    image: example/${name}:latest\n    ports: ["80:80"]\n`;
    const files = { 'compose.yaml': `services:\n${service('web', '    # checkov:skip=CKV_K8S_14: mirrored\n')}${service('api')}` };
    expect(await suppressedIn(files)).toEqual([['mutable-image-tag', 'comment', 'mirrored']]);
  });

  const table = (label: string, before = '', inside = '', behind = ''): string => `${before}resource "aws_dynamodb_table" "${label}" {${behind}\n${inside}  name = "${label}"\n}\n`;
  const template = (metadata: object, of: object = {}) => JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...of, Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Metadata: metadata, Properties: { TableName: 'orders' } } } });
  const compose = (comment: string): string => `${comment}services:\n  web:\n    image: example/web:latest\n`;

  /** Which rules have a finding that is hidden, and which objects keep one. */
  async function run(ids: readonly string[], files: Readonly<Record<string, string>>) {
    const chosen = rules.filter(({ id }) => ids.includes(id)).map((rule) => ({ ...rule, off: false, options: { ...rule.options, ...(rule.id === 'missing-healthcheck' || rule.id === 'mutable-image-tag' ? { inputs: ['dockerfile', 'workload', 'compose'] } : {}) } }));
    const { result } = await analyzeTree(memoryTree(files), { config: toConfig(), rules: chosen, honorPeerIgnores: true });
    return { hidden: result.suppressed.map(({ rule }) => rule), left: result.findings.map(({ object }) => object?.name) };
  }

  it.each<[tool: string, rule: string, files: Record<string, string>, hidden: number, left: string[]]>([
    ['checkov inside a block', 'missing-backup', { 'main.tf': table('orders', '', '  # checkov:skip=CKV_AWS_28: rebuilt nightly\n') + table('carts') }, 1, ['carts']],
    ['checkov behind the header', 'missing-backup', { 'main.tf': table('orders', '', '', ' # checkov:skip=CKV_AWS_28:rebuilt') + table('carts') }, 1, ['carts']],
    ['checkov between blocks, which is nowhere', 'missing-backup', { 'main.tf': table('orders', '# checkov:skip=CKV_AWS_28:rebuilt\n') }, 0, ['orders']],
    ['checkov in metadata', 'missing-backup', { 'a.json': template({ checkov: { skip: [{ id: 'CKV_AWS_28', comment: 'rebuilt' }] } }) }, 1, []],
    ['checkov in a Dockerfile', 'missing-healthcheck', { Dockerfile: '# checkov:skip=CKV_DOCKER_2: probed from outside\nFROM a:1\nCMD ["run"]\n' }, 1, []],
    ['trivy above a block', 'missing-backup', { 'main.tf': table('orders', '#trivy:ignore:AVD-AWS-0024\n') + table('carts') }, 1, ['carts']],
    ['trivy for the second of a line', 'missing-backup', { 'main.tf': table('orders', '#tfsec:ignore:aws-s3-enable-versioning #tfsec:ignore:aws-dynamodb-enable-recovery\n') }, 1, []],
    ['cfn-lint by the beginning of an id', 'missing-retain-policy', { 'a.json': template({ 'cfn-lint': { config: { ignore_checks: ['I3'] } } }) }, 1, []],
    ['cfn-lint for a resource', 'missing-retain-policy', { 'a.json': template({ 'cfn-lint': { config: { ignore_checks: ['I3011'] } } }) }, 1, []],
    ['cfn-lint for a template', 'missing-retain-policy', { 'a.json': template({}, { Metadata: { 'cfn-lint': { config: { ignore_checks: ['I3011'] } } } }) }, 1, []],
    ['tflint', 'end-of-life-runtime', { 'main.tf': 'resource "aws_lambda_function" "old" {\n  runtime = "python3.7" # tflint-ignore: aws_lambda_function_deprecated_runtime\n}\n' }, 1, []],
    ['KICS for a file', 'missing-healthcheck', { 'compose.yaml': compose('# kics-scan ignore\n') }, 1, []],
    ['KICS for a query', 'missing-healthcheck', { 'compose.yaml': compose('# kics-scan disable=698ed579-b239-4f8f-a388-baa4bcb13ef8\n') }, 1, []],
    ['KICS for another query', 'missing-healthcheck', { 'compose.yaml': compose('# kics-scan disable=00000000-b239-4f8f-a388-baa4bcb13ef8\n') }, 0, ['web']],
    ['hadolint', 'mutable-image-tag', { Dockerfile: '# hadolint ignore=DL3007\nFROM example/base:latest\n' }, 1, []],
  ])('%s', async (_, rule, files, hidden, left) => expect(await run([rule], files)).toEqual({ hidden: Array.from({ length: hidden }, () => rule), left }));
});
