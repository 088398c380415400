import { describe, expect, it } from 'vitest';
import type { Rule } from '../rules/define.js';
import { selectRules } from './rules.js';

const ruleOf = (id: string, more: Partial<Rule> = {}): Rule => ({
  id, theme: 'redundancy', severity: 'warning', summary: '', rationale: '', fix: '', limits: '', references: [], needs: [], options: { min: 2 }, optionDocs: { min: '' }, check: () => undefined, ...more,
});

const rules = [
  ruleOf('single-replica', { peers: ['kube-score/deployment-replicas', { id: 'kube-linter/minimum-three-replicas', options: { min: 3 } }] }),
  ruleOf('missing-timeout', { theme: 'timeouts' }),
];

const ids = (only: string[], skip: string[] = []): string[] => selectRules(rules, only, skip).map(({ rule }) => rule.id);

describe('selecting rules', () => {
  it('goes by id, theme and glob, and leaves out what is skipped', () => {
    expect(ids([])).toEqual(['single-replica', 'missing-timeout']);
    expect(ids(['timeouts/*'])).toEqual(['missing-timeout']);
    expect(ids(['*'], ['redundancy/*'])).toEqual(['missing-timeout']);
  });

  it('goes by the check of another tool, with what that check looks for', () => {
    expect(selectRules(rules, ['peer:kube-linter/minimum-three-replicas'], [])).toMatchObject([{ rule: { id: 'single-replica' }, named: true, options: { min: 3 } }]);
    expect(selectRules(rules, ['peer:KUBE-SCORE/*'], [])).toMatchObject([{ rule: { id: 'single-replica' }, options: {} }]);
  });

  it('lets a rule stand for the check by which it was asked for alone', () => {
    const peers = (only: string[]) => selectRules(rules, only, []).map(({ rule }) => rule.peers?.length);
    expect([peers(['single-replica']), peers(['peer:kube-linter/*'])]).toEqual([[2], [1]]);
  });

  it('gives a rule twice where two checks want it differently', () => {
    expect(selectRules(rules, ['peer:kube-score/*', 'peer:kube-linter/*', 'peer:kube-score/deployment-replicas'], []).map(({ options }) => options)).toEqual([{}, { min: 3 }]);
  });

  it('reports of a check what the other tool looks at, in the API where it knows it', () => {
    const seen: string[] = [];
    const found = ['apps/v1', 'extensions/v1beta1'].flatMap((apiVersion) => ['Deployment', 'Pod', 'Job'].map((kind) => ({ kind, name: 'x', apiVersion })));
    const check: Rule['check'] = ({ report }) => found.forEach((object) => report({ object } as never));
    const [selected] = selectRules([ruleOf('a', { check, peers: [{ id: 'tool/check', options: {}, of: ['apps/v1/Deployment', 'Pod'] }] })], ['peer:tool/check'], []);
    selected!.rule.check({ report: ({ object }: { object: { apiVersion: string; kind: string } }) => seen.push(`${object.apiVersion} ${object.kind}`) } as never);
    expect(seen).toEqual(['apps/v1 Deployment', 'apps/v1 Pod', 'extensions/v1beta1 Pod']);
  });

  it('refuses what nobody covers', () => {
    expect(() => ids(['peer:kube-score/deployment-replica'])).toThrow('Did you mean "peer:kube-score/deployment-replicas"?');
    expect(() => ids(['peer:unknown/x'])).toThrow('they are of kube-linter, kube-score.');
  });
});
