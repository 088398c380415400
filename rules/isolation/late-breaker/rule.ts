import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { mostReplicasOf } from '../../support/replicas.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly maxCalls: number; readonly maxRate: number };

export const rule = defineRule({
  id: 'late-breaker',
  theme: 'isolation',
  severity: 'info',
  summary: 'A circuit breaker opens only after more calls than an outage may have.',
  rationale: `
A breaker judges by what it has seen, and until it has seen its minimum it lets every call through. Each replica counts for itself, from its
start. With the hundred calls that Resilience4j asks for by default, a replica that gets two calls a minute sends its users into the timeout
for most of an hour before it spares the first of them; and one that the outage itself restarted begins anew. Polly's hundred within 30 s are
never reached by a service with two calls a second, whose breaker so cannot open at all. It is in the code, the dashboard shows it as closed,
and nobody finds out before the outage that it was meant for.`,
  fix: `
Set the minimum to what a replica calls in a few seconds on a quiet day: \`minimumNumberOfCalls: 10\`, \`MinimumThroughput = 8\`,
\`minimumRps: 1\`, or count failures that follow each other (\`new ConsecutiveBreaker(5)\`, gobreaker's default).`,
  limits: `
- How much traffic there is, is not known here: compare the number with yours. Breakers that count calls are reported from \`maxCalls\` on, those
  with a window of time from \`maxRate\` calls a second on.
- Known of Resilience4j's annotations and Spring Cloud's factory (a configuration in code is not read), Hystrix' and MicroProfile's
  annotations, Polly, opossum and cockatiel.`,
  references: ['https://resilience4j.readme.io/docs/circuitbreaker', 'https://www.pollydocs.org/strategies/circuit-breaker.html#defaults', 'https://github.com/connor4312/cockatiel#samplingbreaker'],
  needs: ['client'],
  options: { maxCalls: 50, maxRate: 3 },
  optionDocs: { maxCalls: 'Calls that a breaker may have to see at the most.', maxRate: 'Calls a second that a replica may have to make at the most for its breaker to open.' },
  check(context) {
    for (const { id } of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, id)) {
        const minimums = clients.flatMap(minimumOf);
        context.looked(minimums.length);
        const late = minimums.find(({ calls, window }) => (window === undefined ? calls >= context.options.maxCalls : (calls * 1000) / window > context.options.maxRate));
        if (late) report(context, id, target, late);
      }
  },
});

interface Minimum {
  readonly calls: number;
  /** Milliseconds; undefined where calls count whenever they come. */
  readonly window: number | undefined;
  readonly at: Place;
}

/** A window that nobody could read may be any. */
function minimumOf({ fact }: ClientLink): readonly Minimum[] {
  const [calls, window, breaker] = ['breakerMinimumCalls', 'breakerWindow', 'circuitBreaker'].map((name) => explicit(fact, name));
  if (fact.phase !== 'request' || calls?.from !== 'explicit' || typeof calls.value !== 'number' || breaker?.from !== 'explicit' || breaker.value === false) return [];
  if (window === undefined) return [{ calls: calls.value, window: undefined, at: calls.at }];
  return window.from === 'explicit' && typeof window.value === 'number' && window.value > 0 ? [{ calls: calls.value, window: window.value, at: calls.at }] : [];
}

function report(context: RuleContext<Options>, from: string, to: string, { calls, window, at }: Minimum): void {
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  const { most } = mostReplicasOf(context, from);
  context.report({
    subject: { from, to },
    message: window === undefined
      ? `while ${most > 1 ? 'a replica' : 'it'} has made fewer than ${calls} calls since its start, the breaker of ${caller} towards ${callee} never opens, whatever fails`
      : `the breaker of ${caller} towards ${callee} opens only while ${most > 1 ? 'a replica' : 'it'} makes ${calls} calls within ${duration(window)}; with fewer it never does, whatever fails`,
    place: at,
    fix: { text: `Let the breaker of ${caller} judge after the calls to ${callee} that a quiet replica makes in a few seconds.` },
  });
}
