import picomatch from 'picomatch';
import { nearest } from '../analyzer/config/nearest.js';
import { asPeer, peersOf, type OptionValues, type Rule } from '../rules/define.js';
import { UsageError } from './errors.js';

/** All rules, loaded when a command needs them. */
export const allRules = async (): Promise<readonly Rule[]> => (await import('../rules/index.js')).rules;

/** A rule that runs, and whether it was asked for by name: then it runs even where it is off by default. */
export interface Selected {
  /** Its `peers` are those by which it was asked for, if it was: it stands for no other check then. */
  readonly rule: Rule;
  readonly named: boolean;
  /** Options of the peer's check by which it was asked for. */
  readonly options: Partial<OptionValues>;
  /** What that check looks at, where it does not look at all that the rule does. */
  readonly of?: readonly string[] | undefined;
}

/** The rules that `--rule` names, without those that `--skip-rule` names: globs over `id` and `theme/id`, or `peer:` and a glob over peers' ids. */
export function selectRules(rules: readonly Rule[], only: readonly string[], skip: readonly string[]): readonly Selected[] {
  const wanted = only.length === 0 ? rules.map((rule) => ({ rule, named: false, options: {} })) : joined(only.flatMap((pattern) => matching(rules, pattern)));
  const unwanted = new Set(skip.flatMap((pattern) => matching(rules, pattern)).map(({ rule }) => rule.id));
  return wanted.filter(({ rule }) => !unwanted.has(rule.id));
}

/** One entry a rule and what it is set to: two peers that want it differently get it twice. */
function joined(selected: readonly Selected[]): readonly Selected[] {
  const entries: Selected[] = [];
  for (const one of selected) {
    const index = entries.findIndex((entry) => entry.rule.id === one.rule.id && isAlike(entry, one));
    const before = entries[index];
    if (!before) entries.push(one);
    else if (before.rule.peers !== one.rule.peers) entries[index] = { ...one, rule: { ...one.rule, peers: [...peersOf(before.rule), ...peersOf(one.rule)] } };
  }
  return entries;
}

const isAlike = (a: Selected, b: Selected): boolean => setTo(a) === setTo(b);
const setTo = ({ options, of }: Selected): string => JSON.stringify([Object.entries(options).sort(), of]);

/** One rule by its id. */
export function findRule(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw noSuchRule(rules, id);
  return rule;
}

/** Begins a `--rule` that names another tool's check. */
export const PEER = 'peer:';

function matching(rules: readonly Rule[], pattern: string): readonly Selected[] {
  if (pattern.startsWith(PEER)) return matchingPeers(rules, pattern.slice(PEER.length));
  const matches = picomatch(pattern);
  const found = rules.filter((rule) => matches(rule.id) || matches(`${rule.theme}/${rule.id}`));
  if (found.length === 0) throw noSuchRule(rules, pattern);
  return found.map((rule) => ({ rule, named: true, options: {} }));
}

function matchingPeers(rules: readonly Rule[], pattern: string): readonly Selected[] {
  const matches = picomatch(pattern, { nocase: true });
  const found = rules.flatMap((rule) => peersOf(rule).filter(({ id }) => matches(id)).map((peer) => ({ rule: asPeer(rule, peer), named: true, options: peer.options, of: peer.of })));
  if (found.length > 0) return found;
  const ids = rules.flatMap((rule) => peersOf(rule).map(({ id }) => id));
  const near = nearest(pattern, ids);
  const tools = [...new Set(ids.map((id) => id.slice(0, id.indexOf('/'))))].sort();
  throw new UsageError(`No rule covers a check "${pattern}" of another tool. ${near === undefined ? `"faultline rules --format json" lists those that are covered; they are of ${tools.join(', ')}.` : `Did you mean "peer:${near}"?`}`);
}

function noSuchRule(rules: readonly Rule[], id: string): UsageError {
  const near = nearest(id, rules.map((rule) => rule.id));
  return new UsageError(`There is no rule "${id}". ${near === undefined ? '"faultline rules" lists them.' : `Did you mean "${near}"?`}`);
}
