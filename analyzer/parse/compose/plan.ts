import { compareText } from '../../facts/place.js';
import { textOf } from '../dotenv/index.js';
import type { FileSet } from '../parser.js';
import { folderOf, inside } from '../paths.js';
import { outlineOf, type Outline } from './outline.js';
import { Problems } from './problems.js';
import { readVariables } from './variables.js';

/** A project to be: the files that are merged, and the one of them that it is there for. */
export interface Candidate {
  readonly layers: readonly string[];
  readonly identity: string;
}

/** The names that `docker compose up` looks for, in its order. */
const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

export const isDefaultName = (path: string): boolean => BASES.includes(path.slice(path.lastIndexOf('/') + 1));

/** Which files are merged into which projects, folder by folder. What they include and extend is not looked at yet. */
export function planCandidates(claimed: readonly string[], files: FileSet): readonly Candidate[] {
  const folders = new Map<string, string[]>();
  for (const path of [...claimed].sort(compareText)) {
    const paths = folders.get(folderOf(path));
    if (paths === undefined) folders.set(folderOf(path), [path]);
    else paths.push(path);
  }
  return [...folders].flatMap(([folder, paths]) => planFolder(folder, paths.map((path) => outlineOf(path, files)), files));
}

function planFolder(folder: string, outlines: readonly Outline[], files: FileSet): readonly Candidate[] {
  const find = (names: readonly string[]): string | undefined =>
    names.map((name) => inside(folder, name)).find((path) => outlines.some((outline) => outline.path === path));
  const base = find(BASES);
  const override = find(OVERRIDES);
  const standard = composeFileVariable(folder, files) ?? (base === undefined ? [] : override === undefined ? [base] : [base, override]);
  const others = outlines.filter((outline) => !standard.includes(outline.path)).map((outline) => alone(outline, base ?? standard[0], outlines));
  return standard[0] === undefined ? others : [{ layers: standard, identity: standard[0] }, ...others];
}

/** A file that leaves services to others is laid over the one that defines them; without such a file it stands alone. */
function alone(outline: Outline, base: string | undefined, siblings: readonly Outline[]): Candidate {
  const identity = outline.path;
  if (outline.gaps.length === 0) return { layers: [identity], identity };
  const below = base ?? siblings.find((sibling) => sibling !== outline && outline.gaps.every((name) => sibling.complete.has(name)))?.path;
  return { layers: below === undefined ? [identity] : [below, identity], identity };
}

/** `COMPOSE_FILE` in the folder's `.env` says what `docker compose up` reads there, instead of the default names. */
function composeFileVariable(folder: string, files: FileSet): readonly string[] | undefined {
  const env = inside(folder, '.env');
  if (env === undefined || !files.has(env)) return undefined;
  const variables = readVariables([env], new Map(), files, new Problems());
  const value = textOf(variables.get('COMPOSE_FILE')?.value ?? [{ unknown: '' }]);
  const separator = textOf(variables.get('COMPOSE_PATH_SEPARATOR')?.value ?? [{ text: ':' }]) || ':';
  const paths = value?.split(separator).map((path) => inside(folder, path));
  const known = paths?.filter((path): path is string => path !== undefined && files.has(path));
  return known === undefined || known.length === 0 || known.length !== paths?.length ? undefined : known;
}
