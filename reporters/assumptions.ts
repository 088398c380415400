import colours from 'picocolors';
import { keyOf, type Assumption, type Assumptions } from '../analyzer/report/assumptions.js';
import { code, escape } from './markdown/escape.js';
import { duration } from '../analyzer/report/duration.js';
import type { ReportOptions } from './options.js';
import { plain } from './plain.js';
import { fileLine } from './subject.js';
import { count } from './summary.js';
import { pad, wrap } from './wrap.js';

/** The ledger for a terminal: dependencies for which the same holds are one block, then the components in groups. */
export function assumptionsText(ledger: Assumptions, { colour, width, verbose }: Pick<ReportOptions, 'colour' | 'width' | 'verbose'>): string {
  const paint = colours.createColors(colour);
  const blocks = [...alikeDependencies(ledger.dependencies)].map((alike) => block(alike, paint, verbose ? width : undefined));
  const lines = [...blocks, alike(ledger, width), unknown(ledger, width), [paint.bold(lead(ledger)), ...(verbose || blocks.length === 0 ? [] : [paint.dim('--verbose says where each default was read')])]];
  return `${lines.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** Dependencies of one key each, grouped by what is said of them. */
function alikeDependencies(rows: readonly Assumption[]): Iterable<readonly (readonly Assumption[])[]> {
  const groups = new Map<string, (readonly Assumption[])[]>();
  for (const own of byKey(rows).values()) {
    const said = JSON.stringify(own.map(({ name, value, meaning, by, version, stack }) => [name, value, meaning, by, version, stack]));
    groups.set(said, [...(groups.get(said) ?? []), own]);
  }
  return groups.values();
}

function block(alike: readonly (readonly Assumption[])[], paint: ReturnType<typeof colours.createColors>, width: number | undefined): string[] {
  const widest = Math.max(...alike.map(([first]) => keyOf(first!.on).length));
  const heads = alike.map(([first]) => `${paint.bold(plain(pad(keyOf(first!.on), widest)))}  ${paint.dim(plain(fileLine(first!.at)))}`);
  const rows = alike[0]!;
  return [...heads, ...linesOf(rows, paint), ...(width === undefined ? [] : sources(rows, width))];
}

/** One line a value, whatever number of stacks it holds in; whose default it is once, where it is the same for all. */
function linesOf(rows: readonly Assumption[], paint: ReturnType<typeof colours.createColors>): string[] {
  const shared = new Set(rows.map(whose)).size === 1 ? whose(rows[0]!) : undefined;
  const stacks = new Map<string, string[]>();
  for (const row of rows) {
    const line = lineOf(row, paint, shared === undefined ? whose(row) : '');
    stacks.set(line, [...(stacks.get(line) ?? []), ...(row.stack === undefined ? [] : [row.stack])]);
  }
  const lines = [...stacks].map(([line, names]) => plainKeepingColour(names.length === 0 ? line : `${line}  in ${some(names)}`));
  return shared === undefined || shared === '' ? lines : [...lines, `  ${paint.dim(plain(shared))}`];
}

const whose = ({ by, version }: Assumption): string => (by === undefined ? '' : `default of ${by}${version === undefined ? '' : `, here ${version}`}`);

function lineOf({ name, value, meaning, unbounded, undecided }: Assumption, paint: ReturnType<typeof colours.createColors>, whose: string): string {
  return `  ${pad(name, 30)}${pad(undecided ? 'unknown' : shown(name, value), 11)} ${unbounded ? paint.yellow(meaning) : meaning}${whose === '' ? '' : `  (${whose})`}`;
}

const shown = (name: string, value: Assumption['value']): string => (value === null ? 'none' : typeof value === 'number' && /timeout/i.test(name) && !name.endsWith('Seconds') ? duration(value) : String(value));

/** Names come from the input; the colours around them are ours. */
const plainKeepingColour = (text: string): string => text.split(/(\u001B\[\d+m)/).map((part, index) => (index % 2 === 1 ? part : plain(part))).join('');

const sources = (rows: readonly Assumption[], width: number): string[] =>
  [...new Set(rows.flatMap(({ source }) => source ?? []))].flatMap((source) => wrap(plain(`source: ${source}`), width - 4).map((text) => `    ${text}`));

/** Components by what they have in common: thirty times the same sentence is one sentence. */
function alike({ components }: Assumptions, width: number): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, value, meaning, on } of components) {
    const key = `${name} ${shown(name, value)}: ${meaning}`;
    groups.set(key, [...new Set([...(groups.get(key) ?? []), keyOf(on)])]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, ids]) => wrap(plain(`${key} (${ids.length}): ${some(ids)}`), width - 4).map((text, index) => (index === 0 ? text : `    ${text}`)));
}

function unknown({ unknown: rows }: Assumptions, width: number): string[] {
  if (rows.length === 0) return [];
  return wrap(plain(`Not known, because nothing in code or configuration shows how they call: ${some(rows.map(keyOf))}`), width);
}

const SOME = 8;

const some = (ids: readonly string[]): string => (ids.length > SOME + 1 ? `${ids.slice(0, SOME).join(', ')} and ${ids.length - SOME} more` : ids.join(', '));

function lead({ dependencies }: Assumptions): string {
  const unbounded = new Set(dependencies.filter((row) => row.unbounded).map(({ on }) => keyOf(on)));
  const on = byKey(dependencies).size;
  const undecided = dependencies.filter((row) => row.undecided).length;
  return `${count(dependencies.length, 'value')} on ${count(on, 'dependency', 'dependencies')} that nobody wrote; on ${unbounded.size} of these nothing limits a call${undecided === 0 ? '' : `; ${count(undecided, 'value')} ${undecided === 1 ? 'depends' : 'depend'} on a release that is not locked`}`;
}

/** The same as a page: one table for dependencies, one for components. */
export function assumptionsMarkdown(ledger: Assumptions): string {
  const head = (first: string): string[] => [`| ${first} | setting | value | what it means | default of | where it would be written | source |`, '| --- | --- | --- | --- | --- | --- | --- |'];
  const row = ({ on, name, value, meaning, by, version, undecided, at, source }: Assumption): string =>
    `| ${code(keyOf(on))} | ${name} | ${undecided ? 'unknown' : escape(shown(name, value))} | ${escape(meaning)} | ${by === undefined ? 'the platform' : code(version ?? by)} | ${code(fileLine(at))} | ${escape(source ?? '')} |`;
  const table = (title: string, first: string, rows: readonly Assumption[]): string[] => (rows.length === 0 ? [] : ['', `## ${title}`, '', ...head(first), ...rows.map(row)]);
  return `${['# What nobody decided', '', `${lead(ledger)}.`, ...table('Dependencies', 'dependency', ledger.dependencies), ...table('Components', 'component', ledger.components)].join('\n')}\n`;
}

function byKey(rows: readonly Assumption[]): Map<string, Assumption[]> {
  const groups = new Map<string, Assumption[]>();
  for (const row of rows) groups.set(keyOf(row.on), [...(groups.get(keyOf(row.on)) ?? []), row]);
  return groups;
}
