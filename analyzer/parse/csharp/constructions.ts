import { ancestorOfType, childrenOfType, placeOf, textOf, type SourceNode } from '../source/index.js';
import { madeFor, type Entry } from '../source/constructions.js';
import type { Client } from '../source/program/index.js';
import type { Started } from './started.js';

/** Clients that are constructed again for each request are marked. */
export function withConstructions(clients: readonly Client[], started: readonly Started[]): readonly Client[] {
  const made = new Map<SourceNode, string[]>();
  for (const { fact, construction } of clients) if (construction) made.set(construction, [...(made.get(construction) ?? []), fact.id]);
  if (made.size === 0) return clients;
  const found = new Map(started.flatMap(({ steps, routes }) => [...madeFor(routes.flatMap(({ body }) => entriesOf(body)), { ...steps, node: (call: SourceNode) => call, place: placeOf, clients: (call) => made.get(call) ?? [] })]));
  return clients.map((client) => {
    const one = found.get(client.fact.id);
    return one ? { ...client, fact: { ...client.fact, madeFor: one } } : client;
  });
}

/** A controller is made for each request, too, with its fields. https://learn.microsoft.com/aspnet/core/mvc/controllers/dependency-injection */
function entriesOf(body: SourceNode): Entry<SourceNode>[] {
  const controller = body.type === 'method_declaration' ? ancestorOfType(body, 'class_declaration') : undefined;
  const members = childrenOfType(controller, 'declaration_list').flatMap((list) => childrenOfType(list, 'constructor_declaration', 'field_declaration')).filter((member) => !/\bstatic\b/.test(textOf(member).slice(0, 80)));
  return [body, ...members].map((code) => ({ each: 'request', code }));
}
