import semver from 'semver';
import type { LibraryVersion } from '../../facts/types.js';
import type { FileSet } from '../parser.js';

/** Libraries that are asked for, by their names in one registry. */
export type Wanted = ReadonlySet<string>;

/** What a folder's manifest and the lock file for it say of the wanted libraries. */
export type VersionReader = (folder: string, wanted: Wanted, files: FileSet) => readonly LibraryVersion[];

/** A file that says versions, with its text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Lock files grow with a tree's age; what is larger than discovery reads is not asked for. */
const LARGEST = 2 ** 23;

export function readSource(file: string, files: FileSet): Source | undefined {
  if (!files.has(file) || files.size(file) > LARGEST) return undefined;
  const text = files.read(file);
  return text === undefined ? undefined : { file, text };
}

/** One version, and where `written` stands in the file after `from`; where it does not, the place is the file's first line. */
export function found({ file, text }: Source, name: string, version: string, locked: boolean, from = 0, written = name): LibraryVersion {
  const index = text.indexOf(written, from);
  const before = text.slice(0, Math.max(0, index));
  return { name, version, locked, at: { file, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n'), length: index < 0 ? 0 : written.length } };
}

/** A range as the manifest writes it, in node-semver's words; an exact version is locked. Undefined: no version at all (a folder, a branch). */
export function asked(source: Source, name: string, range: string, from?: number, written?: string): LibraryVersion | undefined {
  if (/^=?\s*v?\d+\.\d+[\w.+-]*$/.test(range) && !/[*x]/i.test(range.split('-', 1)[0]!)) return found(source, name, range.replace(/^[=v\s]+/, ''), true, from, written);
  const valid = semver.validRange(range);
  return valid === null ? undefined : found(source, name, range.trim() === '' ? '*' : range.trim(), false, from, written);
}

/** `folder` and those above it. */
export function* upwards(folder: string): Generator<string> {
  for (let at = folder; ; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '.') {
    yield at;
    if (at === '.') return;
  }
}

export const join = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

/** The first of the files that is there, in the folder or above it. */
export function nearest(folder: string, names: readonly string[], files: FileSet): Source | undefined {
  for (const at of upwards(folder))
    for (const name of names) {
      const source = readSource(join(at, name), files);
      if (source) return source;
    }
  return undefined;
}
