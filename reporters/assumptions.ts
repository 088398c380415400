import colours from 'picocolors';
import { keyOf, type Assumption, type Assumptions } from '../analyzer/report/assumptions.js';
import { code, escape } from './markdown/escape.js';
import type { ReportOptions } from './options.js';
import { plain } from './plain.js';
import { fileLine } from './subject.js';
import { count } from './summary.js';
import { pad, wrap } from './wrap.js';

/** The ledger for a terminal: per dependency what holds because nobody wrote anything, then the components in groups. */
export function assumptionsText(ledger: Assumptions, { colour, width, verbose }: Pick<ReportOptions, 'colour' | 'width' | 'verbose'>): string {
  const paint = colours.createColors(colour);
  const blocks = [...byKey(ledger.dependencies)].map(([key, rows]) => [
    `${paint.bold(plain(key))}  ${paint.dim(plain(fileLine(rows[0]!.at)))}`,
    ...rows.map((row) => line(row, paint)),
    ...(verbose ? sources(rows, width) : []),
  ]);
  const lines = [...blocks, alike(ledger, width), unknown(ledger, width), [paint.bold(lead(ledger))]];
  return `${lines.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`;
}

function line({ name, value, meaning, by, unbounded, stack }: Assumption, paint: ReturnType<typeof colours.createColors>): string {
  const told = `  ${pad(name, 30)}${pad(value === null ? 'none' : String(value), 10)}${unbounded ? paint.yellow(meaning) : meaning}`;
  return plainKeepingColour(`${told}${by === undefined ? '' : `  (${by}'s default)`}${stack === undefined ? '' : `  in ${stack}`}`);
}

/** Names come from the input; the colours around them are ours. */
const plainKeepingColour = (text: string): string => text.split(/(\u001B\[\d+m)/).map((part, index) => (index % 2 === 1 ? part : plain(part))).join('');

const sources = (rows: readonly Assumption[], width: number): string[] =>
  [...new Set(rows.flatMap(({ source }) => source ?? []))].flatMap((source) => wrap(plain(`source: ${source}`), width - 4).map((text) => `    ${text}`));

/** Components by what they have in common: thirty times the same sentence is one sentence. */
function alike({ components }: Assumptions, width: number): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, value, meaning, on } of components) {
    const key = `${name} ${value === null ? 'none' : String(value)}: ${meaning}`;
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
  return `${count(dependencies.length, 'value')} on ${count(on, 'dependency', 'dependencies')} that nobody wrote; ${unbounded.size} of them without any limit`;
}

/** The same as a page: one table for dependencies, one for components. */
export function assumptionsMarkdown(ledger: Assumptions): string {
  const head = (first: string): string[] => [`| ${first} | setting | value | what it means | default of | where it would be written | source |`, '| --- | --- | --- | --- | --- | --- | --- |'];
  const row = ({ on, name, value, meaning, by, at, source }: Assumption): string =>
    `| ${code(keyOf(on))} | ${name} | ${value === null ? 'none' : escape(String(value))} | ${escape(meaning)} | ${by === undefined ? 'the platform' : code(by)} | ${code(fileLine(at))} | ${escape(source ?? '')} |`;
  const table = (title: string, first: string, rows: readonly Assumption[]): string[] => (rows.length === 0 ? [] : ['', `## ${title}`, '', ...head(first), ...rows.map(row)]);
  return `${['# What nobody decided', '', `${lead(ledger)}.`, ...table('Dependencies', 'dependency', ledger.dependencies), ...table('Components', 'component', ledger.components)].join('\n')}\n`;
}

function byKey(rows: readonly Assumption[]): Map<string, Assumption[]> {
  const groups = new Map<string, Assumption[]>();
  for (const row of rows) groups.set(keyOf(row.on), [...(groups.get(keyOf(row.on)) ?? []), row]);
  return groups;
}
