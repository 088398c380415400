import { spawnSync } from 'node:child_process';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';

/**
 * A repository, read with git's own plumbing: what is stored in packs, alternates, linked work trees, partial and shallow clones is
 * git's to know. Only commands that read objects and refs are called; they run no hook, no filter, no alias, no file monitor and no
 * remote helper, whatever the configuration of the repository asks for, and they write nothing.
 */
export interface Repository {
  /** Absolute, without links. */
  readonly top: string;
  /** Standard output, or undefined where git says no. */
  ask(args: readonly string[], input?: string): Buffer | undefined;
}

/** Settings of the repository that would start a program or open a connection. */
const HARMLESS = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.pager=cat', 'protocol.allow=never', 'log.showSignature=false', 'gc.auto=0'];

const MOST_OUTPUT = 1024 * 1024 * 1024;

export function openRepository(folder: string, { env }: Terminal): Repository {
  const run = (at: string, args: readonly string[], input = '') =>
    spawnSync('git', ['--no-pager', '--no-replace-objects', ...HARMLESS.flatMap((setting) => ['-c', setting]), '-C', at, ...args], { input, env: environment(env), maxBuffer: MOST_OUTPUT, shell: false, windowsHide: true });
  const found = run(folder, ['rev-parse', '--show-toplevel']);
  if (found.error) throw new UsageError('git could not be started, and the revision is read with it. Install git, or compare with a baseline: "faultline baseline write".');
  if (found.status !== 0) throw new UsageError(whyNot(found.stderr.toString('utf8'), folder));
  const top = found.stdout.toString('utf8').replace(/\n$/, '');
  return {
    top,
    ask: (args, input) => {
      const { status, stdout } = run(top, args, input);
      return status === 0 ? stdout : undefined;
    },
  };
}

/** Without `GIT_DIR` and the like, which a hook that started us would have set to another repository. */
function environment(env: Terminal['env']): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
}

function whyNot(complaint: string, folder: string): string {
  if (complaint.includes('dubious ownership')) return `git does not trust ${folder}, because it belongs to another user. If you do: git config --global --add safe.directory ${folder}`;
  return `${folder} is not in a git work tree, so it has no revisions. Run this inside a clone, or compare with a baseline ("faultline baseline write") or with two files (--from FILE --to FILE).`;
}

export const lines = (output: Buffer | undefined): readonly string[] => (output?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');
