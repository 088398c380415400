import picomatch from 'picomatch';
import { didYouMean } from '../config/nearest.js';
import type { GraphProblem } from '../graph/document.js';
import type { Finding, Suppression } from '../report/result.js';
import type { Evaluated } from './evaluate.js';
import type { Ignore } from './ignores.js';

export interface Sorted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly (Finding & { readonly suppression: Suppression })[];
  /** Ignores that name no rule, or hid nothing. */
  readonly problems: readonly GraphProblem[];
}

/** Parts the findings that something hides from the others. `known`: all rules, also those that this run leaves out. */
export function suppress(findings: readonly Finding[], ignores: readonly Ignore[], evaluated: readonly Evaluated[], known: readonly string[]): Sorted {
  const used = new Set<string>();
  const matchers = ignores.map((ignore) => ignore.rules.map((rule) => picomatch(rule)));
  const shown: Finding[] = [];
  const suppressed: (Finding & { suppression: Suppression })[] = [];
  for (const finding of findings) {
    let by: Ignore | undefined;
    ignores.forEach((ignore, index) => {
      const rule = matchers[index]!.findIndex((matches) => matches(finding.rule));
      if (rule < 0 || !ignore.covers(finding)) return;
      used.add(`${index}/${rule}`);
      by ??= ignore;
    });
    if (by === undefined) shown.push(finding);
    else suppressed.push({ ...finding, suppression: { by: by.by, ...(by.reason === undefined ? {} : { reason: by.reason }), at: by.at } });
  }
  const ran = evaluated.filter(({ info }) => info.notEvaluated === undefined).map(({ rule }) => rule.id);
  const problems = ignores.flatMap((ignore, index) => complain(ignore, (rule) => used.has(`${index}/${rule}`), ran, known));
  return { findings: shown, suppressed, problems };
}

function complain(ignore: Ignore, isUsed: (rule: number) => boolean, ran: readonly string[], known: readonly string[]): readonly GraphProblem[] {
  const warn = (code: string, message: string): GraphProblem => ({ code, file: ignore.at.file, line: ignore.at.line, column: ignore.at.column, severity: 'warning', message });
  if (ignore.rules.length === 0) return [warn('ignore-without-rule', 'This ignore names no rule, so it hides nothing. Write "faultline-ignore rule-id -- reason".')];
  return ignore.rules.flatMap((rule, index) => {
    const matches = picomatch(rule);
    if (!known.some((id) => matches(id))) return [warn('unknown-rule', `There is no rule "${rule}", so this ignore hides nothing.${didYouMean(rule, known)}`)];
    // A rule that did not run in full had no chance to use its ignores.
    if (isUsed(index) || ignore.placed === false || !ran.some((id) => matches(id))) return [];
    return [warn('unused-ignore', `Nothing here is reported by "${rule}" any more. Remove this ignore.`)];
  });
}
