import { comparePlaces } from '../../facts/place.js';
import type { UnboundedBufferFact } from '../../facts/types.js';
import { placeOf } from '../source/index.js';
import { namesOf, type Call, type Flow, type Route } from '../source/flow/index.js';

const QUEUES: ReadonlySet<string> = new Set(['queue.Queue', 'queue.LifoQueue', 'queue.SimpleQueue', 'asyncio.Queue']);

/** What its threads have not begun waits in a queue without an end: https://docs.python.org/3/library/concurrent.futures.html */
const EXECUTORS: ReadonlySet<string> = new Set(['concurrent.futures.ThreadPoolExecutor', 'concurrent.futures.ProcessPoolExecutor']);

/** Who waits for the result, or counts what runs, hands over no more than it has requests. */
const WAITS = /\.result\(|\bas_completed\b|\bwait\(|\brun_in_executor\b|\.map\(|\bSemaphore\b|\bwrap_future\b/;

/** Queues beside routes that take any amount of work: https://docs.python.org/3/library/queue.html */
export function unboundedBuffers(flow: Flow, routes: readonly Route[], packagesOf: (file: string) => readonly string[]): UnboundedBufferFact[] {
  // A file that answers requests: what others feed, and not the program itself.
  const answering = new Set(routes.map(({ at }) => at.source.file));
  const facts = flow.model.calls.flatMap((call): UnboundedBufferFact[] => {
    const holder = namesOf(flow, call, undefined).map(({ name }) => name).find((name) => isEndless(name, call));
    const packages = holder !== undefined && answering.has(call.node.source.file) ? packagesOf(call.node.source.file) : [];
    return holder === undefined || packages.length === 0 ? [] : [{ kind: 'unbounded-buffer', packages, holder, at: placeOf(call.node) }];
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

/** Queues that are given no length; executors that tasks are handed to and nobody asks for the result. */
const isEndless = (name: string, { args, node }: Call): boolean =>
  (QUEUES.has(name) && args.length === 0) || (name === 'collections.deque' && !args.some((argument, index) => argument.name === 'maxlen' || index === 1) && /\.popleft\(/.test(node.source.text)) || (EXECUTORS.has(name) && /\.submit\(/.test(node.source.text) && !WAITS.test(node.source.text));
