import type { Place } from '../../facts/place.js';
import { literal } from '../../facts/template.js';
import { folderOf, inside } from '../paths.js';
import type { FileSet } from '../parser.js';
import type { Variables } from './variables.js';

/** What a project is asked of: its files, and the folder that its relative paths start from. */
interface Project {
  readonly layers: readonly string[];
  readonly folder: string;
}

/** Enough to see where they lead. */
const MOST_PATHS = 50;

const WRITTEN = /\$(?:PWD|\{PWD\})\/([\w./@+-]+)/g;

/**
 * `$PWD/cart`: the shell sets PWD to the folder that Compose is called in, which nothing says. It is the project's folder, or the
 * nearest above it in which most of the paths that are written so lead somewhere; relative to the project's folder, as paths are.
 */
export function withWorkingFolder(variables: Variables, { layers, folder }: Project, files: FileSet): Variables {
  const places = layers.flatMap((file) => [...(files.read(file) ?? '').matchAll(WRITTEN)].map((match) => ({ path: match[1]!, at: placeAt(file, match) })));
  const first = places[0];
  if (first === undefined) return variables;
  const paths = [...new Set(places.map((place) => place.path))].slice(0, MOST_PATHS);
  const found = ancestors(folder).map((each, up) => ({ up, count: paths.filter((path) => leadsSomewhere(each, path, files)).length }));
  const best = found.reduce((a, b) => (b.count > a.count ? b : a));
  const value = best.up === 0 ? '.' : Array.from({ length: best.up }, () => '..').join('/');
  return new Map([...variables, ['PWD', { value: literal(value), at: first.at }]]);
}

function placeAt(file: string, { input, index, 0: { length } }: RegExpExecArray): Place {
  const before = input.slice(0, index);
  return { file, line: before.split('\n').length, column: index - before.lastIndexOf('\n'), length };
}

function ancestors(folder: string): string[] {
  const all = [folder];
  while (all.at(-1) !== '.') all.push(folderOf(all.at(-1)!));
  return all;
}

function leadsSomewhere(folder: string, path: string, files: FileSet): boolean {
  const target = inside(folder, path);
  return target !== undefined && (files.has(target) || files.paths.some((each) => each.startsWith(`${target}/`)));
}
