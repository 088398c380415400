/** `800 ms`, `2 s`, `5 min`: milliseconds as people say durations. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 120_000) return `${round(ms / 1000)} s`;
  return `${round(ms / 60_000)} min`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
