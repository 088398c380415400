import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { backoffOf, clientsByTarget, explicit } from '../../support/clients.js';
import { pauseAt } from '../../support/pauses.js';
import { shippedComponents } from '../../support/stacks.js';

type Options = { readonly minRetries: number };

export const rule = defineRule({
  id: 'retry-without-backoff',
  theme: 'retries',
  severity: 'warning',
  summary: 'A failed call is repeated at once.',
  rationale: `
A dependency that is overloaded fails some calls. Callers that repeat them at once multiply the load in the very second in
which it is too high, so more calls fail and are repeated. The system settles in a state where the dependency is busy with
repetitions only, and it stays there after the first cause is gone. Waiting between attempts, longer each time and by a random
amount, gives it room and keeps the callers from coming back in step.`,
  fix: 'Wait between attempts: exponentially longer, with a cap and with jitter. Repeat few times, and only what is safe to repeat.',
  limits: `
- Only retries that the code asks for are looked at, and only where it is known that nothing waits between the attempts.
- One repetition at once is tolerated (\`minRetries\`): it helps against a connection that went stale.
- A fixed pause counts as backoff. Retries of a mesh or gateway are left out: they wait by themselves.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client'],
  options: { minRetries: 2 },
  optionDocs: { minRetries: 'Retries after the first attempt from which on it is reported.' },
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const retrying = clients.filter((client) => retriesOf(client) > 0);
        context.looked(retrying.length);
        const [first, ...rest] = retrying.filter((client) => retriesOf(client) >= context.options.minRetries && isImmediate(client)).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (first) report(context, component.id, target, first, rest);
      }
  },
});

function retriesOf({ fact }: ClientLink): number {
  const retries = explicit(fact, 'retriesOnCall');
  return retries?.from === 'explicit' && typeof retries.value === 'number' ? retries.value : 0;
}

function isImmediate({ fact }: ClientLink): boolean {
  const backoff = backoffOf(fact);
  return backoff.from !== 'unknown' && (backoff.value === 'none' || backoff.value === 0 || backoff.value === null || backoff.value === false);
}

function report(context: RuleContext<Options>, from: string, to: string, first: ClientLink, rest: readonly ClientLink[]): void {
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  const retries = explicit(first.fact, 'retriesOnCall');
  const attempts = retriesOf(first) + 1;
  context.report({
    subject: { from, to },
    message: `if ${callee} is overloaded, ${caller} makes it worse: each failed call becomes ${Number.isFinite(attempts) ? attempts : 'endlessly many'} with no pause between them`,
    place: retries?.from === 'explicit' ? retries.at : first.fact.at,
    related: [{ at: first.fact.at, text: `the client of ${callee}` }, ...rest.filter((other) => comparePlaces(other.fact.at, first.fact.at) !== 0).map((other) => ({ at: other.fact.at, text: `another client of ${callee} that repeats at once` }))],
    fix: { text: 'Wait between the attempts, longer each time and by a random amount.', ...pauseAt(first.fact.at) },
  });
}
