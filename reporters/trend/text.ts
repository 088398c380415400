import colours from 'picocolors';
import { measures, type Trend } from '../../analyzer/drift/trend.js';
import type { ReportOptions } from '../options.js';
import { plain } from '../plain.js';
import { fileLine, subjectOf } from '../subject.js';
import { pad } from '../wrap.js';
import { course, measureTitles, worstFirst } from './words.js';

/** Tables: the system step by step, each component from first to last, and what brought the open findings. */
export function text(trend: Trend, options: ReportOptions): string {
  const paint = colours.createColors(options.colour);
  const steps = table(['commit', 'date', 'components', ...measures.map((name) => measureTitles[name])], trend.steps.map(({ commit, components, totals }) => [commit.id.slice(0, 10), commit.date, String(components), ...measures.map((name) => String(totals[name]))]));
  const shown = [...trend.components].sort(worstFirst).slice(0, options.verbose ? Infinity : MOST);
  const parts = table(['component', ...measures.map((name) => measureTitles[name])], shown.map((one) => [one.component, ...measures.map((name) => course(one[name]))]));
  const open = trend.open.filter(({ severity }) => options.verbose || severity !== 'info').slice(0, options.verbose ? Infinity : MOST);
  const brought = table(['open finding', 'about', 'where', 'brought by'], open.map((one) => [one.rule, subjectOf(one), fileLine(one.place), one.introduced ? `${one.introduced.id.slice(0, 10)} ${one.introduced.date} ${one.introduced.subject.slice(0, 50)}` : 'older than this walk']));
  const blocks: [string, readonly string[]][] = [['The system, commit by commit', steps], ['Components, first -> last', parts], ['What brought the open findings', brought]];
  const left = trend.left.map(plain);
  return `${[...blocks.map(([title, rows]) => [paint.bold(title), '', ...rows].join('\n')), ...(left.length > 0 ? [left.join('\n')] : [])].join('\n\n')}\n`;
}

const MOST = 20;

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [head, ...rows].map((row) => row.map(plain));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : pad(cell, widths[column]! + 2))).join(''));
}
