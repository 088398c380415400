import type { Fact, Problem } from '../../facts/types.js';
import type { Place } from '../../facts/place.js';
import type { FileSet, ParseResult } from '../parser.js';
import { kubernetesParser } from './index.js';

/** Files in memory, for tests. */
const fileSet = (files: Readonly<Record<string, string>>): FileSet => ({
  paths: Object.keys(files).sort(),
  has: (path) => Object.hasOwn(files, path),
  read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  size: (path) => files[path]?.length ?? 0,
});

/** Parses files as a run does: claimed by name and head, grouped, read. */
export function parseFiles(files: Readonly<Record<string, string>>): ParseResult & { units: readonly string[] } {
  const set = fileSet(files);
  const claimed = set.paths.filter((path) => kubernetesParser.claims(path, () => (set.read(path) ?? '').slice(0, 4096)));
  const units = kubernetesParser.units(claimed, set);
  const results = units.map((unit) => kubernetesParser.parse(unit, set) as ParseResult);
  return { units: units.map((unit) => unit.id), facts: results.flatMap((result) => result.facts), problems: results.flatMap((result) => result.problems), notMine: results.flatMap((result) => result.notMine ?? []) };
}

export const parseText = (text: string): ParseResult => parseFiles({ 'a.yaml': text });

/** The only fact of a kind. */
export function only<K extends Fact['kind']>(text: string, kind: K): Extract<Fact, { kind: K }> {
  const { facts, problems } = parseText(text);
  const found = facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} facts of kind ${kind}; problems: ${JSON.stringify(problems)}`);
  return found[0];
}

/** `line:column` of a place or of a value's place. */
export function at(value: Place | { readonly at: Place } | undefined): string {
  if (value === undefined) return 'absent';
  const place = 'at' in value ? value.at : value;
  return `${place.line}:${place.column}`;
}

export const lines = (problems: readonly Problem[]): string[] => problems.map((problem) => `${problem.code} ${problem.line}:${problem.column}`);
