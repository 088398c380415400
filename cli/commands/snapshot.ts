import { writeOutput } from '../outputs.js';
import { snapshotSide } from '../sides/live.js';
import { workTreeSide } from '../sides/analysed.js';
import type { SideOptions } from '../sides/options.js';
import type { Terminal } from '../terminal.js';

export interface SnapshotOptions extends SideOptions {
  readonly output?: string;
}

/** One side of a comparison as a file, so that it can be compared elsewhere: `faultline drift --observed FILE`, `--from FILE --to FILE`. */
export async function snapshot(paths: readonly string[], options: SnapshotOptions, terminal: Terminal): Promise<number> {
  const side = options.cluster ? await snapshotSide(paths, options, terminal) : (await workTreeSide(paths, options, terminal)).side;
  const text = `${JSON.stringify(side, null, 2)}\n`;
  if (options.output === undefined) terminal.stdout.write(text);
  else writeOutput(options.output, text);
  return 0;
}
