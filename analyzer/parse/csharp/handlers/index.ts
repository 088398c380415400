import { comparePlaces, compareText } from '../../../facts/place.js';
import type { CacheFillFact, FallbackFact, HandlerFact, LockFact, MessageHandlerFact, TransactionFact } from '../../../facts/types.js';
import { idempotent } from '../../source/idempotency.js';
import { placeOf } from '../../source/index.js';
import { reachesFrom } from '../../source/reach.js';
import type { Started } from '../started.js';
import { cacheFillsOf } from './cache-fills.js';
import { fallbacksOf } from './fallbacks.js';
import { healthHandlers } from './health.js';
import { holdingsOf } from './holdings.js';
import { messageHandlersOf } from './messages.js';

type Fact = CacheFillFact | FallbackFact | HandlerFact | MessageHandlerFact | TransactionFact | LockFact;

/** Every handler of requests and of messages in what starts, and what holds a transaction or a lock, with the clients that it reaches. */
export function handlersOf(started: readonly Started[]): Fact[] {
  const facts = started.flatMap(ofProject);
  const handlers = facts.filter((fact) => fact.kind === 'handler').sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.path, b.path) || compareText(a.method, b.method) || compareText(a.package, b.package));
  return [...handlers, ...facts.filter((fact) => fact.kind !== 'handler').sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.package, b.package))];
}

function ofProject({ root, code, steps, routes }: Started): Fact[] {
  const written = routes.map(({ method, path, at, body }): HandlerFact => ({ kind: 'handler', package: root, method, path, at: placeOf(at), ...idempotent(at.source.text), reaches: reachesFrom(body, steps) }));
  return [...written, ...healthHandlers(code, steps, root), ...holdingsOf(code, steps, root), ...fallbacksOf(code, steps, root), ...messageHandlersOf(code, steps, root), ...cacheFillsOf(code, steps, root)];
}
