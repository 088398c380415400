import { madeFor, type Entry } from '../constructions.js';
import { placeOf } from '../node.js';
import type { Flow } from './evaluate.js';
import type { Client } from './facts.js';
import type { Call, Func } from './model.js';
import { callsByFunction } from './reach.js';
import { optionsOf } from './value.js';

/** Clients that are constructed again for each request or message are marked. */
export function withConstructions(flow: Flow, clients: readonly Client[], entries: readonly Entry<Func>[]): readonly Client[] {
  const made = new Map<Call, string[]>();
  for (const { fact, construction } of clients) if (construction) made.set(construction, [...(made.get(construction) ?? []), fact.id]);
  if (made.size === 0) return clients;
  const calls = callsByFunction(flow);
  const found = madeFor([...entries, ...handedToConsumers(flow, clients)], {
    calls: (fn: Func) => calls.get(fn) ?? [],
    node: ({ node }: Call) => node,
    place: ({ node }) => placeOf(node),
    clients: (call) => made.get(call) ?? [],
    callees: ({ callee }) => optionsOf(flow.value(callee, undefined)).flatMap((value) => (value.is === 'function' ? [value.fn] : value.is === 'class' ? (flow.language.constructorOf(value.type.methods) ?? []) : [])),
  });
  return clients.map((client) => {
    const one = found.get(client.fact.id);
    return one ? { ...client, fact: { ...client.fact, madeFor: one } } : client;
  });
}

/** `channel.basic_consume(queue, on_message)`. */
function handedToConsumers(flow: Flow, clients: readonly Client[]): readonly Entry<Func>[] {
  const calls = clients.filter(({ fact }) => fact.dependency === 'consumes').flatMap(({ uses }) => uses.map(({ expression }) => expression));
  return calls.flatMap((call) => (call.is === 'call' ? call.args : []).flatMap(({ value }) => optionsOf(flow.value(value, undefined)).flatMap((one): readonly Entry<Func>[] => (one.is === 'function' ? [{ each: 'message', code: one.fn }] : []))));
}
