import { groupBy, push } from '../../../analyzer/facts/groups.js';
import { comparePlaces, formatPlace } from '../../../analyzer/facts/place.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget } from '../../support/clients.js';
import { shippedComponents } from '../../support/stacks.js';
import { endedAfter, isUnasked } from './bounded.js';
import { joinIntegrations } from './integrations.js';
import { type Open, isLong, isWaitedFor, isOpen, isSoft, madeAt } from './open.js';
import { longWaitOf, reportWaiting, waitingOf, type Waiting } from './waiting.js';

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
  short enough (\`maxDefaultMs\`) and its source is known. One of more than \`longDefaultMs\` that users wait for, and nobody above cuts short,
  is information, once for a service and library.
- A limit that could not be evaluated is a limit. Only calls on a request's path are looked at: nothing at startup,
  nothing that only a timer or schedule makes, no jobs, no tools and no code that only runs in development beside a system for users.
- It is an error when a user's request waits and nothing above bounds the wait: neither a caller's own timeout nor a route's.
- A fallback answers an error, and not silence: a call whose failure is handled is a warning at most, and left out behind a breaker.
- A client that a shared package makes for several services is one finding, with all of them, wherever it leads each;
  so are three and more clients of outside services in one folder, or in folders beside each other: its integrations.
- A function of the cloud waits no longer than it may run: where that is at most \`maxDefaultMs\`, it is left out, and so is one that
  nobody is known to ask: a timer's.
- Who sends a message and waits for its answer waits as for any other call: \`send\` of NestJS, \`convertSendAndReceive\`, \`GetResponse\`, a result
  of Celery, a queue for replies of one's own making. Such a wait is seen where the answer is awaited in the function that sends.
- Clients whose target is not known are in the coverage, not here.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://grpc.io/docs/guides/deadlines/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client'],
  options: { maxDefaultMs: 60_000, longDefaultMs: 10_000 },
  optionDocs: { maxDefaultMs: 'Longest default of a library, in milliseconds, that counts as a timeout.', longDefaultMs: 'Longest default, in milliseconds, that a user may be left to wait for without information.' },
  check(context) {
    const { maxDefaultMs, longDefaultMs } = context.options;
    const told = new Map<string, Waiting[]>();
    for (const component of shippedComponents(context)) {
      const [found, late] = [new Map<string, Open[]>(), new Map<string, Open[]>()];
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const waiting = clients.filter(({ fact }) => isWaitedFor(fact));
        context.looked(waiting.length > 0 ? 1 : 0);
        const open = waiting.filter(({ fact }) => isOpen(fact, maxDefaultMs)).sort((a, b) => Number(isSoft(a)) - Number(isSoft(b)) || comparePlaces(a.fact.at, b.fact.at));
        if (open.length > 0) push(found, formatPlace(madeAt(open[0]!)), { target, clients: open });
        for (const [library, clients] of groupBy(waiting.filter(({ fact }) => fact.strength === 'hard' && isLong(fact, longDefaultMs, maxDefaultMs)), ({ fact }) => fact.library)) push(late, library, { target, clients });
      }
      if ((endedAfter(context.system, component.id) ?? Infinity) <= maxDefaultMs || isUnasked(context.system, component)) continue;
      for (const open of late.values()) reportLong(context, component.id, open);
      for (const [place, open] of found) push(told, place, waitingOf(context, component.id, open));
    }
    for (const waiting of joinIntegrations(context.system, [...told.values()])) reportWaiting(context, waiting);
  },
});

function reportLong(context: RuleContext, from: string, open: readonly Open[]): void {
  const waiting = longWaitOf(context, from, open);
  if (waiting) reportWaiting(context, [waiting]);
}
