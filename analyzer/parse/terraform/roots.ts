import { compareText } from '../../facts/place.js';
import type { FileSet } from '../parser.js';
import { folderOf, inside } from '../paths.js';
import { isModuleFile, linkedModuleFiles } from './evaluate/module.js';

export interface Root {
  readonly root: string;
  /** Its own files and those of the local modules that it calls, directly or not. */
  readonly files: readonly string[];
}

const LOCAL_SOURCE = /^\s*"?source"?\s*[=:]\s*"(\.{1,2}\/[^"\n]*)"/gm;
/** Folders of modules that are made to be called or copied from elsewhere, and of those that only show how. */
const NOT_DEPLOYED = /(?:^|\/)(?:modules|examples?|tests?|fixtures|(?:[\w-]+-)?templates|\.terraform)(?:\/|$)/;

/**
 * Folders that are deployed: those that no other module of the tree calls, and that do not only hold what others link. A quick look at the text is enough to know who calls
 * whom. Library and example folders are roots only when there is nothing else.
 */
export function findRoots(claimed: readonly string[], files: FileSet): Root[] {
  const folders = new Map<string, string[]>();
  for (const path of [...claimed.filter(isModuleFile), ...linkedModuleFiles(files)]) folders.set(folderOf(path), [...(folders.get(folderOf(path)) ?? []), path]);
  const calls = new Map([...folders].map(([folder, own]) => [folder, calledBy(folder, own, files).filter((f) => folders.has(f) && f !== folder)] as const));
  const called = new Set([...calls.values()].flat());
  const linked = new Set(files.links?.values());
  const uncalled = [...folders].flatMap(([folder, own]) => (called.has(folder) || own.every((path) => linked.has(path)) ? [] : [folder]));
  // Modules that only call each other: the first of them, so that somebody says what is wrong.
  const roots = uncalled.length > 0 ? uncalled : [...folders.keys()].sort(compareText).slice(0, 1);
  const deployed = roots.filter((root) => !NOT_DEPLOYED.test(root));
  return (deployed.length > 0 ? deployed : roots).sort(compareText).map((root) => ({ root, files: reachable(root, calls).flatMap((folder) => folders.get(folder)!) }));
}

const calledBy = (folder: string, own: readonly string[], files: FileSet): string[] =>
  own.flatMap((path) => [...(files.read(path) ?? '').matchAll(LOCAL_SOURCE)].flatMap((match) => inside(folder, match[1]!) ?? []));

function reachable(root: string, calls: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set([root]);
  for (const folder of seen) for (const next of calls.get(folder) ?? []) seen.add(next);
  return [...seen];
}
