import { CommanderError } from 'commander';
import { plain } from '../reporters/plain.js';
import { UsageError } from './errors.js';
import { buildProgram } from './program.js';
import type { Terminal } from './terminal.js';

/** Runs one command line; gives the exit code. Never throws, never exits. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  try {
    await buildProgram(terminal, (result) => void (code = result)).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has written its own message; its code 0 is `--help` and `--version`.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.stderr.write(error instanceof UsageError ? `error: ${lines(error.message)}\n` : internal(error, args.includes('--verbose')));
    return 2;
  }
}

function internal(error: unknown, verbose: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = verbose && error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : '';
  return `internal error: ${lines(message)}\n${stack}This is a bug in Faultline, not in your files. Please report it with the command that you ran${verbose ? '' : ' and what --verbose adds'}.\n`;
}

/** Line breaks are ours; what else moves a cursor comes from names in the input. */
const lines = (message: string): string => message.split('\n').map(plain).join('\n');
