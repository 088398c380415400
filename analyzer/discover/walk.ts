import { join, relative } from 'node:path';
import { compareText } from '../facts/place.js';
import type { Problem } from '../facts/types.js';
import { isIgnored, layersAbove, layersOf, type IgnoreLayer } from './ignore.js';
import type { Disk, Entry } from './io.js';

/** Folders that never hold what a team wrote. */
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', '.hg', 'node_modules', 'cue.mod', '.terraform', '.venv', '__pycache__']);

export interface Walked {
  /** POSIX, relative to the root, sorted. */
  readonly paths: readonly string[];
  /** Links inside the root to files inside the root: link -> file. They are read under the file's name only, so once. */
  readonly links: ReadonlyMap<string, string>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
}

/** Lists the files below `starts` (absolute, inside `root`). Links are never entered, so loops cannot occur. */
export function walk(root: string, starts: readonly string[], exclude: readonly IgnoreLayer[], disk: Disk): Walked {
  const found = { paths: new Set<string>(), links: new Map<string, string>(), skipped: {} as Record<string, number>, problems: [] as Problem[] };
  const toName = (path: string): string => relative(root, path).replaceAll('\\', '/');
  const skip = (why: string): void => void (found.skipped[why] = (found.skipped[why] ?? 0) + 1);

  const enter = (folder: string, above: readonly IgnoreLayer[]): void => {
    const entries = readFolder(folder);
    const layers = [...above, ...layersOf(folder, disk, new Set(entries.map((entry) => entry.name)))];
    for (const entry of entries) visit(join(folder, entry.name), entry, layers);
  };

  const readFolder = (folder: string): readonly Entry[] => {
    try {
      return [...disk.entries(folder)].sort((a, b) => compareText(a.name, b.name));
    } catch (error) {
      found.problems.push(unreadable(toName(folder) || '.', 'folder', error));
      return [];
    }
  };

  const visit = (path: string, entry: Entry, layers: readonly IgnoreLayer[]): void => {
    if (entry.kind === 'other' || NEVER_ENTERED.has(entry.name)) return;
    if (isIgnored(path, entry.kind === 'folder', exclude) || isIgnored(path, entry.kind === 'folder', layers)) return skip('ignored');
    if (entry.kind === 'folder') enter(path, layers);
    else if (entry.kind === 'file') found.paths.add(toName(path));
    else followLink(path);
  };

  const followLink = (path: string): void => {
    const target = linkedFile(path, disk);
    if (target === undefined) return;
    if (target.startsWith(withSlash(root))) found.links.set(toName(path), toName(target));
    else skip('outside-root');
  };

  for (const start of starts)
    if (disk.stat(start).kind === 'folder') enter(start, layersAbove(start, disk));
    else found.paths.add(toName(start));
  const links = new Map([...found.links].filter(([, target]) => found.paths.has(target)));
  return { ...found, paths: [...found.paths].sort(compareText), links };
}

/** The file that a link leads to; undefined for a broken link, a loop, or a link to a folder. */
function linkedFile(path: string, disk: Disk): string | undefined {
  try {
    return disk.stat(path).kind === 'file' ? disk.real(path) : undefined;
  } catch {
    return undefined;
  }
}

export const unreadable = (file: string, what: 'file' | 'folder', error: unknown): Problem => ({
  code: 'unreadable', file, line: 1, column: 1, severity: 'error',
  message: `The ${what} could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); what it declares is missing from the graph. Check its permissions, or exclude it.`,
});

const withSlash = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);
