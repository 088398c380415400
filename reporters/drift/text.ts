import colours from 'picocolors';
import type { Difference } from '../../analyzer/drift/drift.js';
import type { ReportOptions } from '../options.js';
import { plain } from '../plain.js';
import { wrap } from '../wrap.js';
import type { DriftReport } from './options.js';
import { counts, judgements, kindOf, ofJudgement, placesOf, sidesOf, titles } from './words.js';

/** For a terminal: the sentence first, then every difference with both places. */
export function text({ drift }: DriftReport, options: ReportOptions): string {
  const width = Math.max(40, options.width);
  const paint = colours.createColors(options.colour);
  const paintFor = { weaker: paint.red, neutral: (line: string) => line, stronger: paint.green, meant: paint.dim } as const;
  const summary = wrap(plain(drift.summary), width).map((line) => paint.bold(paintFor[drift.verdict === 'weaker' ? 'weaker' : drift.verdict === 'stronger' ? 'stronger' : 'neutral'](line)));
  const groups = judgements.flatMap((judgement) => {
    const all = ofJudgement(drift, judgement);
    if (all.length === 0) return [];
    const shown = options.verbose || judgement === 'weaker' ? all : all.slice(0, FOLDED);
    const rest = all.length - shown.length;
    return [[paintFor[judgement](paint.bold(titles[judgement])), ...shown.flatMap((one) => ['', ...described(one, width)]), ...(rest > 0 ? ['', `  and ${rest} more (--verbose shows them)`] : [])]];
  });
  const left = drift.notCompared.flatMap((line) => wrap(plain(line), width).map(paint.dim));
  return `${[summary, ...groups, [...left, paint.dim(plain(`${sidesOf(drift)}: ${counts(drift)}`))]].map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** Of what makes nothing weaker this many are told before it is folded. */
const FOLDED = 12;
const INDENT = '  ';

function described(one: Difference, width: number): string[] {
  const where = one.stacks.length === 0 ? '' : ` (${one.stacks.slice(0, 3).join(', ')}${one.stacks.length > 3 ? ` and ${one.stacks.length - 3} more` : ''})`;
  const lines = wrap(plain(one.message), width - INDENT.length);
  return [...lines.map((line) => INDENT + line), ...wrap(plain(`${[kindOf(one), placesOf(one)].filter((part) => part !== '').join(' · ')}${where}`), width - 4).map((line) => `    ${line}`)];
}
