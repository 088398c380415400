import type { Disk } from '../../analyzer/discover/index.js';
import { sideOfRun } from '../../analyzer/drift/side-of-run.js';
import type { Side, SideSource } from '../../analyzer/drift/side.js';
import type { Result } from '../../analyzer/report/result.js';
import { runRules } from '../commands/lint.js';
import type { Terminal } from '../terminal.js';
import type { SideOptions } from './options.js';

/** A side that was analysed just now, with the whole result for the formats that tell findings in full. */
export interface AnalysedSide {
  readonly side: Side;
  readonly result: Result;
}

export async function analysedSide(paths: readonly string[], options: SideOptions, terminal: Terminal, source: SideSource, label: string, disk?: Disk): Promise<AnalysedSide> {
  const run = await runRules(paths, options, terminal, disk);
  return { side: sideOfRun(run, source, label), result: run.result };
}

/** The tree as it lies there, with what nobody has committed. */
export const workTreeSide = (paths: readonly string[], options: SideOptions, terminal: Terminal, disk?: Disk): Promise<AnalysedSide> =>
  analysedSide(paths, options, terminal, 'tree', 'the work tree', disk);
