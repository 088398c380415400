import { comparePlaces, type Place } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { pausesOf, retriesOf, times } from '../../support/retries.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly minWait: number };

export const rule = defineRule({
  id: 'breaker-retry-conflict',
  theme: 'isolation',
  severity: 'warning',
  summary: 'A circuit breaker and a retry around the same call undo each other.',
  rationale: `
An open breaker refuses at once, so that callers need not wait for what is down. A retry around it that repeats whatever fails repeats
the refusal, too: the caller goes through all attempts and pauses for an answer that will not change, and the breaker has saved the
dependency but not the caller. The other way round, a fallback of the breaker that stands under the retry answers each failure before the
retry sees it: the attempts that somebody configured are never made, and nobody notices.`,
  fix: `
Keep the retry outside and the breaker inside, and leave the breaker's refusal out of what is repeated: \`ignoreExceptions:
[io.github.resilience4j.circuitbreaker.CallNotPermittedException]\`, \`shouldRetry: (error) => error.code !== 'EOPENBREAKER'\`,
\`handleWhen((error) => !isBrokenCircuitError(error))\`, a \`ShouldHandle\` of Polly, \`retry_if_not_exception_type(CircuitBreakerError)\`. Put the fallback on the outermost of the two.`,
  limits: `
- Known of Resilience4j's annotations (whose order is as documented unless the configuration sets another), cockatiel, opossum under
  p-retry and async-retry, pipelines and wraps of Polly that code executes, pybreaker, aiobreaker and circuitbreaker under tenacity, backoff or
  retry, gobreaker and hystrix-go under retry-go or backoff, and of breakers in loops that try again. A retry with a predicate or a list of
  exceptions is taken to know.
- Repeating a refusal is a warning where it makes the caller wait at least \`minWait\`, else information.
- A breaker around a retry sees several attempts as one call; that is a choice, and not reported.`,
  references: ['https://resilience4j.readme.io/docs/getting-started-3', 'https://www.pollydocs.org/strategies/circuit-breaker.html', 'https://learn.microsoft.com/en-us/azure/architecture/patterns/circuit-breaker'],
  needs: ['client'],
  options: { minWait: 1000 },
  optionDocs: { minWait: 'Milliseconds of waiting for an open breaker from which on it is a warning.' },
  check(context) {
    for (const { id } of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, id)) {
        const both = clients.filter(({ fact }) => fact.phase === 'request' && isAt(fact, 'breakerPosition', 'inside-retry'));
        context.looked(both.length);
        const sorted = [...both].sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        const unused = sorted.find(({ fact }) => isAt(fact, 'unusedRetry', true));
        const repeating = sorted.find(({ fact }) => retriesOf(fact) && isAt(fact, 'retryCondition', 'everything') && !isAt(fact, 'unusedRetry', true));
        if (unused) reportUnused(context, id, target, unused);
        if (repeating) reportRefused(context, id, target, repeating);
      }
  },
});

function isAt(fact: ClientFact, name: string, value: string | boolean): { readonly at: Place } | undefined {
  const found = explicit(fact, name);
  return found?.from === 'explicit' && found.value === value ? found : undefined;
}

function reportUnused({ system, report }: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  report({
    subject: { from, to },
    discriminator: 'unused',
    message: `when a call of ${callee} fails, ${caller} never repeats it: the breaker's fallback answers before the retry around it sees the failure`,
    place: isAt(fact, 'unusedRetry', true)!.at,
    related: [{ at: isAt(fact, 'breakerPosition', 'inside-retry')!.at, text: 'the retry that is never made' }],
    fix: { text: `Give the fallback for ${callee} to the retry, which is the outermost, or take the retry away.` },
  });
}

function reportRefused({ system, report, options }: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const [attempts, pauses] = [1 + retriesOf(fact)!.value, pausesOf(fact)];
  const waits = pauses !== undefined && pauses > 0 ? ` and waits ${Number.isFinite(pauses) ? duration(pauses) : 'for ever'}` : '';
  report({
    subject: { from, to },
    discriminator: 'refused',
    severity: pauses !== undefined && pauses >= options.minWait ? 'warning' : 'info',
    message: `while the breaker towards ${callee} is open, ${caller} asks it ${times(attempts)}${waits} before it fails: its retry repeats the breaker's refusal like any other failure`,
    place: isAt(fact, 'breakerPosition', 'inside-retry')!.at,
    related: [{ at: isAt(fact, 'retryCondition', 'everything')!.at, text: 'repeats whatever fails' }],
    fix: { text: `Leave the refusal of the open breaker out of what is repeated towards ${callee}.` },
  });
}
