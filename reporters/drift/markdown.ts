import type { Difference, Drift } from '../../analyzer/drift/drift.js';
import { code, escape } from '../markdown/escape.js';
import { count } from '../summary.js';
import type { DriftReport } from './options.js';
import { counts, judgements, kindOf, ofJudgement, placesOf, sidesOf, titles } from './words.js';

/** A comment on GitHub holds 65,536 characters; some are left for who wraps it in words of his own. */
const MOST_CHARACTERS = 60_000;

/** For a pull request: the sentence, what weakens the system as a table, the rest folded; what does not fit is counted. */
export function markdown({ drift }: DriftReport): string {
  const closing = [...drift.notCompared.map(escape), `${escape(sidesOf(drift))}: ${counts(drift)}.`].join('\n\n');
  const lead = `## Faultline\n\n**${escape(drift.summary)}**`;
  let room = MOST_CHARACTERS - lead.length - closing.length;
  const groups = judgements.flatMap((judgement) => {
    const group = groupOf(drift, judgement, room);
    room -= group.length;
    return group === '' ? [] : [group];
  });
  return `${[lead, ...groups, closing].join('\n\n')}\n`;
}

function groupOf(drift: Drift, judgement: Difference['judgement'], room: number): string {
  const all = ofJudgement(drift, judgement);
  if (all.length === 0) return '';
  const rows: string[] = [];
  let left = room - 400;
  for (const one of all) {
    const row = rowOf(one);
    if ((left -= row.length + 1) < 0) break;
    rows.push(row);
  }
  const rest = all.length - rows.length;
  const table = [HEAD, RULE, ...rows, ...(rest > 0 ? [`| and ${count(rest, 'more difference')} | | |`] : [])].join('\n');
  return judgement === 'weaker' ? table : `<details><summary>${titles[judgement]} (${all.length})</summary>\n\n${table}\n\n</details>`;
}

const HEAD = '| what | kind | where |';
const RULE = '| --- | --- | --- |';

const rowOf = (one: Difference): string => `| ${escape(one.message)} | ${escape(kindOf(one))} | ${[placesOf(one), one.stacks.join(', ')].filter((part) => part !== '').map(code).join(' ')} |`;
