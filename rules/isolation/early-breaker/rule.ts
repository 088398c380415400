import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

export const rule = defineRule({
  id: 'early-breaker',
  theme: 'isolation',
  severity: 'warning',
  summary: 'A circuit breaker gives up on a call before the call itself may.',
  rationale: `
A breaker with a limit of its own answers its caller when that limit is over, but the call under it goes on: it holds its connection and
its thread until the client's own timeout, and its retries are made for nobody. So the breaker frees the caller and not what it was
to protect. It also counts as failed what the dependency answers a moment later, and opens for a dependency that is merely slow.`,
  fix: `
Give the call less time than the breaker: each attempt, times the attempts, below the breaker's limit. Where the library can cancel the
call under it, hand it the signal.`,
  limits: `
- Known of opossum, of Hystrix's command timeout over Feign, Ribbon and Zuul where both are written in the same configuration, and of Spring
  Cloud's breakers with Resilience4j, which stop after a second unless the configuration says otherwise. A breaker
  that does not limit time (Resilience4j's, gobreaker) has nothing to be early with.
- Both limits have to be written, or the breaker's to be its library's default. With more than one attempt the sum counts.`,
  references: ['https://nodeshift.dev/opossum/', 'https://github.com/Netflix/Hystrix/wiki/Configuration', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const { id } of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, id)) {
        const broken = clients.map(limitsOf).filter((limits) => limits !== undefined);
        context.looked(broken.length);
        const early = broken.find(({ breaker, call }) => breaker.value < call.value);
        if (early) report(context, id, target, early);
      }
  },
});

interface Limit {
  readonly value: number;
  readonly at: Place;
}

interface Limits {
  readonly breaker: Limit;
  /** Of all attempts together. */
  readonly call: Limit;
  readonly attempts: number;
}

function limitsOf({ fact }: ClientLink): Limits | undefined {
  const read = (name: string): Limit | undefined => {
    const found = explicit(fact, name);
    return found?.from === 'explicit' && typeof found.value === 'number' && found.value > 0 ? { value: found.value, at: found.at } : undefined;
  };
  const [breaker, own] = [read('breakerTimeout'), read('perTryTimeout') ?? read('timeoutOnCall')];
  if (breaker === undefined || own === undefined) return undefined;
  const attempts = 1 + (read('retriesOnCall')?.value ?? 0);
  return { breaker, call: { value: attempts * own.value, at: own.at }, attempts };
}

function report({ system, report }: RuleContext, from: string, to: string, { breaker, call, attempts }: Limits): void {
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const each = attempts === 1 ? '' : `${attempts} x ${duration(call.value / attempts)} = `;
  report({
    subject: { from, to },
    message: `when ${callee} is slow, the breaker of ${caller} gives up after ${duration(breaker.value)}, but the call under it goes on for ${each}${duration(call.value)}, and holds its connection for nobody`,
    place: call.at,
    related: [{ at: breaker.at, text: `the breaker waits ${duration(breaker.value)}` }],
    fix: { text: `Let the call of ${callee} end before the ${duration(breaker.value)} of its breaker are over, all attempts included.` },
  });
}
