import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { pauseAt } from '../../support/pauses.js';
import { mostReplicasOf } from '../../support/replicas.js';
import { shippedComponents } from '../../support/stacks.js';
import { count } from '../../support/text.js';
import { isFixed, judgeConnecting, type Options } from './connecting.js';

export const rule = defineRule({
  id: 'synchronized-retries',
  theme: 'retries',
  severity: 'warning',
  summary: 'Replicas that failed together try again together.',
  rationale: `
When a dependency stumbles, all callers fail in the same moment. With the same pause they come back in the same moment, and again
after the next pause: waves that each look like the first failure, with silence between them. The dependency never sees the
load that it could carry, spread out; it sees nothing, and then all of it. A random part in the pause is all that it takes.`,
  fix: 'Draw the pause at random between zero and its maximum (full jitter), or switch on the option of the library that does.',
  limits: `
- Reported where it is known that the pause has no random part, and only from \`minReplicas\` replicas on, as far as the autoscaler
  goes; one caller is in step with nobody. Retries without any pause are the business of retry-without-backoff.
- Fewer replicas that are known are left out; where the number is not known it is information.
- Connecting again is information, from \`minConnecting\` replicas on, where the code sets the pause itself: of ioredis, node-redis,
  amqp-connection-manager, StackExchange.Redis and RabbitMQ's client for .NET.`,
  references: ['https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: { minReplicas: 3, minConnecting: 10 },
  optionDocs: { minReplicas: 'Replicas of the caller from which on it is reported.', minConnecting: 'Replicas of the caller from which on it is reported that they connect again in step.' },
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const [first] = clients.filter(isInStep).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        context.looked(clients.length);
        if (first) judge(context, component.id, target, first);
        const [connecting] = clients.filter(({ fact }) => isFixed(fact)).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (connecting && !first) judgeConnecting(context, component.id, target, connecting);
      }
  },
});

function isInStep({ fact }: ClientLink): boolean {
  const [retries, jitter, backoff] = [explicit(fact, 'retriesOnCall'), explicit(fact, 'retryJitter'), explicit(fact, 'retryBackoff')];
  if (retries?.from !== 'explicit' || !(typeof retries.value === 'number' && retries.value > 0) || fact.phase !== 'request') return false;
  return jitter?.from === 'explicit' && jitter.value === false && backoff?.from === 'explicit' && (backoff.value === 'fixed' || backoff.value === 'exponential');
}

function judge(context: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const { most, open } = mostReplicasOf(context, from);
  if (most < context.options.minReplicas && !open) return;
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  const backoff = explicit(fact, 'retryBackoff');
  const who = most < context.options.minReplicas ? `all replicas of ${caller}` : `all ${count(most, 'replica')} of ${caller}`;
  context.report({
    subject: { from, to },
    severity: most < context.options.minReplicas ? 'info' : 'warning',
    message: `when ${callee} stumbles, ${who} try again in the same moment, wave after wave: the pause between attempts has no random part`,
    place: backoff?.from === 'explicit' ? backoff.at : fact.at,
    fix: { text: `Add jitter to the pause between the attempts of ${caller}.`, ...pauseAt(fact.at) },
  });
}
