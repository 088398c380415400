import type { Commit } from '../../analyzer/drift/trend.js';
import { UsageError } from '../errors.js';
import { lines, type Repository } from './git.js';
import { resolveRevision } from './revision.js';

export interface DatedCommit extends Commit {
  /** Seconds. */
  readonly time: number;
}

/** The commits from a revision to HEAD along the first parents, oldest first, the revision included: how the branch itself went. */
export function historySince(repository: Repository, since: string): readonly DatedCommit[] {
  const first = resolveRevision(repository, since);
  const rows = (args: readonly string[]): readonly DatedCommit[] =>
    lines(repository.ask(['rev-list', '--first-parent', '--format=%H %ct %cs %s', ...args])).filter((line) => !line.startsWith('commit ')).map((line) => {
      const [id = '', time = '', date = '', ...subject] = line.split(' ');
      return { id, time: Number(time), date, subject: subject.join(' ') };
    });
  return [...rows(['--max-count=1', first]), ...[...rows([`${first}..HEAD`])].reverse()];
}

const SECONDS: Readonly<Record<string, number>> = { d: 86_400, w: 7 * 86_400, m: 30 * 86_400, y: 365 * 86_400 };

/** `1w`, `10d`, `3m`; a number alone counts commits. */
export function pick(commits: readonly DatedCommit[], every: string): readonly number[] {
  const [, amount, unit = ''] = /^([1-9]\d{0,4})([dwmy]?)$/.exec(every) ?? [];
  if (amount === undefined) throw new UsageError(`--every takes a number of days, weeks, months or years (10d, 1w, 3m, 1y), or of commits (20), not "${every}".`);
  const last = commits.length - 1;
  const steps: number[] = [];
  let next = -Infinity;
  commits.forEach(({ time }, index) => {
    const due = unit === '' ? index % Number(amount) === 0 : time >= next;
    if (!due && index !== last) return;
    steps.push(index);
    next = time + Number(amount) * (SECONDS[unit] ?? 0);
  });
  return steps;
}
