import { parentPort, workerData } from 'node:worker_threads';
import { parsers } from '../index.js';
import { memoryFiles } from '../memory-files.js';
import type { ParseResult } from '../parser.js';
import type { Job } from './second-thread.js';

/** Results go back in portions, so that no text grows beyond what one string can hold. */
const PORTION = 500;

const byId = new Map(parsers.map((parser) => [parser.id, parser]));
let portion: [number, ParseResult][] = [];
for (const { index, parser, unit, texts } of workerData as readonly Job[]) {
  try {
    portion.push([index, await byId.get(parser)!.parse(unit, memoryFiles(texts))]);
  } catch {
    // The first thread parses it again and says what is wrong.
  }
  if (portion.length >= PORTION) send();
}
send();

function send(): void {
  parentPort!.postMessage(JSON.stringify(portion));
  portion = [];
}
