import colours from 'picocolors';
import type { Result } from '../analyzer/report/result.js';
import { type Cause, causesOf } from './causes.js';
import type { ReportOptions } from './options.js';
import { byOutcome } from './outcomes.js';
import { plain } from './plain.js';
import { fileLine, subjectOf } from './subject.js';
import { count, countOf, coverage, notEvaluated, verdict } from './summary.js';
import { describe, GUTTER, INDENT, type Paper } from './text/describe.js';
import { wrap } from './wrap.js';

/** For a terminal: what would happen, worst first, and how to mend it; severities are words, colour only repeats them. */
export function text(result: Result, options: ReportOptions): string {
  const paper: Paper = { colours: colours.createColors(options.colour), width: Math.max(40, options.width), verbose: options.verbose ?? false };
  const shown = result.findings.filter((finding) => paper.verbose || finding.severity !== 'info');
  const sections = [
    ...byOutcome(result, causesOf(shown)).map(({ outcome, causes }) => [paper.colours.bold(outcome), '', ...listed(causes, paper)]),
    paper.verbose ? suppressed(result, paper) : folded(result, paper),
    problems(result, paper),
    closing(result, paper),
  ];
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Of one rule this many are told in full; the rest is the same story with other names. */
const TOLD = { error: 8, warning: 3, info: 3 } as const;

function listed(causes: readonly Cause[], paper: Paper): string[] {
  const kinds = new Map<string, Cause[]>();
  for (const cause of causes) kinds.set(kindOf(cause), [...(kinds.get(kindOf(cause)) ?? []), cause]);
  const told = new Set([...kinds.values()].flatMap((alike) => alike.slice(0, paper.verbose ? alike.length : toldOf(alike))));
  const rest = [...kinds.values()].map((alike) => alike.filter((cause) => !told.has(cause))).filter((alike) => alike.length > 0);
  const blocks = [
    ...causes.filter((cause) => told.has(cause)).map((cause) => describe(cause, paper)),
    ...rest.map((alike) => named('', `${alike.length} more of ${alike[0]?.head.rule}:`, alike.map(({ head }) => subjectOf(head)), paper)),
  ];
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

const kindOf = ({ head }: Cause): string => `${head.severity} ${head.rule}`;

// To name a single one that is left would take as much room as to tell it.
const toldOf = (alike: readonly Cause[]): number => (alike.length <= TOLD[alike[0]!.head.severity] + 1 ? alike.length : TOLD[alike[0]!.head.severity]);

function folded(result: Result, paper: Paper): string[] {
  const infos = causesOf(result.findings.filter((finding) => finding.severity === 'info'));
  const rules = [...new Set(infos.map(({ head }) => head.rule))].sort();
  const lines = rules.flatMap((rule) => {
    const causes = infos.filter(({ head }) => head.rule === rule);
    return named('info', `${causes.length} ${rule}:`, causes.map(({ head }) => subjectOf(head)), paper);
  });
  return lines.length === 0 ? [] : [paper.colours.bold('For information'), '', ...lines];
}

const NAMED = 6;

function named(label: string, lead: string, names: readonly string[], { colours, width }: Paper): string[] {
  const unique = [...new Set(names)].map(plain);
  const rest = unique.length > NAMED ? [`and ${count(unique.length - NAMED, 'other')}`] : [];
  const lines = wrap(`${lead} ${[...unique.slice(0, NAMED), ...rest].join(', ')}`, width - GUTTER);
  return lines.map((line, index) => (index === 0 && label !== '' ? colours.cyan(label.padEnd(GUTTER)) : INDENT) + line);
}

function suppressed(result: Result, { colours, width }: Paper): string[] {
  if (result.suppressed.length === 0) return [];
  const lines = result.suppressed.flatMap((finding) => {
    const reason = finding.suppression.reason ?? 'no reason given';
    return wrap(plain(`${finding.rule} ${subjectOf(finding)} (${finding.suppression.by}: ${reason})`), width - GUTTER).map((line) => INDENT + line);
  });
  return [colours.bold('Suppressed'), '', ...lines];
}

const PROBLEMS = 5;

function problems({ graph }: Result, { colours, width, verbose }: Paper): string[] {
  const all = graph.problems.filter((problem) => verbose || problem.severity !== 'info');
  if (all.length === 0) return [];
  const shown = verbose ? all : all.slice(0, PROBLEMS);
  const lines = shown.flatMap((problem) => wrap(plain(`${fileLine(problem)} ${problem.message}`), width - GUTTER).map((line) => INDENT + line));
  const rest = all.length - shown.length;
  return [colours.bold('Not read completely'), '', ...lines, ...(rest > 0 ? [`${INDENT}and ${rest} more`] : [])];
}

function closing(result: Result, { colours, width, verbose }: Paper): string[] {
  const paint = countOf(result.findings, 'error') > 0 ? colours.red : countOf(result.findings, 'warning') > 0 ? colours.yellow : colours.green;
  const looked = result.rules.filter((rule) => rule.notEvaluated === undefined);
  const subjects = looked.reduce((sum, rule) => sum + rule.evaluated, 0);
  return [
    paint(colours.bold(verdict(result))),
    ...wrap(plain(`${count(looked.length, 'rule')} looked at ${count(subjects, 'subject')}; ${coverage(result)}`), width).map(colours.dim),
    ...idle(result, verbose).flatMap((line) => wrap(plain(line), width).map(colours.dim)),
  ];
}

/** "Clean" and "not looked at" are different answers; which rules had nothing to look at is for who asks. */
function idle(result: Result, verbose: boolean): string[] {
  const reasons = [...notEvaluated(result)];
  if (verbose) return reasons.map(([reason, ids]) => `Not evaluated (${reason}): ${ids.join(', ')}`);
  const rules = reasons.reduce((sum, [, ids]) => sum + ids.length, 0);
  return rules === 0 ? [] : [`${count(rules, 'rule')} not evaluated, off or without anything to look at; --verbose says which and why`];
}
