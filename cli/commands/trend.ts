import { resolve } from 'node:path';
import { disk as realDisk, rootOf } from '../../analyzer/discover/index.js';
import { sampleOf, trendOf, type Commit, type Sample } from '../../analyzer/drift/trend.js';
import { unitCache } from '../../analyzer/parse/unit-cache.js';
import { trendFormats, trendReporters } from '../../reporters/trend/index.js';
import { plain } from '../../reporters/plain.js';
import { UsageError } from '../errors.js';
import { commitTrees } from '../git/commit-disk.js';
import { openRepository } from '../git/git.js';
import { historySince, pick, type DatedCommit } from '../git/history.js';
import { pairOutputs, type FormatArgument } from '../outputs.js';
import { writeRendered, type ReportFlags } from '../reports.js';
import type { AnalyseOptions } from '../analyse.js';
import type { Terminal } from '../terminal.js';
import { runRules } from './lint.js';

export interface TrendOptions extends AnalyseOptions, ReportFlags {
  readonly outputs: readonly FormatArgument[];
  readonly since: string;
  readonly every: string;
}

/** How the weaknesses of the system went, and which commit brought each that is open. Nothing is checked out. */
export async function trend(given: readonly string[], options: TrendOptions, terminal: Terminal): Promise<number> {
  const targets = pairOutputs(options.outputs, trendFormats, 'text');
  const paths = (given.length === 0 ? ['.'] : given).map(real);
  const repository = openRepository(rootOf(paths), terminal);
  const commits = historySince(repository, options.since);
  const steps = pick(commits, options.every);
  const left: string[] = [];
  const sampleAt = sampler(paths, options, terminal, commitTrees(repository), commits, left);
  const samples = new Map<number, Sample>();
  for (const step of steps) {
    const sample = await sampleAt(step);
    if (sample) samples.set(step, sample);
    if (!options.quiet && terminal.stderr.isTTY) terminal.stderr.write(`\r\u001B[2K${steps.indexOf(step) + 1} of ${steps.length} commits`);
  }
  if (!options.quiet && terminal.stderr.isTTY) terminal.stderr.write('\r\u001B[2K');
  if (samples.size === 0) throw new UsageError(`None of the commits since ${options.since} could be analysed. ${left[0] ?? ''}`);
  const introduced = await introductions(samples, commits, sampleAt);
  const result = trendOf([...samples.values()], introduced, left);
  await writeRendered(targets, async (format, style) => (await trendReporters[format]())(result, style), options, terminal);
  return 0;
}

function real(path: string): string {
  try {
    return realDisk.real(resolve(path));
  } catch {
    throw new UsageError(`${path} does not exist. Give the path of a folder or file to analyze.`);
  }
}

type SampleAt = (index: number) => Promise<Sample | undefined>;

/** What a commit shows; facts of what did not change since another commit are kept. */
function sampler(paths: readonly string[], options: TrendOptions, terminal: Terminal, treeOf: ReturnType<typeof commitTrees>, commits: readonly DatedCommit[], left: string[]): SampleAt {
  const cache = unitCache();
  const known = new Map<number, Promise<Sample | undefined>>();
  const analysed = async ({ id, date, subject }: DatedCommit): Promise<Sample | undefined> => {
    const commit: Commit = { id, date, subject };
    try {
      const { result, analysis } = await runRules(paths, { ...options, quiet: true, rule: [], skipRule: [], cache }, terminal, treeOf(id).disk);
      return sampleOf(commit, result, analysis);
    } catch (error) {
      // A commit from before there was anything to analyze, or with a configuration of another time.
      if (!(error instanceof UsageError)) throw error;
      left.push(plain(`${id.slice(0, 10)} (${date}) was left out: ${error.message.split('\n')[0]}`));
      return undefined;
    }
  };
  return (index) => {
    if (!known.has(index)) known.set(index, analysed(commits[index]!));
    return known.get(index)!;
  };
}

/**
 * The commit that brought each finding of the newest step: the first step from which on it was always there, then the first such
 * commit between that step and the one before it. Findings of the oldest step are older than the walk.
 */
async function introductions(samples: ReadonlyMap<number, Sample>, commits: readonly DatedCommit[], sampleAt: SampleAt): Promise<ReadonlyMap<string, Commit>> {
  const steps = [...samples.keys()];
  const found = new Map<string, Commit>();
  for (const { fingerprint } of samples.get(steps.at(-1)!)!.findings) {
    const has = (sample: Sample | undefined): boolean => sample?.findings.some((one) => one.fingerprint === fingerprint) ?? false;
    let position = steps.length - 1;
    while (position > 0 && has(samples.get(steps[position - 1]!))) position--;
    if (position === 0) continue;
    let [absent, present] = [steps[position - 1]!, steps[position]!];
    while (present - absent > 1) {
      const middle = Math.floor((absent + present) / 2);
      if (has(await sampleAt(middle))) present = middle;
      else absent = middle;
    }
    const { id, date, subject } = commits[present]!;
    found.set(fingerprint, { id, date, subject });
  }
  return found;
}
