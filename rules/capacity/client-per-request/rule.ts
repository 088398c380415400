import { push } from '../../../analyzer/facts/groups.js';
import { comparePlaces, formatPlace } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import type { Component } from '../../../analyzer/graph/document.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { libraryName } from '../../support/libraries.js';
import { shippedComponents } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { costOf, type Cost } from './costs.js';

export const rule = defineRule({
  id: 'client-per-request',
  theme: 'capacity',
  severity: 'warning',
  summary: 'A service constructs a client anew for each request or message.',
  rationale: `
A client is made to be kept: it has a pool, and the pool has connections that are open already. Who constructs one for each request
pays for a connection each time (name lookup, TCP, TLS, login), and has no limit any more: a pool of ten that each request has for
itself is ten connections for each request. As long as the other side is quick nobody notices. When it slows down, requests pile up,
each with connections of its own, until the server refuses all of them or the caller has no port left, and restarting the caller does
not help, because the connections come back with the requests.`,
  fix: `
Construct the client once, where the process starts, or when it is first needed, and let all requests share it. In a function of a
cloud construct it outside of the handler, so that the next invocation finds it.`,
  limits: `
- Seen are constructions in request handlers, middleware, listeners of messages, tasks and handlers of functions, and in what these
  call in the same tree; not what a container makes for each request, and no loops elsewhere. In doubt a client is kept: in a field,
  a variable of the module, a table, behind a guard or a choice, in a cache. Whose address the request decides is left out.
- Only libraries whose clients have connections of their own. Clients of the AWS SDK, of Redis and channels of gRPC are information, as
  they cost time, not a limit of the other side; so is a single connection for each request, which at least ends with it.
- Java: the drivers' own constructions, not pools that are configured first and HTTP clients.`,
  references: ['https://node-postgres.com/features/pooling', 'https://learn.microsoft.com/dotnet/fundamentals/networking/http/httpclient-guidelines', 'https://www.mongodb.com/docs/drivers/node/current/connect/mongoclient/', 'https://grpc.io/docs/guides/performance/', 'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const component of shippedComponents(context)) {
      const clients = context.system.clients(component.id).filter(({ fact }) => costOf(fact) !== undefined);
      context.looked(clients.length);
      const byConstruction = new Map<string, ClientLink[]>();
      for (const link of clients) if (link.fact.madeFor && !isAsked(link.fact)) push(byConstruction, formatPlace(link.fact.madeFor.path.at(-1)!), link);
      for (const links of byConstruction.values()) report(context, component, links);
    }
  },
});

function report({ system, report }: RuleContext, { id, name, kind }: Component, links: readonly ClientLink[]): void {
  const { fact } = links[0]!;
  const { each, path } = fact.madeFor!;
  const targets = [...new Set(links.flatMap(({ targets: found }) => found))].filter((target) => target !== id).sort();
  const called = targets.length > 0 ? names(targets.map((target) => system.component(target).name)) : `what it asks through ${libraryName(fact.library)}`;
  const what = kind === 'function' ? 'invocation' : each;
  const at = path.at(-1)!;
  report({
    subject: targets[0] === undefined ? { component: id } : { from: id, to: targets[0] },
    discriminator: fact.library,
    severity: costOf(fact) === 'time' || fact.single ? 'info' : 'warning',
    message: `${consequence(costOf(fact)!, name, called, what)}: ${name} constructs its ${libraryName(fact.library)} client anew for each ${what}`,
    place: at,
    related: [...path.slice(0, -1).map((place) => ({ at: place, text: 'on the way from the handler' })), ...fact.calls.filter((call) => comparePlaces(call.at, at) !== 0).slice(0, 3).map((call) => ({ at: call.at, text: 'what it is constructed for' }))],
    fix: { text: `Construct the ${libraryName(fact.library)} client of ${name} once, and let each ${what} use that one.` },
  });
}

/** The request itself says whom to ask, so no two can share the client. */
const isAsked = ({ targets }: ClientFact): boolean => targets.length > 0 && targets.every((target) => target.some((part) => 'unknown' in part));

function consequence(cost: Cost, caller: string, called: string, what: string): string {
  if (cost === 'connections') return `if ${called} slows down, ${caller} opens further connections with each ${what} that waits, and nothing limits them`;
  if (cost === 'ports') return `at full load calls of ${called} fail, as ${caller} has no port left: closed connections keep theirs for minutes`;
  return `each ${what} of ${caller} waits until a new connection to ${called} stands`;
}
