import type { Difference } from '../../analyzer/drift/drift.js';
import type { ReportOptions } from '../options.js';
import { plain } from '../plain.js';
import { shellOf } from '../shell.js';
import { escapeXml } from '../svg.js';
import type { DriftReport } from './options.js';
import { picture, states } from './picture.js';
import { unionOf, type State } from './union.js';
import { counts, judgements, kindOf, ofJudgement, placesOf, sidesOf, titles } from './words.js';

/** One file: the sentence, both graphs as one picture, and every difference. No script; it asks for nothing. */
export async function html(report: DriftReport, options: ReportOptions): Promise<string> {
  const { drift } = report;
  const title = options.title ?? 'Faultline: what changed';
  const body = `<header class="${drift.verdict}"><h1>${escapeXml(title)}</h1><p>${words(drift.summary)}</p><p class="quiet">${words(`${sidesOf(drift)}: ${counts(drift)}`)}</p></header>
<main>
<figure><div class="scroll" tabindex="0">${await picture(unionOf(report))}</div><figcaption>${(Object.keys(states) as State[]).map(legend).join(' ')} Arrows point from what needs to what is needed.</figcaption></figure>
${judgements.map((judgement) => section(judgement, ofJudgement(drift, judgement))).join('')}
${drift.notCompared.map((line) => `<p class="quiet">${words(line)}</p>`).join('\n')}
</main>`;
  return shellOf({ title, style: STYLE, body });
}

const words = (text: string): string => escapeXml(plain(text));

const legend = (state: State): string => `<span class="${state}">${states[state].sign} ${states[state].word}</span>`;

function section(judgement: Difference['judgement'], differences: readonly Difference[]): string {
  if (differences.length === 0) return '';
  const rows = differences.map((one) => `<tr><td>${words(one.message)}</td><td>${words(kindOf(one))}</td><td><code>${words(placesOf(one))}</code><br><span class="quiet">${words(one.stacks.join(', '))}</span></td></tr>`);
  return `<section class="${judgement}"><h2>${titles[judgement]} (${differences.length})</h2><table><thead><tr><th scope="col">what</th><th scope="col">kind</th><th scope="col">where</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></section>\n`;
}

const STYLE = `
:root { --ink: #1b2430; --quiet: #55606e; --ground: #fff; --edge: #d5dbe3; --weaker: #b3261e; --stronger: #1a7f37; --changed: #9a5b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --quiet: #a3adba; --ground: #14181e; --edge: #333b46; --weaker: #ff8a80; --stronger: #7ee2a0; --changed: #f2b95c; } }
body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: var(--ink); background: var(--ground); }
header, main { max-width: 1200px; margin: 0 auto; padding: 1rem 1.5rem; }
header p { font-size: 1.2rem; font-weight: 600; margin: .3rem 0; }
header.weaker p:first-of-type { color: var(--weaker); }
header.stronger p:first-of-type { color: var(--stronger); }
header p.quiet, .quiet { font-size: .9rem; font-weight: 400; color: var(--quiet); }
h1 { font-size: 1rem; margin: 0; color: var(--quiet); }
h2 { font-size: 1.1rem; }
section.weaker h2 { color: var(--weaker); }
section.stronger h2 { color: var(--stronger); }
figure { margin: 0; }
.scroll { overflow: auto; max-height: 75vh; border: 1px solid var(--edge); border-radius: 8px; background: #fff; }
svg { display: block; margin: 0 auto; }
figcaption { padding: .5rem 0; color: var(--quiet); }
figcaption span { margin-right: 1rem; font-weight: 600; }
figcaption .added { color: var(--stronger); }
figcaption .removed { color: var(--weaker); }
figcaption .changed { color: var(--changed); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-top: 1px solid var(--edge); }
th { font-size: .85rem; color: var(--quiet); }
td:first-child { width: 55%; }
code { font-size: .85rem; overflow-wrap: anywhere; }
`;
