import { comparePlaces, type Place } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import { clientDefaults } from '../../../analyzer/knowledge/clients.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { pausesOf, retriesOf, times } from '../../support/retries.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { userPath } from '../../support/user-path.js';

export const rule = defineRule({
  id: 'futile-retry',
  theme: 'retries',
  severity: 'warning',
  summary: 'A request that its callee has rejected as wrong is sent again, unchanged.',
  rationale: `
An answer of 400, 403 or 404 says that the request is wrong, and it is as wrong the second time. A retry that takes it for a failure like
any other multiplies exactly the requests that bring nothing: one client with a broken form, one scanner, one deleted record that a
page still asks for becomes several times its load, at a service that has to check and refuse each. The user waits through all attempts
and pauses for an answer that was there at once, and holds a connection meanwhile.`,
  fix: `
Repeat what may pass: no connection, a timeout, 429 and 502 to 504. Say so where the retry is configured: \`shouldRetry\` of p-retry,
\`retry_if_exception_type\` of tenacity, \`retryExceptions\` and \`ignoreExceptions\` of Resilience4j, \`RetryIf\` of retry-go,
\`HandleTransientHttpError\` of Polly. Let everything else fail at the first attempt.`,
  limits: `
- Retries are: loops and wrappers around calls, \`retry\` of rxjs, interceptors of axios that send again, and lists of statuses for got and ky.
- It has to be certain twice: that the retry repeats whatever fails (its library's default, a predicate that always says yes, a handler that
  does not look at what it caught), and that such an answer fails (the client throws by itself, or the code checks the status). A
  predicate that cannot be read is taken to be right.
- Retries at start-up, in health checks and in functions that wait for a result (\`waitFor\`, \`poll\`) are left out: there, 404 may pass.
- Information where no user's request is known to lead to the call.`,
  references: ['https://datatracker.ietf.org/doc/html/rfc9110#name-client-error-4xx', 'https://learn.microsoft.com/en-us/azure/architecture/patterns/retry', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const { id } of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, id)) {
        const repeating = clients.filter(({ fact }) => isRequest(fact) && retriesOf(fact) !== undefined);
        context.looked(repeating.length);
        const [first] = repeating.filter(({ fact }) => repeatsRejections(fact) !== undefined).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (first) report(context, id, target, first);
      }
  },
});

const WAITING = /wait(?:For|_for|Until|_until)|poll|until|ready|eventually/i;

const isRequest = (fact: ClientFact): boolean => fact.dependency === 'calls' && fact.phase === 'request' && fact.calls.length > 0 && !fact.calls.some(({ function: name = '' }) => WAITING.test(name));

/** Where the code, or its library by default, repeats an answer of 4xx as it does whatever fails. */
function repeatsRejections(fact: ClientFact): Place | undefined {
  const condition = explicit(fact, 'retryCondition');
  if (condition?.from !== 'explicit') return undefined;
  const isFailure = condition.value === 'everything' || condition.value === 'rejections';
  return condition.value === 'answers' || (isFailure && failsOnStatus(fact)) ? condition.at : undefined;
}

/** An answer of 4xx reaches the retry as an exception. */
function failsOnStatus(fact: ClientFact): boolean {
  const own = explicit(fact, 'failsOnStatus');
  return own === undefined ? clientDefaults(fact.library, fact.version)?.failsOnStatus === true : own.from === 'explicit' && own.value === true;
}

function report(context: RuleContext, from: string, to: string, { fact }: ClientLink): void {
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  const pauses = pausesOf(fact);
  const waits = pauses !== undefined && pauses > 0 && Number.isFinite(pauses) ? `, and waits ${duration(pauses)} in between` : '';
  context.report({
    subject: { from, to },
    severity: userPath(context, from) ? 'warning' : 'info',
    message: `when ${callee} rejects a request of ${caller} as wrong (4xx), it gets the same request ${times(retriesOf(fact)!.value + 1)}: ${caller} repeats whatever fails${waits}`,
    place: repeatsRejections(fact)!,
    related: fact.calls.slice(0, 3).map(({ at, method = 'a call', path = '' }) => ({ at, text: `${`${method} ${path}`.trim()} is repeated` })),
    fix: { text: `Let ${caller} repeat a call of ${callee} only when the connection failed, it took too long, or the answer was 429 or 502 to 504.` },
  });
}
