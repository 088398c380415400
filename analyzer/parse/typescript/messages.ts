import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { MessageHandlerFact } from '../../facts/types.js';
import type { Client } from './engine/facts.js';
import { handlerMethods } from './engine/decorated.js';
import { reachedFrom } from './engine/reach.js';
import { readValue } from './engine/source.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';

/** What works on each message of a consumer: a function that it is given, methods that a decorator says so of. */
export function messageHandlersOf(program: Program, clients: readonly Client[]): MessageHandlerFact[] {
  const reach = reachedFrom(program, clients);
  const facts = clients.filter(({ fact }) => fact.dependency === 'consumes').flatMap((client) =>
    client.fact.packages.flatMap((root) => bodiesOf(program, client, root).map((body): MessageHandlerFact => ({
      kind: 'message-handler', package: root, of: client.fact.id, at: placeOf(body), reaches: reach([body]).filter((one) => one.client !== client.fact.id),
    }))),
  );
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

/** The same code, whichever consumer it works for. */
export const messageBodies = (program: Program, clients: readonly Client[]): readonly ts.Node[] =>
  clients.filter(({ fact }) => fact.dependency === 'consumes').flatMap((client) => client.fact.packages.flatMap((root) => bodiesOf(program, client, root)));

function bodiesOf(program: Program, { uses, library }: Client, root: string): readonly ts.Node[] {
  const given = uses.flatMap(({ operation: { handled }, call }) => (handled ? readValue(program.context, call, handled)?.value : undefined) ?? []);
  return [...given.flatMap((value) => (value.kind === 'function' ? [value.node] : [])), ...handlerMethods(program, library, [root]).map(({ method }) => method)];
}
