import { Worker } from 'node:worker_threads';
import type { Unit } from '../../facts/types.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';

export interface Work {
  readonly parser: Parser;
  readonly unit: Unit;
}

/** What the second thread gets: everything that parsing needs, as plain data. */
export interface Job {
  readonly index: number;
  readonly parser: string;
  readonly unit: Unit;
  readonly texts: Readonly<Record<string, string>>;
}

/** Below this a thread costs more to start than it saves. */
const WORTHWHILE_BYTES = 1_000_000;

/**
 * Hands half of the work that stands alone to a second thread. Resolves to the results by index of the work; what a thread that
 * failed leaves out is parsed by the caller, so the answer never depends on it.
 */
export function parseInSecondThread(work: readonly Work[], files: FileSet): { readonly taken: ReadonlySet<number>; readonly results: Promise<ReadonlyMap<number, ParseResult>> } {
  const jobs = secondHalf(work, files);
  if (jobs.length === 0) return { taken: new Set(), results: Promise.resolve(new Map()) };
  return { taken: new Set(jobs.map((job) => job.index)), results: run(jobs) };
}

function secondHalf(work: readonly Work[], files: FileSet): Job[] {
  // The tests run the sources themselves, which a plain thread cannot load.
  if (!import.meta.url.endsWith('.js')) return [];
  const alone = work.flatMap(({ parser, unit }, index) => (parser.alone ? [{ index, parser, unit, bytes: unit.files.reduce((sum, file) => sum + files.size(file), 0) }] : []));
  const total = alone.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total < WORTHWHILE_BYTES) return [];
  let passed = 0;
  return alone
    .filter(({ bytes }) => (passed += bytes) > total / 2)
    .map(({ index, parser, unit }) => ({ index, parser: parser.id, unit, texts: Object.fromEntries(unit.files.flatMap((file) => [[file, files.read(file)] as const]).filter((pair): pair is [string, string] => pair[1] !== undefined)) }));
}

function run(jobs: readonly Job[]): Promise<ReadonlyMap<number, ParseResult>> {
  const results = new Map<number, ParseResult>();
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: jobs });
    // Facts cross as text: reading JSON is about twice as fast as cloning as many small objects.
    worker.on('message', (text: string) => {
      for (const [index, result] of JSON.parse(text) as [number, ParseResult][]) results.set(index, result);
    });
    worker.on('error', () => resolve(results));
    worker.on('exit', () => resolve(results));
  });
}
