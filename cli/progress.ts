import type { OnStage } from '../analyzer/run.js';
import type { Output } from './terminal.js';

export interface Progress {
  readonly onStage: OnStage;
  /** Clears the line, so that nothing of it stays among the messages. */
  done(): void;
}

const SILENT: Progress = { onStage: () => {}, done: () => {} };
const BAR = 24;
/** Parsing is most of the work; the other stages share the rest. */
const SHARE = { parse: [0, 0.8], link: [0.8, 0.9], check: [0.9, 1] } as const;
const DOING = { parse: 'reading', link: 'linking', check: 'checking' } as const;

/** A bar on a terminal, nothing in a pipe. */
export function progressOn(output: Output, wanted: boolean): Progress {
  if (!wanted || !output.isTTY) return SILENT;
  let shown = '';
  return {
    onStage: (stage, done = 0, total = 1) => {
      const [from, to] = SHARE[stage];
      const filled = Math.round(BAR * (from + (to - from) * (done / Math.max(1, total))));
      const line = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${DOING[stage]}`;
      if (line !== shown) output.write(`\r\u001B[2K${line}`);
      shown = line;
    },
    done: () => void (shown !== '' && output.write('\r\u001B[2K')),
  };
}
