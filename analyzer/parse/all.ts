import type { Tree } from '../discover/tree.js';
import { isGap } from '../facts/gaps.js';
import { groupBy } from '../facts/groups.js';
import type { Problem, Unit, UnitFacts } from '../facts/types.js';
import type { Coverage, Extent } from '../graph/document.js';
import type { FileSet, Parser } from './parser.js';
import type { UnitCache } from './unit-cache.js';

export interface Parsed {
  readonly units: readonly UnitFacts[];
  readonly coverage: Pick<Coverage, 'files' | 'units' | 'wholes'>;
}

/** Gives every file to the first parser that claims it, and every unit to its parser. */
export async function parseAll(tree: Tree, parsers: readonly Parser[], onUnit?: (done: number, total: number) => void, cache?: UnitCache): Promise<Parsed> {
  const claims = claimAll(tree, parsers);
  const work = parsers.flatMap((parser) => parser.units(claims.get(parser.id) ?? [], tree).map((unit) => ({ parser, unit })));
  const units: UnitFacts[] = [];
  const notMine = new Set<string>();
  for (const { parser, unit } of work) {
    onUnit?.(units.length, work.length);
    const result = await (cache ? cache.parse(unit, tree, (files) => parseUnit(parser, unit, files)) : parseUnit(parser, unit, tree));
    units.push({ unit, facts: result.facts, problems: result.problems });
    result.notMine?.forEach((path) => notMine.add(path));
  }
  const problems = tree.problems();
  if (problems.length > 0) units.unshift({ unit: { id: 'discover', parser: 'discover', root: '.', files: problems.map(({ file }) => file) }, facts: [], problems });
  return { units, coverage: { files: countFiles(tree, claims, notMine), units: countUnits(units), ...wholesOf(units) } };
}

function claimAll(tree: Tree, parsers: readonly Parser[]): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, string[]>(parsers.map((parser) => [parser.id, []]));
  const owners = parsers.flatMap((parser) => (parser.owns ? [{ parser, owned: parser.owns(tree) }] : []));
  for (const path of tree.paths) {
    let head: string | undefined;
    const owner = owners.find(({ owned }) => owned.has(path))?.parser ?? parsers.find((parser) => parser.claims(path, () => (head ??= tree.head(path))));
    if (owner) claims.get(owner.id)!.push(path);
  }
  return claims;
}

/** A parser that throws has a bug; the run goes on without this unit and says so. */
async function parseUnit(parser: Parser, unit: Unit, tree: FileSet): ReturnType<typeof asProblem> {
  try {
    return await parser.parse(unit, tree);
  } catch (error) {
    return asProblem(parser, unit, error);
  }
}

async function asProblem(parser: Parser, unit: Unit, error: unknown): Promise<{ facts: UnitFacts['facts']; problems: readonly Problem[]; notMine?: readonly string[] }> {
  const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  const message = `The ${parser.id} parser failed here (${reason}) and this input was skipped. No input should be able to do that: please report it.`;
  return { facts: [], problems: [{ code: 'parser-failed', file: unit.files[0] ?? unit.root, line: 1, column: 1, severity: 'error', message }] };
}

/** Every file once: by its parser, by why it could not be read, or as not analyzed; ignored entries beside them. */
function countFiles(tree: Tree, claims: ReadonlyMap<string, readonly string[]>, notMine: ReadonlySet<string>): Record<string, number> {
  const counts = new Map<string, number>();
  const add = (what: string, count = 1): void => void (count > 0 && counts.set(what, (counts.get(what) ?? 0) + count));
  let claimed = 0;
  for (const [id, paths] of claims)
    for (const path of paths) {
      claimed++;
      add(tree.unread().get(path) ?? (notMine.has(path) ? 'not-analyzed' : id));
    }
  add('not-analyzed', tree.paths.length - claimed);
  for (const [why, count] of Object.entries(tree.skipped)) add(why, count);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function countUnits(units: readonly UnitFacts[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { unit } of units) if (unit.parser !== 'discover') counts.set(unit.parser, (counts.get(unit.parser) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Parsers that put a whole together from several files; a folder with several sets of values is one whole. */
const WHOLES: ReadonlySet<string> = new Set(['helm', 'kustomize', 'terraform', 'cloudformation']);

function wholesOf(units: readonly UnitFacts[]): Pick<Coverage, 'wholes'> {
  const byWhole = groupBy(units.filter(({ unit }) => WHOLES.has(unit.parser)), ({ unit }) => `${unit.parser} ${unit.parser === 'cloudformation' ? unit.id : unit.root}`);
  const wholes: Record<string, Extent> = {};
  for (const [key, parts] of [...byWhole].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parser = key.slice(0, key.indexOf(' '));
    const before = wholes[parser] ?? { read: 0, partly: 0, not: 0 };
    const extent = extentOf(parts);
    wholes[parser] = { ...before, [extent]: before[extent] + 1 };
  }
  return byWhole.size === 0 ? {} : { wholes };
}

function extentOf(parts: readonly UnitFacts[]): keyof Extent {
  if (!parts.some(({ problems }) => problems.some(isGap))) return 'read';
  return parts.some(({ facts }) => facts.length > 0) ? 'partly' : 'not';
}
