import { dirname, resolve } from 'node:path';
import { diskTree } from './disk-tree.js';
import { layer } from './ignore.js';
import { disk as realDisk, type Disk } from './io.js';
import type { Tree } from './tree.js';
import { walk } from './walk.js';

export { disk, type Disk } from './io.js';
export type { Tree } from './tree.js';
export { memoryTree } from './memory-tree.js';

export interface DiscoverOptions {
  /** Patterns in the syntax of `.gitignore`, and the folder that they are relative to (the root where it is absent). */
  readonly exclude?: { readonly patterns: readonly string[]; readonly base?: string };
  readonly disk?: Disk;
}

/** A path that was asked for and is not there, or is neither a file nor a folder. */
export class NoSuchPath extends Error {
  constructor(readonly path: string, readonly why: 'missing' | 'special') {
    super(why === 'missing' ? `${path} does not exist` : `${path} is neither a file nor a folder`);
  }
}

/** Lists what lies at `paths`. The root is the folder given, or the one that all given paths have in common. */
export function discover(paths: readonly string[], options: DiscoverOptions = {}): { readonly root: string; readonly tree: Tree } {
  const disk = options.disk ?? realDisk;
  const starts = paths.map((path) => locate(path, disk));
  const root = commonFolder(starts.map((start) => (start.kind === 'folder' ? start.path : dirname(start.path))));
  const exclude = options.exclude ? [layer(options.exclude.base ?? root, options.exclude.patterns)] : [];
  return { root, tree: diskTree(root, walk(root, starts.map((start) => start.path), exclude, disk), disk) };
}

/** Where an analysis of `paths` has its root, without walking it. */
export function rootOf(paths: readonly string[], disk: Disk = realDisk): string {
  const starts = paths.map((path) => locate(path, disk));
  return commonFolder(starts.map((start) => (start.kind === 'folder' ? start.path : dirname(start.path))));
}

function locate(path: string, disk: Disk): { readonly path: string; readonly kind: 'file' | 'folder' } {
  let real: string;
  try {
    real = disk.real(resolve(path));
  } catch {
    throw new NoSuchPath(path, 'missing');
  }
  const { kind } = disk.stat(real);
  if (kind === 'other') throw new NoSuchPath(path, 'special');
  return { path: real, kind };
}

function commonFolder(folders: readonly string[]): string {
  const [first = '/', ...rest] = folders;
  return rest.reduce((common, folder) => {
    let shared = common;
    while (shared !== folder && !folder.startsWith(shared.endsWith('/') ? shared : `${shared}/`)) shared = dirname(shared);
    return shared;
  }, first);
}
