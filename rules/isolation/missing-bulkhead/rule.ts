import { push } from '../../../analyzer/facts/groups.js';
import { formatPlace } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import { defineRule, type RuleContext } from '../../define.js';
import { explicit, timeoutOf } from '../../support/clients.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration, names } from '../../support/text.js';
import { sharedBy, type Shared } from './shared.js';

type Options = { readonly longMs: number };

export const rule = defineRule({
  id: 'missing-bulkhead',
  theme: 'isolation',
  severity: 'warning',
  summary: 'Several dependencies share one pool of connections, and one of them can take all of it.',
  rationale: `
A pool of fifty connections for everything that a service calls looks generous. When one of six dependencies hangs, each call of it
keeps its connection until somebody gives up. At ten calls a second the fifty are gone after five seconds, and then the calls of the
other five, which are well, wait in the same queue. A ship has bulkheads so that a hole floods one compartment and not all.`,
  fix: `
Give each dependency a pool of its own, or a part of the shared one (a limit for each host below that of the whole); and let calls of
what may hang end soon.`,
  limits: `
- Seen are pools whose limit for all hosts together is written: \`maxTotalSockets\` of an agent of Node.js, the limit of an aiohttp or
  httpx client, the connection manager of Apache's client. A limit for each host is a bulkhead (\`maxSockets\`, \`MaxConnsPerHost\`,
  \`MaxConnectionsPerServer\`), and so is a limit per route below the total; thread pools and semaphores are not followed.
- At least two components have to be called through it, and one of them without a limit in time, or with one above \`longMs\`, and
  without a circuit breaker or bulkhead of its own.
- In Java the connection manager that a module configures is taken to be that of all its clients.`,
  references: ['https://learn.microsoft.com/azure/architecture/patterns/bulkhead', 'https://nodejs.org/api/http.html#new-agentoptions', 'https://docs.aiohttp.org/en/stable/client_advanced.html#limiting-connection-pool-size'],
  needs: ['client'],
  options: { longMs: 10_000 },
  optionDocs: { longMs: 'Longest limit on a call, in milliseconds, after which its connection is soon free again.' },
  check(context) {
    for (const { id } of shippedComponents(context)) {
      const pools = new Map<string, Shared[]>();
      for (const link of context.system.clients(id)) for (const shared of sharedBy(link)) push(pools, formatPlace(shared.at), { ...shared, link: { ...link, targets: link.targets.filter((target) => target !== id) } });
      context.looked(pools.size);
      for (const shared of pools.values()) judge(context, id, shared);
    }
  },
});

function judge({ system, options, report }: RuleContext<Options>, from: string, shared: readonly Shared[]): void {
  const targets = [...new Set(shared.flatMap(({ link }) => link.targets))].sort();
  const slow = shared.map(({ link }) => ({ link, wait: waitOf(link.fact, options.longMs) })).find(({ wait, link }) => wait !== undefined && link.targets.length > 0);
  const others = targets.filter((target) => !slow?.link.targets.includes(target));
  if (!slow || others.length === 0) return;
  const [{ at, connections }] = shared as readonly [Shared, ...Shared[]];
  const [caller, hangs] = [system.component(from).name, names(slow.link.targets.map((target) => system.component(target).name))];
  report({
    subject: { from, to: slow.link.targets[0]! },
    message: `if ${hangs} hangs, ${caller} cannot call ${names(others.map((target) => system.component(target).name))} either: its calls of ${hangs} hold all ${connections} connections that it has for all of them, ${slow.wait}`,
    place: at,
    related: shared.map(({ link }) => ({ at: link.fact.calls[0]?.at ?? link.fact.at, text: `calls ${names(link.targets.map((target) => system.component(target).name)) || 'what is not known'} through it` })),
    fix: { text: `Give ${hangs} connections of its own in ${caller}, or at most a part of the ${connections}.` },
  });
}

/** How long its calls may hold a connection, where that is long; undefined where something else keeps them apart. */
function waitOf(fact: ClientFact, longMs: number): string | undefined {
  const limit = timeoutOf(fact);
  if (limit.from === 'unknown' || ['circuitBreaker', 'bulkhead'].some((name) => explicit(fact, name) !== undefined)) return undefined;
  if (typeof limit.value !== 'number' || limit.value === 0) return 'for as long as it hangs';
  return limit.value > longMs ? `each for up to ${duration(limit.value)}` : undefined;
}
