import { compare } from '../../analyzer/drift/compare.js';
import type { Drift } from '../../analyzer/drift/drift.js';
import { driftFormats, driftReporters, type DriftReport } from '../../reporters/drift/index.js';
import { UsageError } from '../errors.js';
import { pairOutputs, type FormatArgument } from '../outputs.js';
import { writeRendered, type ReportFlags } from '../reports.js';
import type { SideOptions } from '../sides/options.js';
import { bothSides } from '../sides/index.js';
import type { Terminal } from '../terminal.js';

export interface DriftOptions extends SideOptions, ReportFlags {
  readonly outputs: readonly FormatArgument[];
  readonly failOn: 'weaker' | 'any' | 'none';
}

/** What changed in how the system can fail. 0: nothing that `--fail-on` asks for; 1: something. */
export async function drift(paths: readonly string[], options: DriftOptions, terminal: Terminal): Promise<number> {
  const targets = pairOutputs(options.outputs, driftFormats, 'text');
  const { base, head } = await bothSides(paths, options, terminal);
  const result = head.result === undefined ? {} : { result: head.result };
  const report: DriftReport = { ...compare(base.side, head.side), ...result };
  if (head.result === undefined && targets.some(({ format }) => format === 'sarif')) throw new UsageError('SARIF tells findings in full, and a saved file has not got them. Compare with a tree (--base, --env, a baseline), or take another format.');
  await writeRendered(targets, async (format, style) => (await driftReporters[format]())(report, style), options, terminal);
  return fails(report.drift, options.failOn) ? 1 : 0;
}

function fails({ verdict, differences }: Drift, failOn: DriftOptions['failOn']): boolean {
  if (failOn === 'weaker') return verdict === 'weaker';
  return failOn === 'any' && differences.some(({ judgement }) => judgement !== 'meant');
}
