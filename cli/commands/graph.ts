import { analyze } from '../../analyzer/propagation/index.js';
import { check } from '../../analyzer/check/index.js';
import { toConfig } from '../../analyzer/config/config.js';
import { linkTree } from '../../analyzer/run.js';
import { prepare, requireInput, tellCoverage, type AnalyseOptions } from '../analyse.js';
import { pairOutputs, writeOutput, type FormatArgument } from '../outputs.js';
import { writeReports, type ReportFlags } from '../reports.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import { explainEdge, listUnresolved } from './why.js';

export interface GraphOptions extends AnalyseOptions, ReportFlags {
  readonly outputs: readonly FormatArgument[];
  /** FROM and TO of `--explain`; paths may follow them. */
  readonly explain?: readonly string[];
  readonly unresolved?: boolean;
}

const GRAPH_FORMATS = ['json', 'mermaid', 'dot', 'svg', 'html'] as const;

/** The dependency graph alone: no rule runs. `json` is the graph document. */
export async function graph(given: readonly string[], options: GraphOptions, terminal: Terminal): Promise<number> {
  const [from, to, ...behind] = options.explain ?? [];
  if (options.explain && (from === undefined || to === undefined)) throw new UsageError('--explain takes two components: --explain FROM TO');
  const paths = [...given, ...behind];
  const targets = pairOutputs(options.outputs, GRAPH_FORMATS, 'json');
  const { tree, config, progress } = await prepare(paths, options, terminal);
  const { units, system } = await linkTree(tree, toConfig(config), progress.onStage).finally(progress.done);
  const { document } = system;
  requireInput(document, units.flatMap(({ facts }) => facts).length, tree);
  if (from !== undefined && to !== undefined) return said(explainEdge(system, [from, to]), terminal);
  if (options.unresolved) return said(listUnresolved(system), terminal);
  for (const { format, file } of targets) {
    if (format !== 'json') continue;
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (file === undefined) terminal.stdout.write(text);
    else writeOutput(file, text);
  }
  const result = check({ system, analysis: analyze(system), config: toConfig(), rules: [], kinds: new Set(), texts: [] });
  await writeReports(result, targets.filter(({ format }) => format !== 'json'), options, terminal);
  const { coverage } = await import('../../reporters/summary.js');
  return tellCoverage(document, coverage(result), options, terminal);
}

function said(text: string, terminal: Terminal): number {
  terminal.stdout.write(text);
  return 0;
}
