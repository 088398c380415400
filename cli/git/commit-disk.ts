import { join, relative } from 'node:path';
import type { Disk } from '../../analyzer/discover/index.js';
import type { Repository } from './git.js';
import { objectsOf, type Objects } from './objects.js';

export interface CommitTree {
  /** The files of the commit where they would lie if it were checked out. */
  readonly disk: Disk;
  /** Folders of other repositories, relative to the top: their files are not in this one. */
  readonly submodules: readonly string[];
  /** Object id by path relative to the top. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Reads trees of one repository; contents that revisions share are kept between them. */
export function commitTrees(repository: Repository): (commit: string) => CommitTree {
  let listed: readonly string[] = [];
  const objects = objectsOf(repository, { list: () => listed });
  return (commit) => {
    const entries = listTree(repository, commit);
    listed = entries.filter(({ mode }) => mode !== SUBMODULE).map(({ id }) => id);
    return {
      disk: diskOf(repository.top, entries, objects),
      submodules: entries.filter(({ mode }) => mode === SUBMODULE).map(({ path }) => path),
      ids: new Map(entries.map(({ path, id }) => [path, id])),
    };
  };
}

interface TreeEntry {
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

const SUBMODULE = '160000';
const LINK = '120000';
/** Nothing of these is analyzed, and together they can be most of a repository. */
const MEDIA = /\.(png|jpe?g|gif|ico|webp|svgz?|pdf|mp[34]|mov|woff2?|ttf|eot|zip|jar|gz|exe|dll|so|bin)$/i;

function listTree(repository: Repository, commit: string): readonly TreeEntry[] {
  const output = repository.ask(['ls-tree', '-r', '-z', '--full-tree', commit])?.toString('utf8') ?? '';
  return output.split('\0').filter((line) => line !== '').map((line) => {
    const [mode = '', , id = ''] = line.slice(0, line.indexOf('\t')).split(' ');
    return { mode, id, path: line.slice(line.indexOf('\t') + 1) };
  });
}

/** What a file system says of a path that is not there. */
const missing = (): Error => Object.assign(new Error('not in this revision'), { code: 'ENOENT' });

function diskOf(top: string, entries: readonly TreeEntry[], objects: Objects): Disk {
  const files = new Map(entries.filter(({ mode }) => mode !== SUBMODULE).map((entry, index) => [entry.path, { ...entry, index }]));
  const folders = foldersOf(entries);
  const nameOf = (path: string): string => relative(top, path).replaceAll('\\', '/');
  const ahead = (index: number): (() => Iterable<string>) => function* () {
    for (const { id, path, mode } of entries.slice(index)) if (mode !== SUBMODULE && !MEDIA.test(path)) yield id;
  };
  const content = (name: string): Buffer => {
    const entry = files.get(name);
    const found = entry && objects.read(entry.id, ahead(entry.index));
    if (found === undefined) throw missing();
    return found;
  };
  const follow = (name: string, hops = 0): string => {
    if (files.get(name)?.mode !== LINK) return name;
    const target = nameOf(join(top, name, '..', content(name).toString('utf8')));
    if (hops > 8 || target.startsWith('../')) throw missing();
    return follow(target, hops + 1);
  };
  return {
    entries: (folder) => [...(folders.get(nameOf(folder)) ?? [])].map(([name, mode]) => ({ name, kind: mode === undefined || mode === SUBMODULE ? 'folder' : mode === LINK ? 'link' : 'file' })),
    real: (path) => {
      const name = follow(nameOf(path));
      if (!files.has(name) && !folders.has(name)) throw missing();
      return join(top, name);
    },
    stat: (path) => {
      const name = follow(nameOf(path));
      if (folders.has(name) || name === '.git') return { kind: 'folder', size: 0 };
      const size = files.has(name) ? objects.size(files.get(name)!.id) : undefined;
      if (size === undefined) throw missing();
      return { kind: 'file', size };
    },
    read: (path) => content(follow(nameOf(path))),
    readStart: (path, length) => content(follow(nameOf(path))).subarray(0, length),
  };
}

/** Names in each folder with their mode; undefined for a folder. */
function foldersOf(entries: readonly TreeEntry[]): ReadonlyMap<string, ReadonlyMap<string, string | undefined>> {
  const folders = new Map<string, Map<string, string | undefined>>([['', new Map()]]);
  for (const { path, mode } of entries) {
    const segments = path.split('/');
    let folder = '';
    for (const [index, name] of segments.entries()) {
      const isLast = index === segments.length - 1;
      const here = folders.get(folder) ?? folders.set(folder, new Map()).get(folder)!;
      if (isLast || !here.has(name)) here.set(name, isLast ? mode : undefined);
      folder = folder === '' ? name : `${folder}/${name}`;
    }
    if (mode === SUBMODULE) folders.set(path, new Map());
  }
  return folders;
}
