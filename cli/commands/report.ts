import { formats } from '../../reporters/index.js';
import { tellCoverage } from '../analyse.js';
import { pairOutputs, type FormatArgument } from '../outputs.js';
import { writeReports } from '../reports.js';
import type { Terminal } from '../terminal.js';
import { check, type LintOptions } from './lint.js';

const DEFAULT: readonly FormatArgument[] = [
  { format: 'html' }, { output: 'faultline-report.html' }, { format: 'markdown' }, { output: 'faultline-report.md' },
];

/** The architecture report for people: written whatever it finds, so findings do not fail it. */
export async function report(paths: readonly string[], options: Omit<LintOptions, 'failOn'>, terminal: Terminal): Promise<number> {
  const targets = pairOutputs(options.outputs.length === 0 ? DEFAULT : options.outputs, formats, 'html');
  const result = await check(paths, options, terminal);
  await writeReports(result, targets, options, terminal);
  const { coverage } = await import('../../reporters/summary.js');
  return tellCoverage(result.graph, coverage(result), options, terminal);
}
