import { describe, expect, it } from 'vitest';
import { toConfig } from '../../analyzer/config/config.js';
import { memoryTree } from '../../analyzer/discover/index.js';
import { analyzeTree } from '../../analyzer/run.js';
import { peersOf, type Rule } from '../define.js';
import { rules } from '../index.js';
import { expected, type Case } from './cases.js';
import { kubeLinter } from './kube-linter.js';
import { kubeScore } from './kube-score.js';
import { polaris } from './polaris.js';

const rulesOf = (id: string): readonly Rule[] => rules.flatMap((rule) => peersOf(rule).filter((peer) => peer.id === id).map(({ options }) => ({ ...rule, off: false, options: { ...rule.options, ...options } }) as Rule));

/** Names of the objects that `--rule peer:ID` reports, sorted, each once. */
async function reported(id: string, files: Case[2]): Promise<string[]> {
  const results = await Promise.all(rulesOf(id).map(async (rule) => (await analyzeTree(memoryTree(files), { config: toConfig(), rules: [rule], eachStack: true })).result.findings));
  return [...new Set(results.flat().map(({ object }) => object?.name ?? ''))].sort();
}

describe('who names a check of another tool gets the objects that violate it, and no other', () => {
  it.each([...kubeLinter, ...kubeScore, ...polaris])('%s: %s', async (id, _, files) => {
    expect(rulesOf(id), 'a rule covers it').not.toEqual([]);
    expect(await reported(id, files)).toEqual(expected(files));
  });
});
