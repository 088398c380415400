import { performance } from 'node:perf_hooks';

/** Milliseconds of each of several tasks, run in turn so that the machine's mood hits all alike; one round before is not counted. */
export async function interleaved(tasks: Readonly<Record<string, () => unknown>>, rounds: number): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const [name, task] of Object.entries(tasks)) {
      globalThis.gc?.();
      const start = performance.now();
      await task();
      if (round >= 0) times[name]!.push(performance.now() - start);
    }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds of one call. */
export function time(task: () => unknown): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

/** Columns aligned for a terminal and valid as a Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  return [line(head), `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
