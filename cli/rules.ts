import picomatch from 'picomatch';
import { nearest } from '../analyzer/config/nearest.js';
import type { Rule } from '../rules/define.js';
import { UsageError } from './errors.js';

/** All rules, loaded when a command needs them. */
export const allRules = async (): Promise<readonly Rule[]> => (await import('../rules/index.js')).rules;

/** The rules that `--rule` names, without those that `--skip-rule` names; globs over `id` and `theme/id`. */
export function selectRules(rules: readonly Rule[], only: readonly string[], skip: readonly string[]): readonly Rule[] {
  const wanted = only.length === 0 ? rules : only.flatMap((pattern) => matching(rules, pattern));
  const unwanted = new Set(skip.flatMap((pattern) => matching(rules, pattern)));
  return [...new Set(wanted)].filter((rule) => !unwanted.has(rule));
}

/** One rule by its id. */
export function findRule(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw noSuchRule(rules, id);
  return rule;
}

function matching(rules: readonly Rule[], pattern: string): readonly Rule[] {
  const matches = picomatch(pattern);
  const found = rules.filter((rule) => matches(rule.id) || matches(`${rule.theme}/${rule.id}`));
  if (found.length === 0) throw noSuchRule(rules, pattern);
  return found;
}

function noSuchRule(rules: readonly Rule[], id: string): UsageError {
  const near = nearest(id, rules.map((rule) => rule.id));
  return new UsageError(`There is no rule "${id}". ${near === undefined ? '"faultline rules" lists them.' : `Did you mean "${near}"?`}`);
}
