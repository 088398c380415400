import { nearest } from '../../analyzer/config/nearest.js';
import { UsageError } from '../errors.js';
import { lines, type Repository } from './git.js';

/** The commit that a person's name for it means. */
export function resolveRevision(repository: Repository, name: string): string {
  const found = commitOf(repository, name);
  if (found !== undefined) return found;
  throw new UsageError(`There is no revision "${name}" in this repository. ${hint(repository, name)}`);
}

const commitOf = (repository: Repository, name: string): string | undefined => lines(repository.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]))[0];

function hint(repository: Repository, name: string): string {
  if (isShallow(repository)) return 'This is a shallow clone, and the revision is not in it. Fetch it (git fetch --unshallow, or in a workflow actions/checkout with fetch-depth: 0) and run this again.';
  const refs = lines(repository.ask(['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags']));
  const remote = refs.find((ref) => ref.endsWith(`/${name}`));
  if (remote !== undefined) return `Did you mean "${remote}"? Only the remote's branch is here.`;
  const main = defaultBranch(repository);
  if ((name === 'main' || name === 'master') && main !== undefined) return `The default branch is called "${main}" here: --base ${main}`;
  const near = nearest(name, refs);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return refs.length === 0 ? 'It has no commits yet.' : `Branches and tags: ${refs.slice(0, 10).join(', ')}${refs.length > 10 ? ', ...' : ''}.`;
}

const isShallow = (repository: Repository): boolean => lines(repository.ask(['rev-parse', '--is-shallow-repository']))[0] === 'true';

function defaultBranch(repository: Repository): string | undefined {
  const [remote] = lines(repository.ask(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']));
  if (remote !== undefined) return remote;
  const heads = lines(repository.ask(['for-each-ref', '--format=%(refname:short)', 'refs/heads']));
  return heads.length === 1 ? heads[0] : undefined;
}

export interface BaseCommit {
  readonly commit: string;
  /** Said to the user where it is not plainly what was asked for. */
  readonly note?: string;
}

/**
 * Where the work at `head` left `name`: what was done on `name` since then is not a change of this work. In a clone that does not
 * reach back that far it is `name` itself.
 */
export function baseCommit(repository: Repository, name: string, head = 'HEAD'): BaseCommit {
  const tip = resolveRevision(repository, name);
  const [fork] = lines(repository.ask(['merge-base', tip, head]));
  if (fork === tip) return { commit: tip };
  if (fork !== undefined) return { commit: fork, note: `compared with ${fork.slice(0, 10)}, where this work left ${name}` };
  const why = isShallow(repository) ? 'this clone is shallow and does not reach back to where the two parted; with the whole history (fetch-depth: 0) only this side\'s changes count' : 'the two have no history in common';
  return { commit: tip, note: `compared with the newest commit of ${name}: ${why}` };
}
