import { describe, expect, it } from 'vitest';
import { toConfig } from '../../analyzer/config/config.js';
import { memoryTree } from '../../analyzer/discover/index.js';
import { analyzeTree } from '../../analyzer/run.js';
import { asPeer, peersOf, type Rule } from '../define.js';
import { rules } from '../index.js';
import { expected, type Case } from './cases.js';
import { cfnLint } from './cfn-lint.js';
import { checkov } from './checkov.js';
import { kics } from './kics.js';
import { kubeLinter } from './kube-linter.js';
import { files as otherFiles } from './files.js';
import { kubernetes, ofKinds } from './kubernetes.js';
import { kubeScore } from './kube-score.js';
import { deployment, object, service, toYaml } from './manifests.js';
import { mesh } from './mesh.js';
import { polaris } from './polaris.js';

const CASES: readonly Case[] = [...kics, ...kubeLinter, ...kubeScore, ...polaris, ...checkov, ...cfnLint, ...kubernetes, ...ofKinds, ...mesh, ...otherFiles];

const rulesOf = (id: string): readonly Rule[] => rules.flatMap((rule) => peersOf(rule).filter((peer) => peer.id === id).map((peer): Rule => ({ ...asPeer(rule, peer), off: false })));

/** What `--rule peer:ID` reports. */
const findings = async (id: string, files: Case[2]) => (await Promise.all(rulesOf(id).map(async (rule) => (await analyzeTree(memoryTree(files), { config: toConfig(), rules: [rule], eachStack: true, literal: true })).result.findings))).flat();

/** Names of the objects, sorted, each once. */
const reported = async (id: string, files: Case[2]): Promise<string[]> => [...new Set((await findings(id, files)).map(({ object: found }) => found?.name ?? ''))].sort();

describe('who names a check of another tool gets the objects that violate it, and no other', () => {
  it.each(CASES)('%s: %s', async (id, _, files) => {
    expect(rulesOf(id), 'a rule covers it').not.toEqual([]);
    expect(await reported(id, files)).toEqual(expected(files));
  });

  it('is so for every check that a rule names, but those of what no file shows', () => {
    const tried = new Set(CASES.map(([id]) => id));
    const untried = rules.flatMap((rule) => peersOf(rule).map(({ id }) => id)).filter((id) => !tried.has(id));
    expect([...new Set(untried)].sort()).toEqual([
      'istio/IST0166', // A policy bound to a waypoint by a selector: the rule's own fixtures have it.
      'kubescape/C-0284', // The kubelet's configuration.
    ]);
  });

  it('takes a workload without an image for a patch where another file has it in full', async () => {
    const patch = toYaml([deployment('cart', { pod: { containers: [{ name: 'cart', env: [] }] } })]);
    const placesOf = async (files: Case[2]) => (await findings('kube-linter/unset-cpu-requirements', files)).map(({ place }) => place.file);
    expect(await placesOf({ 'base/cart.yaml': toYaml([deployment('cart')]), 'overlay/cart.yaml': patch })).toEqual(['base/cart.yaml']);
    expect(await placesOf({ 'overlay/cart.yaml': patch })).toEqual(['overlay/cart.yaml']);
  });

  it('leaves no file out, and puts no object where nobody wrote that it is', async () => {
    const few = (name: string) => toYaml([deployment(name, { spec: { replicas: 1 } })]);
    expect(await reported('kube-linter/minimum-three-replicas', { 'tests/checks/fail.yaml': few('a'), 'app/web.yaml': few('b'), 'dev.json': JSON.stringify(deployment('c')) })).toEqual(['a', 'b', 'c']);
    expect(await reported('kube-linter/dangling-service', { 'all.yaml': toYaml([service('lost', {}, { namespace: 'other' }), deployment('lost')]) })).toEqual(['lost']);
  });

  it('sees the items of a list, and what somebody has not finished writing', async () => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [deployment('few', { spec: { replicas: 2 } })] });
    expect(await reported('kube-linter/minimum-three-replicas', { 'list.yaml': list, 'list.json': list.replace('few', 'less') })).toEqual(['few', 'less']);
    expect(await reported('kube-linter/minimum-three-replicas', { 'draft.yaml': toYaml([object('apps/v1', 'Deployment', 'draft', { replicas: 1 })]) })).toEqual(['draft']);
  });
});
