import type { Finding, Result } from '../analyzer/report/result.js';
import { type Cause, causesOf } from './causes.js';
import { code, escape, fence } from './markdown/escape.js';
import { spread } from './markdown/spread.js';
import { mermaid } from './mermaid.js';
import type { ReportOptions } from './options.js';
import { byOutcome } from './outcomes.js';
import { fileLine, origin, subjectOf } from './subject.js';
import { count, coverage, notEvaluated, verdict } from './summary.js';

/** For a pull request or an architecture page: a sentence, the worst, the picture, then details that open. */
export function markdown(result: Result, options?: Pick<ReportOptions, 'title'>): string {
  const causes = causesOf(result.findings);
  const blocks = [
    `# ${escape(options?.title ?? 'Faultline report')}`,
    summary(result, causes),
    worst(causes),
    impact(result),
    spread(result),
    picture(result),
    details(result, causes),
    problems(result),
    closing(result),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function summary(result: Result, causes: readonly Cause[]): string {
  const [first] = causes;
  const lead = `**${escape(verdict(result))}.**`;
  if (first === undefined) return `${lead} No rule found anything to report.`;
  return first.head.severity === 'error' ? `${lead} The worst: ${escape(first.head.message)}.` : lead;
}

const WORST = 10;

function worst(causes: readonly Cause[]): string {
  const rows = causes.filter(({ head }) => head.severity !== 'info').slice(0, WORST);
  if (rows.length === 0) return '';
  const lines = rows.map(({ head }) => `| ${head.severity} | ${escape(head.message)} | ${code(fileLine(head.place))} | ${code(head.rule)} |`);
  return ['| severity | what would happen | where | rule |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

const RANKED = 5;

function impact(result: Result): string {
  const rows = result.impact.filter(({ lost }) => lost.length > 0).sort((a, b) => b.lost.length - a.lost.length).slice(0, RANKED);
  if (rows.length === 0) return '';
  const lines = rows.map(({ component, lost, entryPoints }) => `| ${code(component)} | ${lost.length} | ${names(lost)} | ${names(entryPoints)} |`);
  return ['## What stops with what', '', '| when this fails | services lost | which | entry points |', '| --- | ---: | --- | --- |', ...lines].join('\n');
}

const NAMES = 8;

const names = (ids: readonly string[]): string =>
  ids.length === 0 ? 'none' : [...ids.slice(0, NAMES).map(code), ...(ids.length > NAMES ? [`and ${ids.length - NAMES} more`] : [])].join(', ');

/** More boxes than this nobody reads inside a page. */
const BOXES = 40;

const picture = (result: Result): string =>
  result.graph.components.length === 0 || result.graph.components.length > BOXES ? '' : `## Dependencies\n\n${fence('mermaid', mermaid(result))}`;

/** A comment on GitHub holds 65,536 characters. */
const DETAILS = 40;

function details(result: Result, causes: readonly Cause[]): string {
  if (causes.length === 0) return '';
  const sections = byOutcome(result, causes.slice(0, DETAILS)).map((group) => [`### ${group.outcome}`, ...group.causes.map(detail)].join('\n\n'));
  const rest = causes.length - DETAILS;
  return ['## Findings', ...sections, ...(rest > 0 ? [`And ${count(rest, 'more finding', 'more findings')}.`] : [])].join('\n\n');
}

function detail({ head, others }: Cause): string {
  const steps = head.path.map((step, index) => `${index + 1}. ${code(step.component)} ${escape(step.text)} ${code(fileLine(step.at))}`);
  const places = [...head.related.map(({ at, text }) => `- ${code(fileLine(at))} ${escape(text)}`), ...others.map((other) => `- ${code(fileLine(other.place))} ${escape(subjectOf(other))} in ${escape(other.stack ?? other.environment)}`)];
  return [
    `<details><summary>${head.severity}: ${escape(head.message)}</summary>`,
    `${code(head.rule)} at ${code(fileLine(head.place))}${escape(origin(head.place))}, ${escape(subjectOf(head))} in ${escape(head.stack ?? head.environment)}`,
    ...(steps.length > 0 ? [steps.join('\n')] : []),
    ...(places.length > 0 ? [places.join('\n')] : []),
    `**Fix:** ${escape(head.fix.text)}`,
    ...suggestion(head),
    '</details>',
  ].join('\n\n');
}

const suggestion = ({ fix }: Finding): string[] => (fix.suggestion ? [fence(fix.suggestion.language, fix.suggestion.text)] : []);

function problems({ graph }: Result): string {
  const rows = graph.problems.filter((problem) => problem.severity !== 'info').map((problem) => `- ${code(fileLine(problem))} ${escape(problem.message)}`);
  return rows.length === 0 ? '' : `## Not read completely\n\n${rows.join('\n')}`;
}

function closing(result: Result): string {
  const idle = [...notEvaluated(result)].map(([reason, ids]) => `- ${escape(reason)}: ${ids.map(code).join(', ')}`);
  return [`## Coverage\n\n${escape(coverage(result))}.`, ...(idle.length > 0 ? [`Rules that were not evaluated:\n\n${idle.join('\n')}`] : [])].join('\n\n');
}
