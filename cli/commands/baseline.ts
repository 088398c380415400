import { accept, prune as pruned } from '../../analyzer/drift/accept.js';
import { baselineOf, printBaseline, type Baseline } from '../../analyzer/drift/baseline.js';
import { sortOut } from '../../analyzer/drift/known.js';
import type { KnownFinding, Side } from '../../analyzer/drift/side.js';
import type { Result } from '../../analyzer/report/result.js';
import { didYouMean } from '../../analyzer/config/nearest.js';
import { plain } from '../../reporters/plain.js';
import { subjectOf } from '../../reporters/subject.js';
import { count } from '../../reporters/summary.js';
import { UsageError } from '../errors.js';
import { writeOutput } from '../outputs.js';
import { workTreeSide } from '../sides/analysed.js';
import { loadBaseline, locateBaseline } from '../sides/baseline.js';
import type { SideOptions } from '../sides/options.js';
import type { Terminal } from '../terminal.js';

export interface BaselineOptions extends SideOptions {
  /** `--accept`: a fingerprint, a rule or a component. */
  readonly accept: readonly string[];
}

/** Accepts everything as it is now. */
export async function write(paths: readonly string[], options: BaselineOptions, terminal: Terminal): Promise<number> {
  const { path, file } = locateBaseline(paths, options.baseline);
  const { side } = await workTreeSide(paths, options, terminal);
  const baseline = baselineOf(side);
  writeOutput(path, printBaseline(baseline));
  terminal.stdout.write(`${file}: ${sizeOf(baseline)}\nCommit it. "faultline lint --baseline" then reports what is new, and "faultline drift" what changed.\n`);
  return 0;
}

/** Accepts what is named, as it is now. */
export async function update(paths: readonly string[], options: BaselineOptions, terminal: Terminal): Promise<number> {
  const { found, baseline, side, result } = await both(paths, options, terminal);
  if (options.accept.length === 0) throw new UsageError(`What should be accepted? --accept takes a fingerprint, a rule or a component. "faultline baseline show" lists what is new; "faultline baseline write" accepts everything.`);
  const updated = options.accept.reduce((before, name) => accept(before, side, name) ?? unknown(name, before, side, result), baseline);
  return save(found.path, found.file, baseline, updated, terminal);
}

function unknown(name: string, baseline: Baseline, { graph, rules, findings }: Side, result: Result): never {
  if (result.suppressed.some(({ fingerprint }) => fingerprint === name)) throw new UsageError(`${name} is hidden by an ignore already, so there is nothing to accept.`);
  const names = [...graph.components.map(({ id }) => id), ...rules.map(({ id }) => id), ...baseline.findings.map(({ fingerprint }) => fingerprint), ...findings.map(({ fingerprint }) => fingerprint)];
  throw new UsageError(`"${name}" is no fingerprint, rule or component here.${didYouMean(name, names)} "faultline baseline show" lists what is new.`);
}

/** Drops what is not there any more. */
export async function prune(paths: readonly string[], options: BaselineOptions, terminal: Terminal): Promise<number> {
  const { found, baseline, side, known, result } = await both(paths, options, terminal);
  const { gone } = sortOut([...result.findings, ...result.suppressed], known);
  const stale = new Set(gone.map(({ fingerprint }) => fingerprint));
  return save(found.path, found.file, baseline, pruned(baseline, side, (fingerprint) => !stale.has(fingerprint)), terminal);
}

/** What the baseline holds, what is new, and what is no longer found. */
export async function show(paths: readonly string[], options: BaselineOptions, terminal: Terminal): Promise<number> {
  const { found, baseline, known, result } = await both(paths, options, terminal);
  const { pairs, gone, added } = sortOut(result.findings, known);
  const lines = [
    `${found.file}: ${sizeOf(baseline)}; written by Faultline ${baseline.tool.version}`,
    ...section('Known and still there', byRule(pairs.map(([, now]) => now))),
    ...section('New: "faultline baseline update --accept" takes the fingerprint, the rule or the component', added.map(listed)),
    ...section('No longer found: "faultline baseline prune" drops them', gone.map(listed)),
  ];
  terminal.stdout.write(`${lines.map(plain).join('\n')}\n`);
  return 0;
}

async function both(paths: readonly string[], options: BaselineOptions, terminal: Terminal) {
  const found = locateBaseline(paths, options.baseline);
  const { baseline, side: known } = loadBaseline(found);
  const { side, result } = await workTreeSide(paths, options, terminal);
  return { found, baseline, known, side, result };
}

function save(path: string, file: string, before: Baseline, after: Baseline, terminal: Terminal): number {
  const text = printBaseline(after);
  const changed = text !== printBaseline(before);
  if (changed) writeOutput(path, text);
  terminal.stdout.write(changed ? `${file}: ${sizeOf(after)} (before: ${sizeOf(before)})\n` : `${file}: nothing to change\n`);
  return 0;
}

const sizeOf = ({ components, dependencies, settings, findings }: Baseline): string =>
  `${count(components.length, 'component')}, ${count(dependencies.length, 'dependency', 'dependencies')}, ${count(settings.length, 'setting')}, ${count(findings.length, 'known finding')}`;

const section = (title: string, rows: readonly string[]): readonly string[] => (rows.length === 0 ? [] : ['', title, ...rows.map((row) => `  ${row}`)]);

const listed = (finding: KnownFinding): string => `${finding.fingerprint}  ${finding.rule}  ${subjectOf(finding)}${finding.stack === undefined ? '' : `  (${finding.stack})`}`;

function byRule(findings: readonly KnownFinding[]): readonly string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  return rules.map((rule) => {
    const subjects = [...new Set(findings.filter((one) => one.rule === rule).map((one) => subjectOf(one)))];
    return `${rule}: ${subjects.slice(0, 8).join(', ')}${subjects.length > 8 ? ` and ${subjects.length - 8} more` : ''}`;
  });
}
