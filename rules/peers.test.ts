import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../analyzer/run.js';
import { peersOf } from './define.js';
import { rules } from './index.js';

/** The objects that `--rule peer:ID` reports. */
async function objects(id: string, text: string): Promise<string[]> {
  const chosen = rules.flatMap((rule) => peersOf(rule).filter((peer) => peer.id === id).map(({ options }) => ({ ...rule, off: false, options: { ...rule.options, ...options } })));
  expect(chosen.length, id).toBeGreaterThan(0);
  const found = await Promise.all(chosen.map(async (rule) => (await analyzeFiles({ 'a.yaml': text }, undefined, [rule as (typeof rules)[number]])).result.findings));
  return [...new Set(found.flat().map(({ object }) => `${object?.kind}/${object?.name}`))].sort();
}

interface Parts {
  readonly kind?: string;
  readonly spec?: string;
  readonly container?: string;
}

/** A workload by itself, as somebody tries a linter out with. */
const workload = (name: string, { kind = 'Deployment', spec = '', container = '' }: Parts = {}): string => {
  const template = `template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: ${name}, image: "example/${name}:1.0.0"${container && `, ${container}`}}]}}`;
  return `---\napiVersion: ${kind === 'ReplicationController' ? 'v1' : 'apps/v1'}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {${spec && `${spec}, `}selector: ${kind === 'ReplicationController' ? `{app: ${name}}` : `{matchLabels: {app: ${name}}}`}, ${template}}\n`;
};
const service = (name: string): string => `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 8080}]}\n`;
const budget = (name: string, rule: string): string => `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: {${rule && `${rule}, `}selector: {matchLabels: {app: ${name}}}}\n`;

const two = `${workload('few', { spec: 'replicas: 2' })}${workload('enough', { spec: 'replicas: 3' })}${workload('unset')}`;

describe('who names a check of another tool gets the objects that violate it, lone manifests included', () => {
  it.each([
    ['kube-linter/minimum-three-replicas', two, ['Deployment/few', 'Deployment/unset']],
    ['kube-linter/minimum-three-replicas', `${workload('a', { kind: 'StatefulSet' })}${workload('b', { kind: 'ReplicationController' })}${workload('c', { kind: 'DaemonSet' })}`, ['ReplicationController/b', 'StatefulSet/a']],
    ['kube-score/deployment-replicas', `${workload('called')}${service('called')}${workload('alone')}`, ['Deployment/called']],
    ['polaris/deploymentMissingReplicas', two, ['Deployment/unset']],
    ['kube-linter/no-readiness-probe', workload('worker'), ['Deployment/worker']],
    ['kube-score/pod-probes', `${workload('called')}${service('called')}${workload('alone')}`, ['Deployment/called']],
    ['kube-linter/no-anti-affinity', two, ['Deployment/enough', 'Deployment/few']],
    ['kube-score/deployment-has-poddisruptionbudget', `${two}${budget('few', 'maxUnavailable: 1')}`, ['Deployment/enough', 'Deployment/unset']],
    ['kube-linter/pdb-max-unavailable', budget('alone', 'maxUnavailable: 0'), ['PodDisruptionBudget/alone']],
    ['kube-linter/pdb-min-available', `${budget('alone', 'maxUnavailable: 0')}${workload('few', { spec: 'replicas: 2' })}${budget('few', 'minAvailable: 2')}`, ['PodDisruptionBudget/alone', 'PodDisruptionBudget/few']],
    ['kube-score/poddisruptionbudget-has-policy', budget('alone', ''), ['PodDisruptionBudget/alone']],
    ['kube-linter/unset-cpu-requirements', `${workload('bare')}${workload('asks', { container: 'resources: {requests: {cpu: 100m}}' })}`, ['Deployment/bare']],
    ['polaris/cpuLimitsMissing', workload('asks', { container: 'resources: {requests: {cpu: 100m}}' }), ['Deployment/asks']],
    ['kube-linter/latest-tag', workload('moving').replace(':1.0.0', ':latest'), ['Deployment/moving']],
    ['kube-linter/duplicate-env-var', workload('twice', { container: 'env: [{name: A, value: x}, {name: A, value: z}]' }), ['Deployment/twice']],
    ['kube-linter/no-extensions-v1beta', workload('old').replace('apps/v1', 'extensions/v1beta1'), ['Deployment/old']],
    ['kube-score/label-values', service('bad').replace('{name: bad}', '{name: bad, labels: {x: "a b"}}'), ['Service/bad']],
    ['kube-linter/schema-validation', workload('typo', { container: 'imagePullPolice: Always' }), ['Deployment/typo']],
    ['kube-linter/required-label-owner', workload('whose'), ['Deployment/whose']],
  ])('%s', async (id, text, expected) => expect(await objects(id, text)).toEqual(expected));

  it('takes a workload without an image for a patch where another file has it in full', async () => {
    const rule = rules.find(({ id }) => id === 'missing-resources')!;
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: {template: {spec: {containers: [{name: cart, env: []}]}}}\n';
    const placesOf = async (files: Record<string, string>) => (await analyzeFiles(files, undefined, [rule])).result.findings.map(({ place }) => place.file);
    expect(await placesOf({ 'base/cart.yaml': workload('cart'), 'overlay/cart.yaml': patch })).toEqual(['base/cart.yaml']);
    expect(await placesOf({ 'overlay/cart.yaml': patch })).toEqual(['overlay/cart.yaml']);
  });

  it('sees the items of a list, and what somebody has not finished writing', async () => {
    const item = workload('few', { spec: 'replicas: 2' }).replace('---\n', '').trim().replaceAll('\n', '\n  ');
    expect(await objects('kube-linter/minimum-three-replicas', `apiVersion: v1\nkind: List\nitems:\n- ${item}\n`)).toEqual(['Deployment/few']);
    expect(await objects('kube-linter/minimum-three-replicas', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: draft}\nspec: {replicas: 1}\n')).toEqual(['Deployment/draft']);
  });
});
