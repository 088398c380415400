import type { Result } from '../analyzer/report/result.js';
import { reporters, type Format, type ReportOptions } from '../reporters/index.js';
import { writeOutput, type Target } from './outputs.js';
import { hasColour, widthOf, type Terminal } from './terminal.js';

export interface ReportFlags {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  /** `--no-color`. */
  readonly color: boolean;
}

/** Renders every target; files first, so that a broken pipe does not keep them from being written. */
export const writeReports = (result: Result, targets: readonly Target<Format>[], flags: ReportFlags, terminal: Terminal): Promise<void> =>
  writeRendered(targets, async (format, options) => (await reporters[format]())(result, options), flags, terminal);

/** The same for reports about anything. */
export async function writeRendered<F extends string>(targets: readonly Target<F>[], render: (format: F, options: ReportOptions) => Promise<string>, flags: ReportFlags, terminal: Terminal): Promise<void> {
  for (const { format, file } of [...targets].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined))) {
    const toTerminal = file === undefined;
    const text = await render(format, {
      width: widthOf(toTerminal ? terminal.stdout : { write: () => {} }),
      colour: toTerminal && hasColour(terminal.stdout, terminal, flags.color),
      ...(flags.verbose ? { verbose: true } : {}),
    });
    const whole = text.endsWith('\n') ? text : `${text}\n`;
    if (toTerminal) terminal.stdout.write(whole);
    else {
      writeOutput(file, whole);
      if (!flags.quiet) terminal.stderr.write(`wrote ${file}\n`);
    }
  }
}
