import { comparePlaces, formatPlace } from '../../../facts/place.js';
import type { MessageHandlerFact } from '../../../facts/types.js';
import { ancestorOfType, placeOf, textOf, walk, type SourceNode } from '../node.js';
import { isBounded } from '../../hand-offs.js';
import { callsBetween } from './stretches.js';
import type { Flow } from './evaluate.js';
import type { Client } from './facts.js';
import type { Stretch } from './language.js';
import type { Func } from './model.js';
import type { Reach } from './reach.js';
import { readSource } from './sources.js';
import { collectUses, type Use } from './uses.js';
import { optionsOf, rootOf, type Made } from './value.js';

/** What works on the messages of each consumer: functions that it is given, and loops that ask it or go over what it gives. */
export function messageHandlers(flow: Flow, clients: readonly Client[], reach: Reach, packagesOf: (file: string) => readonly string[]): MessageHandlerFact[] {
  const consumers = new Map(clients.filter(({ fact }) => fact.dependency === 'consumes').map(({ fact }) => [formatPlace(fact.at), fact.id]));
  const clientOf = (made: Made): string | undefined => { const { origin } = rootOf(made); return origin && consumers.get(formatPlace(placeOf(origin.node))); };
  const found = new Map<string, MessageHandlerFact>();
  const add = (made: Made | undefined, at: SourceNode, code: Func | Stretch): void => {
    const [of, [root]] = [made && clientOf(made), packagesOf(at.source.file)];
    if (of === undefined || root === undefined) return;
    const place = placeOf(at);
    found.set(`${of} ${formatPlace(place)}`, { kind: 'message-handler', package: root, of, at: place, ...handOff(at), reaches: reach(code).filter(({ client }) => client !== of) });
  };
  for (const use of collectUses(flow)) handledBy(flow, use, (at, code) => add(use.receiver, at, code));
  // `for message in consumer`, `for d := range deliveries`.
  for (const { node, over } of flow.model.loops)
    for (const value of optionsOf(flow.value(over, undefined))) if (value.is === 'made') add(value, node, inside(flow, node));
  return [...found.values()].sort((a, b) => comparePlaces(a.at, b.at));
}

/** `go handle(m)`, `executor.submit(handle, m)`: in the code for one message, unless it bounds how many run. */
function handOff(code: SourceNode): Pick<MessageHandlerFact, 'handsOff'> {
  const starts = [...walk(code)].find((node) => node.type === 'go_statement' || (node.type === 'call' && /(?:\.submit|\bcreate_task|\bensure_future|\bThread)\($/.test(textOf(node).slice(0, 80).replace(/\([\s\S]*$/, '('))));
  return starts && !isBounded(textOf(code)) ? { handsOff: placeOf(starts) } : {};
}

function handledBy(flow: Flow, use: Use, add: (at: SourceNode, code: Func | Stretch) => void): void {
  const { handled } = use.call;
  if (handled === undefined) return;
  if (handled === 'loop') {
    const loop = loopAround(use.expression.node);
    if (loop) add(loop, inside(flow, loop));
    return;
  }
  const given = readSource(flow, use, handled);
  for (const value of given ? optionsOf(given.value) : []) if (value.is === 'function') add(value.fn.node, value.fn);
}

const inside = (flow: Flow, loop: SourceNode): Stretch => ({ at: loop, calls: callsBetween(flow, loop, loop.start, loop.end) });

const loopAround = (node: SourceNode): SourceNode | undefined => ancestorOfType(node, 'for_statement', 'while_statement');
