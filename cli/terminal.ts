/** What the command line may know of the world around it; tests give their own. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `2027-01-31`. */
  readonly today: string;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** For pipes and files: wide enough for a path, narrow enough to read. */
const DEFAULT_WIDTH = 100;

export const widthOf = (output: Output): number => (output.isTTY && output.columns ? Math.max(40, output.columns) : DEFAULT_WIDTH);

/** `NO_COLOR` and `FORCE_COLOR` as their authors define them; otherwise a terminal that can. */
export function hasColour(output: Output, { env }: Terminal, allowed: boolean): boolean {
  if (!allowed || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY === true && env['TERM'] !== 'dumb';
}
