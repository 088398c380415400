import { join, resolve } from 'node:path';
import { disk as realDisk, NoSuchPath, rootOf, type Disk } from '../../analyzer/discover/index.js';
import { plain } from '../../reporters/plain.js';
import { UsageError } from '../errors.js';
import { commitTrees, type CommitTree } from '../git/commit-disk.js';
import { openRepository } from '../git/git.js';
import { baseCommit, resolveRevision } from '../git/revision.js';
import type { Terminal } from '../terminal.js';
import { analysedSide, workTreeSide, type AnalysedSide } from './analysed.js';
import type { SideOptions } from './options.js';

/** A revision against the work tree, or against another revision (`--head`). Neither is checked out. */
export async function revisionSides(given: readonly string[], options: SideOptions & { readonly base: string }, terminal: Terminal): Promise<{ readonly base: AnalysedSide; readonly head: AnalysedSide }> {
  const paths = (given.length === 0 ? ['.'] : given).map(real);
  const repository = openRepository(rootOf(paths), terminal);
  const { commit, note } = baseCommit(repository, options.base, options.head);
  const treeOf = commitTrees(repository);
  const before = treeOf(commit);
  const after = treeOf(options.head === undefined ? resolveRevision(repository, 'HEAD') : resolveRevision(repository, options.head));
  const left = [...new Set([...before.submodules, ...after.submodules])].sort();
  if (!options.quiet) {
    if (note !== undefined) terminal.stderr.write(`note: ${plain(note)}\n`);
    if (left.length > 0) terminal.stderr.write(`note: left out on both sides, because the files of a submodule are in another repository: ${plain(left.join(', '))}. Run this inside the submodule for its own changes.\n`);
  }
  const hidden = new Set(left.map((path) => join(repository.top, path)));
  const base = await atRevision(paths, options, terminal, options.base, before);
  const head = options.head === undefined ? await workTreeSide(paths, options, terminal, without(realDisk, hidden)) : await atRevision(paths, options, terminal, options.head, after);
  return { base, head };
}

function real(path: string): string {
  try {
    return realDisk.real(resolve(path));
  } catch {
    throw new UsageError(`${path} does not exist. Give the path of a folder or file to analyze.`);
  }
}

async function atRevision(paths: readonly string[], options: SideOptions, terminal: Terminal, label: string, { disk }: CommitTree): Promise<AnalysedSide> {
  try {
    rootOf(paths, disk);
  } catch (error) {
    if (error instanceof NoSuchPath) throw new UsageError(`${error.path} does not exist in ${label}, so there is nothing to compare it with. Compare the folder above it, or the whole repository.`);
    throw error;
  }
  return analysedSide(paths, options, terminal, 'revision', label, disk);
}

const without = (disk: Disk, hidden: ReadonlySet<string>): Disk => (hidden.size === 0 ? disk : { ...disk, entries: (folder) => disk.entries(folder).filter(({ name }) => !hidden.has(join(folder, name))) });
