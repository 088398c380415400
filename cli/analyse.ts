import { disk as realDisk, discover, NoSuchPath, rootOf, type Disk, type Tree } from '../analyzer/discover/index.js';
import { groupBy } from '../analyzer/facts/groups.js';
import type { RunOptions } from '../analyzer/run.js';
import type { GraphDocument } from '../analyzer/graph/document.js';
import { nearest } from '../analyzer/config/nearest.js';
import { plain } from '../reporters/plain.js';
import { loadConfig } from './config/load.js';
import { UsageError } from './errors.js';
import { progressOn, type Progress } from './progress.js';
import { allRules } from './rules.js';
import type { Terminal } from './terminal.js';

/** Options that every analysing command has. */
export interface AnalyseOptions {
  readonly config?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly strict?: boolean;
}

export interface Prepared {
  readonly tree: Tree;
  readonly config: NonNullable<RunOptions['config']>;
  readonly progress: Progress;
}

/** From paths to a discovered tree and the configuration that applies to it. `disk`: where they lie, if not on the real one. */
export async function prepare(paths: readonly string[], options: AnalyseOptions, terminal: Terminal, disk: Disk = realDisk): Promise<Prepared> {
  const asked = paths.length === 0 ? ['.'] : paths;
  try {
    const root = rootOf(asked, disk);
    const { config, base, warnings } = await loadConfig({ root, disk, ...(options.config === undefined ? {} : { path: options.config }), rules: allRules, today: terminal.today });
    if (!options.quiet) for (const warning of warnings) terminal.stderr.write(`warning: ${plain(warning)}\n`);
    if (!options.quiet && asked.some((path) => disk.stat(path).kind === 'file')) terminal.stderr.write('note: single files were given; what they refer to in other files is not seen\n');
    const { tree } = discover(asked, { exclude: { patterns: config.exclude, ...(base === undefined ? {} : { base }) }, disk });
    return { tree, config, progress: progressOn(terminal.stderr, !options.quiet) };
  } catch (error) {
    if (error instanceof NoSuchPath) throw new UsageError(`${error.message}. ${hint(error.path)}`);
    throw error;
  }
}

/** A mistyped command is taken for a path of the default command. */
function hint(path: string): string {
  const command = nearest(path, ['lint', 'graph', 'report', 'impact', 'drift', 'snapshot', 'baseline', 'trend', 'assumptions', 'explain', 'rules', 'init']);
  return command === undefined ? 'Give the path of a folder or file to analyze.' : `Did you mean the command "${command}"?`;
}

/** Nothing was found that says anything about a system: an empty result would look like a clean one. */
export function requireInput(graph: GraphDocument, facts: number, tree: Tree): void {
  if (facts > 0) return;
  const seen = tree.paths.length === 0 ? 'no files there' : `${tree.paths.length} ${tree.paths.length === 1 ? 'file' : 'files'} there, none of a kind that Faultline reads`;
  const problems = graph.problems.map(problemLine);
  throw new UsageError([
    `Nothing to analyze: ${seen}. It reads Kubernetes manifests, Kustomize overlays, Helm charts, Compose files, Terraform, CloudFormation, configuration files, and code in TypeScript, JavaScript, Java, Kotlin, Go, Python, C#, PHP, Ruby and Rust.`, ...problems,
  ].join('\n'));
}

/**
 * Problems and what was read, on standard error. `told`: the text report has just said it on the same terminal. Gives exit
 * code 2 for problems under `--strict`.
 */
export function tellCoverage(graph: GraphDocument, coverage: string, options: AnalyseOptions, terminal: Terminal, told = false): 0 | 2 {
  const problems = graph.problems.filter(({ severity }) => severity !== 'info' || options.verbose);
  if (!options.quiet && !told) {
    const lines = options.verbose ? problems.map(problemLine) : [...groupBy(problems, ({ severity, message }) => `${severity} ${message}`).values()].map(withTwins);
    const shown = options.verbose ? lines : lines.slice(0, 10);
    for (const line of shown) terminal.stderr.write(`${line}\n`);
    if (shown.length < lines.length) terminal.stderr.write(`... and ${lines.length - shown.length} more problems; --verbose shows them\n`);
    terminal.stderr.write(`${coverage}\n`);
    if (graph.components.length === 0) terminal.stderr.write('warning: nothing that runs was found in what was read, so there was next to nothing to check\n');
  }
  const serious = graph.problems.filter(({ severity }) => severity !== 'info').length;
  if (!options.strict || serious === 0) return 0;
  terminal.stderr.write(`--strict: ${serious} ${serious === 1 ? 'problem' : 'problems'} with the input, so the result may be incomplete\n`);
  return 2;
}

/** One newer construct of a language stands in many files. */
const withTwins = ([first, ...same]: readonly GraphDocument['problems'][number][]): string =>
  `${problemLine(first!)}${same.length > 0 ? ` ${same.length} more places are like it; --verbose shows them.` : ''}`;

const problemLine = ({ severity, file, line, column, message }: GraphDocument['problems'][number]): string =>
  plain(`${severity}: ${file}:${line}:${column}: ${message}`);
