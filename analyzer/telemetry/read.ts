import { readKiali } from './kiali.js';
import { readIstio, readServiceGraph } from './prometheus.js';
import type { Seen, TelemetryReader } from './seen.js';
import { readJaeger, readZipkin } from './traces.js';

/** Each recognises its own format by what is in it. */
const readers: readonly TelemetryReader[] = [readKiali, readServiceGraph, readIstio, readJaeger, readZipkin];

/** What a parsed JSON file of any known format saw; undefined when it is of none. */
export function readTelemetry(value: unknown): Seen | undefined {
  for (const read of readers) {
    const seen = read(value);
    if (seen !== undefined) return seen;
  }
  return undefined;
}
