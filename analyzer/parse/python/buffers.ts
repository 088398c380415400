import { comparePlaces } from '../../facts/place.js';
import type { UnboundedBufferFact } from '../../facts/types.js';
import { placeOf } from '../source/index.js';
import { namesOf, type Flow } from '../source/flow/index.js';

const QUEUES: ReadonlySet<string> = new Set(['queue.Queue', 'queue.LifoQueue', 'queue.SimpleQueue', 'asyncio.Queue']);

/** A file that answers requests: what others feed, and not the program itself. */
const ROUTES = /@\w*(?:app|router|api|blueprint|bp)\w*\.(?:get|post|put|patch|delete|route|websocket)\b/;

/** Queues beside routes that take any amount of work: https://docs.python.org/3/library/queue.html */
export function unboundedBuffers(flow: Flow, packagesOf: (file: string) => readonly string[]): UnboundedBufferFact[] {
  const facts = flow.model.calls.flatMap((call): UnboundedBufferFact[] => {
    const holder = call.args.length === 0 ? namesOf(flow, call, undefined).map(({ name }) => name).find((name) => QUEUES.has(name)) : undefined;
    const packages = holder !== undefined && ROUTES.test(call.node.source.text) ? packagesOf(call.node.source.file) : [];
    return holder === undefined || packages.length === 0 ? [] : [{ kind: 'unbounded-buffer', packages, holder, at: placeOf(call.node) }];
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}
