import type { Unit } from '../facts/types.js';
import type { FileSet, ParseResult } from './parser.js';

/**
 * Facts of units, kept while a history is walked. A unit's facts are a function of the bytes that its parser asked for, so what
 * it asked for and what it was told is kept with them; where the same questions get the same answers, so does the unit.
 */
export interface UnitCache {
  parse(unit: Unit, files: FileSet, parse: (files: FileSet) => Promise<ParseResult>): Promise<ParseResult>;
  /** Units that were parsed, and those that were not. */
  readonly counts: { parsed: number; reused: number };
}

/** Of one unit so many states are kept: history goes back and forth where it is searched. */
const STATES = 6;

interface State {
  readonly answers: Answers;
  readonly result: ParseResult;
}

export function unitCache(): UnitCache {
  const states = new Map<string, State[]>();
  const counts = { parsed: 0, reused: 0 };
  return {
    counts,
    parse: async (unit, files, parse) => {
      const key = JSON.stringify([unit.parser, unit.id, unit.root, unit.files]);
      const known = states.get(key) ?? [];
      const found = known.find(({ answers }) => holds(answers, files));
      if (found) {
        counts.reused++;
        return found.result;
      }
      counts.parsed++;
      const { asked, answers } = asking(files);
      const result = await parse(asked);
      states.set(key, [{ answers, result }, ...known].slice(0, STATES));
      return result;
    },
  };
}

/** What was asked of the tree, and the answers. */
interface Answers {
  paths?: readonly string[];
  links?: readonly string[];
  readonly has: Map<string, boolean>;
  readonly texts: Map<string, string | undefined>;
  readonly sizes: Map<string, number>;
  readonly bytes: Map<string, Uint8Array | undefined>;
}

function asking(files: FileSet): { readonly asked: FileSet; readonly answers: Answers } {
  const answers: Answers = { has: new Map(), texts: new Map(), sizes: new Map(), bytes: new Map() };
  const noted = <T>(to: Map<string, T>, path: string, answer: T): T => {
    to.set(path, answer);
    return answer;
  };
  const asked: FileSet = {
    get paths() {
      return (answers.paths = files.paths);
    },
    get links() {
      answers.links = linksOf(files);
      return files.links ?? NONE;
    },
    has: (path) => noted(answers.has, path, files.has(path)),
    read: (path) => noted(answers.texts, path, files.read(path)),
    size: (path) => noted(answers.sizes, path, files.size(path)),
    ...(files.bytes ? { bytes: (path: string) => noted(answers.bytes, path, files.bytes!(path)) } : {}),
  };
  return { asked, answers };
}

const NONE: ReadonlyMap<string, string> = new Map();

const linksOf = ({ links = NONE }: FileSet): string[] => [...links].map(([link, file]) => `${link} -> ${file}`);

function holds({ paths, links, has, texts, sizes, bytes }: Answers, files: FileSet): boolean {
  return (
    (paths === undefined || sameList(paths, files.paths)) &&
    (links === undefined || sameList(links, linksOf(files))) &&
    [...has].every(([path, answer]) => files.has(path) === answer) &&
    [...sizes].every(([path, answer]) => files.size(path) === answer) &&
    [...texts].every(([path, answer]) => files.read(path) === answer) &&
    [...bytes].every(([path, answer]) => sameBytes(answer, files.bytes?.(path)))
  );
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, index) => one === b[index]);

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean => a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0);
