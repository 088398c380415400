import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { pausesOf } from '../../support/retries.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { userPath } from '../../support/user-path.js';

type Options = { readonly most: number; readonly patience: number };

export const rule = defineRule({
  id: 'unbounded-retry',
  theme: 'retries',
  severity: 'error',
  summary: 'A request is repeated without an end.',
  rationale: `
A request that is repeated until it succeeds never fails, so it never ends while its dependency is down. Requests keep coming and
none leaves: memory and connections fill with attempts, and the service that only lost a dependency is lost itself. When the
dependency returns, everything that was collected meanwhile falls on it at once.`,
  fix: 'Limit the attempts, and the time for all of them to less than the callers wait. What has to be done in the end belongs in a queue.',
  limits: `
- Reported are retries on a request's path whose number is set to infinite, or to more than \`most\`; or whose pauses alone, known from the
  code or its library, take longer than \`patience\`: nobody is there any more for the answer (a warning). Reconnecting in the background,
  consumers and what a library does by itself are not; nor is a number that could not be evaluated.
- A limit on the whole call ends the attempts, so where the client has one it is fine.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client'],
  options: { most: 100, patience: 60_000 },
  optionDocs: { most: 'Retries that are still a limit.', patience: 'Milliseconds of pauses between all attempts after which nobody waits any more.' },
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const calling = clients.filter(({ fact }) => fact.phase === 'request' && (fact.dependency === 'calls' || fact.dependency === 'publishes') && fact.calls.length > 0);
        context.looked(calling.length);
        const [first] = calling.filter((link) => isEndless(link, context.options)).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (first) report(context, component.id, target, first);
      }
  },
});

/** Their pauses alone outlast whoever waits: ten attempts that double a second are 17 minutes. */
const outlasts = (fact: ClientLink['fact'], { patience }: Options): boolean => (pausesOf(fact) ?? 0) > patience;

function isEndless({ fact }: ClientLink, options: Options): boolean {
  const { most } = options;
  const retries = explicit(fact, 'retriesOnCall');
  if (retries?.from !== 'explicit' || explicit(fact, 'perTryTimeout') || explicit(fact, 'timeoutCoversRetries')) return false;
  return retries.value === null || (typeof retries.value === 'number' && (retries.value > most || outlasts(fact, options)));
}

function report(context: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  const retries = explicit(fact, 'retriesOnCall');
  const users = userPath(context, from);
  const times = retries?.from === 'explicit' && typeof retries.value === 'number' ? `${retries.value} times` : 'for ever';
  const pauses = pausesOf(fact);
  const counted = times !== 'for ever' && pauses !== undefined ? `, with ${duration(pauses)} of pauses` : '';
  const isEnding = retries?.from === 'explicit' && typeof retries.value === 'number' && retries.value <= context.options.most;
  context.report({
    subject: { from, to },
    severity: users && !isEnding ? 'error' : 'warning',
    message: `while ${callee} is down, requests of ${caller} ${isEnding ? 'outlast whoever waits for them' : 'never end'} and pile up: each is repeated ${times}${counted}`,
    place: retries?.from === 'explicit' ? retries.at : fact.at,
    related: fact.calls.slice(0, 3).map(({ at }) => ({ at, text: `a call of ${callee}` })),
    fix: { text: `Limit the attempts of ${caller} to call ${callee}, and the time for all of them.` },
  });
}
