import { measures, type Measures, type Trend } from '../../analyzer/drift/trend.js';
import type { ReportOptions } from '../options.js';
import { plain } from '../plain.js';
import { fileLine, subjectOf } from '../subject.js';
import { shellOf } from '../shell.js';
import { escapeXml } from '../svg.js';
import { course, measureTitles, worstFirst } from './words.js';

/** One file without a script: a plot for each measure, then the components and what brought the open findings. */
export function html(trend: Trend, options: ReportOptions): string {
  const title = options.title ?? 'Faultline: how it went';
  const components = [...trend.components].sort(worstFirst);
  const body = `<h1>${escapeXml(title)}</h1>
<p class="quiet">${words(span(trend))}</p>
<div class="plots">${measures.map((name) => plot(trend, name)).join('\n')}</div>
<h2>Components, first -> last</h2>
${table(['component', ...measures.map((name) => measureTitles[name])], components.map((one) => [one.component, ...measures.map((name) => course(one[name]))]))}
<h2>What brought the open findings</h2>
${table(['finding', 'about', 'where', 'brought by'], trend.open.map((one) => [one.message, `${one.rule}: ${subjectOf(one)}`, fileLine(one.place), one.introduced ? `${one.introduced.id.slice(0, 10)} ${one.introduced.date} ${one.introduced.subject}` : 'older than this walk']))}
${trend.left.map((line) => `<p class="quiet">${words(line)}</p>`).join('\n')}`;
  return shellOf({ title, style: STYLE, body });
}

const words = (text: string): string => escapeXml(plain(text));

const span = ({ steps }: Trend): string => `${steps.length} commits from ${steps[0]?.commit.date ?? ''} to ${steps.at(-1)?.commit.date ?? ''}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="scroll"><table><thead><tr>${head.map((cell) => `<th scope="col">${words(cell)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${words(cell)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`;

const WIDTH = 520;
const HEIGHT = 180;
const LEFT = 40;
const BOTTOM = 24;
const TOP = 12;

/** A line over the steps, with the first, the last and the highest value in words. */
function plot({ steps }: Trend, name: keyof Measures): string {
  const values = steps.map(({ totals }) => totals[name]);
  const most = Math.max(1, ...values);
  const x = (index: number): number => LEFT + (values.length < 2 ? 0 : (index * (WIDTH - LEFT - 16)) / (values.length - 1));
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const points = values.map((value, index) => ({ x: round(x(index)), y: round(y(value)), value, step: steps[index]! }));
  const line = points.map((point) => `${point.x},${point.y}`).join(' ');
  const dots = points.map((point) => `<circle class="dot" cx="${point.x}" cy="${point.y}" r="3"><title>${words(`${point.step.commit.date} ${point.step.commit.id.slice(0, 10)}: ${point.value}`)}</title></circle>`).join('');
  return `<figure><figcaption>${measureTitles[name]}: ${course(values)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words(`${measureTitles[name]} over time: ${course(values)}, at most ${Math.max(0, ...values)}`)}">
<line class="axis" x1="${LEFT}" y1="${TOP}" x2="${LEFT}" y2="${HEIGHT - BOTTOM}"/><line class="axis" x1="${LEFT}" y1="${HEIGHT - BOTTOM}" x2="${WIDTH - 8}" y2="${HEIGHT - BOTTOM}"/>
<text x="${LEFT - 6}" y="${TOP + 5}" text-anchor="end">${most}</text><text x="${LEFT - 6}" y="${HEIGHT - BOTTOM + 4}" text-anchor="end">0</text>
<text x="${LEFT}" y="${HEIGHT - 6}">${words(steps[0]?.commit.date ?? '')}</text><text x="${WIDTH - 8}" y="${HEIGHT - 6}" text-anchor="end">${words(steps.at(-1)?.commit.date ?? '')}</text>
<polyline class="course" points="${line}"/>${dots}</svg></figure>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const STYLE = `
:root { --ink: #1b2430; --quiet: #55606e; --ground: #fff; --edge: #d5dbe3; --course: #1d5fbf; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --quiet: #a3adba; --ground: #14181e; --edge: #333b46; --course: #7fb0ff; } }
body { margin: 0 auto; max-width: 1200px; padding: 1rem 1.5rem; font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: var(--ink); background: var(--ground); }
h1 { font-size: 1.2rem; } h2 { font-size: 1.1rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1rem; }
figure { margin: 0; padding: .8rem; border: 1px solid var(--edge); border-radius: 8px; }
figcaption { font-weight: 600; }
svg { width: 100%; height: auto; }
text { font-size: 12px; fill: var(--quiet); }
.axis { stroke: var(--edge); }
.course { fill: none; stroke: var(--course); stroke-width: 2; }
.dot { fill: var(--course); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-top: 1px solid var(--edge); }
th { font-size: .85rem; color: var(--quiet); }
`;
