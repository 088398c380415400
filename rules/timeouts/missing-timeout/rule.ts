import { comparePlaces } from '../../../analyzer/facts/place.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { ClientLink, System } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { callPlaces, clientsByTarget, explicit, timeoutOf } from '../../support/clients.js';
import { libraryName, timeoutLine } from '../../support/libraries.js';
import { stepsOf } from '../../support/places.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { userPath, type UserPath } from '../../support/user-path.js';

type Options = { readonly maxDefaultMs: number };

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
- One finding for each service and what it calls; the calls are listed with it. A default of the library counts when it is
  short enough (\`maxDefaultMs\`) and its source is known.
- A limit that could not be evaluated is a limit. Only hard calls on a request's path are looked at: nothing at startup,
  nothing behind a fallback, no jobs, no tools and no code that only runs in development beside a system for users.
- It is an error when a user's request waits and nothing above bounds the wait: neither a caller's own timeout nor a route's.
- Clients whose target is not known are in the coverage, not here.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://grpc.io/docs/guides/deadlines/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client'],
  options: { maxDefaultMs: 60_000 },
  optionDocs: { maxDefaultMs: 'Longest default of a library, in milliseconds, that counts as a timeout.' },
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const waiting = clients.filter(({ fact }) => isWaitedFor(fact));
        context.looked(waiting.length > 0 ? 1 : 0);
        const open = waiting.filter(({ fact }) => isOpen(fact, context.options)).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (open.length > 0) report(context, component.id, target, open);
      }
  },
});

const isWaitedFor = ({ phase, strength, dependency }: ClientLink['fact']): boolean =>
  phase === 'request' && strength === 'hard' && (dependency === 'calls' || dependency === 'stores' || dependency === 'caches');

function isOpen(client: ClientLink['fact'], { maxDefaultMs }: Options): boolean {
  const limit = timeoutOf(client);
  if (limit.from === 'unknown') return false;
  const none = limit.value === null || limit.value === 0 || limit.value === false;
  return none || (limit.from === 'default' && Number(limit.value) > maxDefaultMs);
}

function report(context: RuleContext<Options>, from: string, to: string, [first, ...rest]: readonly ClientLink[]): void {
  const { system } = context;
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const { fact } = first!;
  const limit = timeoutOf(fact);
  const wait = limit.from === 'default' && typeof limit.value === 'number' ? `waits up to ${duration(limit.value)}` : 'waits for ever';
  const users = userPath(context, from);
  const grave = users !== undefined && servesUsers(users.view) && wait === 'waits for ever' && !isBounded(system, users);
  const entry = users && users.entry !== from ? `, and the users of ${system.component(users.entry).name} with it` : users ? ', and its users with it' : '';
  const line = timeoutLine(fact.library);
  context.report({
    subject: { from, to },
    severity: grave ? 'error' : 'warning',
    message: `if ${callee} hangs, ${caller} ${wait}${entry}: its ${libraryName(fact.library)} client sets no timeout${limit.from === 'default' ? ` and ${limit.value === null ? 'has none' : 'has only that'} by default` : ''}${partly(fact)}`,
    place: fact.at,
    path: users ? [...stepsOf(system, users.hops, users.view), { component: from, text: `${caller} calls ${callee} without a timeout`, at: fact.calls[0]?.at ?? fact.at }] : [],
    related: [...callPlaces(fact), ...rest.map((other) => ({ at: other.fact.at, text: `another client of ${callee} without a timeout` }))],
    fix: { text: `Limit each call of ${caller} to ${callee}.`, ...(line ? { suggestion: { language: 'typescript' as const, text: line, at: fact.at } } : {}) },
  });
}

/** A limit on connecting looks like one on the call, and is none once the connection stands. */
function partly(fact: ClientLink['fact']): string {
  const connecting = explicit(fact, 'connectTimeout');
  return connecting?.from === 'explicit' && typeof connecting.value === 'number' ? `; its ${duration(connecting.value)} limit only connecting` : '';
}

/** Somebody above gives up: a caller on the way down, or the route that leads to the entry point. */
function isBounded(system: System, { view, entry, hops }: UserPath): boolean {
  const routed = view.routes.some(({ backends }) => backends.some(({ backend, components }) => components.includes(entry) && isKnown(backend.timeout)));
  return routed || hops.some((hop) => {
    const setting = system.setting(hop, 'timeoutOnCall', view.stack.id);
    return setting?.origin === 'explicit' && typeof setting.value === 'number' && setting.value > 0;
  });
}
