import { existsSync, statSync } from 'node:fs';
import picomatch from 'picomatch';
import type { Config, RuleSetting } from '../../analyzer/config/config.js';
import type { Disk } from '../../analyzer/discover/index.js';
import type { Run, RunOptions } from '../../analyzer/run.js';
import type { Rule } from '../../rules/define.js';
import { severityRank, type Finding, type Result, type Severity } from '../../analyzer/report/result.js';
import { formats } from '../../reporters/index.js';
import { prepare, requireInput, tellCoverage, type AnalyseOptions, type Prepared } from '../analyse.js';
import { pairOutputs, type FormatArgument } from '../outputs.js';
import { writeReports, type ReportFlags } from '../reports.js';
import { allRules, PEER, selectRules, type Selected } from '../rules.js';
import type { Terminal } from '../terminal.js';

export interface LintOptions extends AnalyseOptions, ReportFlags {
  readonly outputs: readonly FormatArgument[];
  readonly failOn: Severity;
  readonly rule: readonly string[];
  readonly skipRule: readonly string[];
  readonly env: readonly string[];
  readonly honorPeerIgnores?: boolean;
  readonly stack: readonly string[];
  /** `--baseline [FILE]`. */
  readonly baseline?: string | true;
}

/** Findings as a report. 0: none at or above `--fail-on`; 1: some. */
export async function lint(given: readonly string[], asked: LintOptions, terminal: Terminal): Promise<number> {
  const { paths, options } = withoutFolder(given, asked);
  const targets = pairOutputs(options.outputs, formats, 'text');
  const result = await sinceBaseline(await check(paths, options, terminal), paths, options, terminal);
  await writeReports(result, targets, options, terminal);
  const { coverage } = await import('../../reporters/summary.js');
  const told = terminal.stdout.isTTY === true && terminal.stderr.isTTY === true && targets.some(({ format, file }) => format === 'text' && file === undefined);
  const incomplete = tellCoverage(result.graph, coverage(result), options, terminal, told);
  return incomplete || (result.findings.some((finding) => severityRank[finding.severity] >= severityRank[options.failOn]) ? 1 : 0);
}

/** `--baseline .`: what follows the option is a path to analyze where it is a folder, for no baseline is one. */
function withoutFolder(paths: readonly string[], options: LintOptions): { readonly paths: readonly string[]; readonly options: LintOptions } {
  const { baseline } = options;
  const isFolder = typeof baseline === 'string' && existsSync(baseline) && statSync(baseline).isDirectory();
  return isFolder ? { paths: [baseline, ...paths], options: { ...options, baseline: true } } : { paths, options };
}

/** Without what the baseline knows, if one was asked for. */
async function sinceBaseline(result: Result, paths: readonly string[], { baseline, quiet }: LintOptions, terminal: Terminal): Promise<Result> {
  if (baseline === undefined) return result;
  const { loadBaseline, locateBaseline } = await import('../sides/baseline.js');
  const { onlyNew } = await import('../../analyzer/drift/known.js');
  const found = locateBaseline(paths, baseline === true ? undefined : baseline);
  const fresh = onlyNew(result, loadBaseline(found).side, found.file);
  const stale = fresh.baseline?.stale ?? 0;
  if (stale > 0 && !quiet) terminal.stderr.write(`note: ${stale} ${stale === 1 ? 'entry' : 'entries'} of ${found.file} ${stale === 1 ? 'is' : 'are'} no longer found; "faultline baseline prune" drops ${stale === 1 ? 'it' : 'them'}\n`);
  return fresh;
}

/** The result that `lint` and `report` share. */
export const check = async (paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<Result> =>
  narrow((await runRules(paths, options, terminal)).result, options);

export type CheckOptions = Omit<LintOptions, 'outputs' | 'failOn'>;

type RuleRunOptions = Omit<CheckOptions, 'env' | 'stack' | 'color'> & Partial<Pick<CheckOptions, 'env' | 'stack'>> & Pick<RunOptions, 'checkAs' | 'cache'>;

/** The whole run with the rules that were asked for. `disk`: where the paths lie, if not on the real one. */
export async function runRules(paths: readonly string[], options: RuleRunOptions, terminal: Terminal, disk?: Disk): Promise<Run> {
  const { tree, progress, run: runOptions } = await prepareRules(paths, options, terminal, disk);
  const { analyzeTree } = await import('../../analyzer/run.js');
  const run = await analyzeTree(tree, runOptions).finally(progress.done);
  requireInput(run.result.graph, run.units.flatMap(({ facts }) => facts).length, tree);
  return run;
}

export interface PreparedRules extends Pick<Prepared, 'tree' | 'progress'> {
  readonly run: RunOptions;
}

/** As far as what a run needs, for those who put its parts together themselves. */
export async function prepareRules(paths: readonly string[], options: RuleRunOptions, terminal: Terminal, disk?: Disk): Promise<PreparedRules> {
  const all = await allRules();
  const selected = selectRules(all, options.rule, options.skipRule);
  const { tree, config, progress } = await prepare(paths, options, terminal, disk);
  const run: RunOptions = {
    config: { ...config, rules: settingsOf(config.rules ?? {}, selected) }, rules: selected.map((one) => tuned(config.rules ?? {}, one)), knownRules: all.map(({ id }) => id), onStage: progress.onStage,
    ...(options.honorPeerIgnores ? { honorPeerIgnores: true } : {}), ...(options.checkAs ? { checkAs: options.checkAs } : {}), ...(options.cache ? { cache: options.cache } : {}),
    ...(wantsEachStack(options) ? { eachStack: true } : {}),
    ...(namesPeers(options) && !choosesStacks(options) ? { literal: true } : {}),
  };
  return { tree, progress, run };
}

/** Who chooses among stacks, or looks for what another tool said of each object, is not served by one finding for several stacks. */
const wantsEachStack = (options: RuleRunOptions): boolean => choosesStacks(options) || namesPeers(options);

const choosesStacks = ({ env = [], stack = [] }: RuleRunOptions): boolean => env.length > 0 || stack.length > 0;

/** Other tools know no environments and no systems, so who asks for their checks gets what is written judged. */
const namesPeers = ({ rule }: RuleRunOptions): boolean => rule.some((pattern) => pattern.startsWith(PEER));

/** What is named by `--rule` is meant to run, also where it is off by default. */
const settingsOf = (configured: Config['rules'], selected: readonly Selected[]): Config['rules'] =>
  ({ ...configured, ...Object.fromEntries(selected.filter(({ named }) => named).map(({ rule }): [string, RuleSetting] => [rule.id, severityIn(configured, rule)])) });

/** With what the configuration sets, and with the options of the peer that it was named by. */
function tuned(configured: Config['rules'], { rule, named, options }: Selected): Rule {
  const own = settingIn(configured, rule);
  const { severity: _, ...set } = typeof own === 'object' ? own : {};
  return named ? { ...rule, options: { ...rule.options, ...set, ...options } as Rule['options'] } : rule;
}

const settingIn = (configured: Config['rules'], { id }: Rule): RuleSetting | undefined => (Object.hasOwn(configured, id) ? configured[id] : undefined);

function severityIn(configured: Config['rules'], rule: Rule): Severity | 'off' {
  const own = settingIn(configured, rule);
  return (typeof own === 'string' ? own : own?.severity) ?? rule.severity;
}

/** `--env` and `--stack` choose findings; the graph stays whole, because what is left out still bears load. */
function narrow(result: Result, { env, stack }: Pick<LintOptions, 'env' | 'stack'>): Result {
  if (env.length === 0 && stack.length === 0) return result;
  const matches = stack.length === 0 ? () => true : picomatch([...stack]);
  const keep = (finding: Finding): boolean => (env.length === 0 || env.includes(finding.environment)) && (stack.length === 0 || (finding.stack !== undefined && matches(finding.stack)));
  return { ...result, findings: result.findings.filter(keep), suppressed: result.suppressed.filter(keep) };
}
