import { push } from '../../../analyzer/facts/groups.js';
import { comparePlaces, formatPlace } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { callPlaces, clientsByTarget, explicit, timeoutOf } from '../../support/clients.js';
import { libraryName, timeoutLine } from '../../support/libraries.js';
import { stepsOf } from '../../support/places.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration, names, oneOf } from '../../support/text.js';
import { userPath } from '../../support/user-path.js';
import { isBounded } from './bounded.js';
import { type Open, isWaitedFor, isOpen, isSoft, madeAt } from './open.js';

export const rule = defineRule({
  id: 'missing-timeout',
  theme: 'timeouts',
  severity: 'error',
  summary: 'A service waits for another without a limit.',
  rationale: `
A dependency that crashes is easy: the call fails, the caller goes on. A dependency that hangs takes its callers with it. Each
request that waits holds a connection, memory and a place in the caller's queue; at 100 requests a second a caller without
a timeout holds 6,000 of them after one minute, and then it hangs too, and so do its own callers. Many clients have no limit
of their own, so leaving the option out means "for ever".`,
  fix: 'Set a limit on the whole call, a little above what the dependency needs on a bad day, and below what your own callers wait for.',
  limits: `
- One finding for each construction of a client in a service, or for what it calls where the calls need none; the calls are listed with it. A default of the library counts when it is
  short enough (\`maxDefaultMs\`) and its source is known.
- A limit that could not be evaluated is a limit. Only calls on a request's path are looked at: nothing at startup,
  nothing that only a timer or schedule makes, no jobs, no tools and no code that only runs in development beside a system for users.
- It is an error when a user's request waits and nothing above bounds the wait: neither a caller's own timeout nor a route's.
- A fallback answers an error, and not silence: a call whose failure is handled is a warning at most, and left out behind a breaker.
- Clients whose target is not known are in the coverage, not here.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://grpc.io/docs/guides/deadlines/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client'],
  options: { maxDefaultMs: 60_000 },
  optionDocs: { maxDefaultMs: 'Longest default of a library, in milliseconds, that counts as a timeout.' },
  check(context) {
    for (const component of shippedComponents(context)) {
      const found = new Map<string, Open[]>();
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const waiting = clients.filter(({ fact }) => isWaitedFor(fact));
        context.looked(waiting.length > 0 ? 1 : 0);
        const open = waiting.filter(({ fact }) => isOpen(fact, context.options.maxDefaultMs)).sort((a, b) => Number(isSoft(a)) - Number(isSoft(b)) || comparePlaces(a.fact.at, b.fact.at));
        if (open.length > 0) push(found, formatPlace(madeAt(open[0]!)), { target, clients: open });
      }
      for (const open of found.values()) report(context, component.id, open);
    }
  },
});

function report(context: RuleContext, from: string, open: readonly Open[]): void {
  const { system } = context;
  const [{ target: to, clients }] = open as readonly [Open, ...Open[]];
  const [caller, called] = [system.component(from).name, open.map(({ target }) => system.component(target).name)];
  const [first, ...rest] = clients;
  const { fact } = first!;
  const limit = timeoutOf(fact);
  const forEver = limit.from !== 'default' || typeof limit.value !== 'number';
  const users = userPath(context, from);
  const grave = users !== undefined && servesUsers(users.view) && forEver && !isBounded(system, users);
  const entry = users && users.entry !== from ? `, and the users of ${system.component(users.entry).name} with it` : users ? ', and its users with it' : '';
  const line = timeoutLine(fact.library);
  const soft = open.every((one) => one.clients.every(isSoft));
  context.report({
    subject: { from, to },
    severity: grave ? (soft ? 'warning' : 'error') : soft ? 'info' : 'warning',
    message: `if ${oneOf(called, 6)} hangs, ${caller} ${forEver ? 'waits for ever' : `waits up to ${duration(Number(limit.value))}`}${entry}${soft ? ', although it could go on without the answer' : ''}: its ${libraryName(fact.library)} client sets no timeout${limit.from === 'default' ? ` and ${limit.value === null ? 'has none' : 'has only that'} by default` : ''}${partly(fact)}`,
    place: madeAt(first!),
    path: users ? [...stepsOf(system, users.hops, users.view), { component: from, text: `${caller} calls ${system.component(to).name} without a timeout`, at: fact.calls[0]?.at ?? fact.at }] : [],
    related: [...open.flatMap((one) => callPlaces(one.clients[0]!.fact)), ...rest.map((other) => ({ at: other.fact.at, text: `another client of ${system.component(to).name} without a timeout` }))],
    fix: { text: `Limit each call of ${caller} to ${names(called, 6)}.`, ...(line ? { suggestion: { language: 'typescript' as const, text: line, at: madeAt(first!) } } : {}) },
  });
}

/** A limit on connecting looks like one on the call, and is none once the connection stands. */
function partly(fact: ClientLink['fact']): string {
  const connecting = explicit(fact, 'connectTimeout');
  return connecting?.from === 'explicit' && typeof connecting.value === 'number' ? `; its ${duration(connecting.value)} limit only connecting` : '';
}
