import { clientDefaults } from '../../../analyzer/knowledge/clients.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import { defineRule } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { libraryName } from '../../support/libraries.js';
import { shippedComponents } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'endless-pool-wait',
  theme: 'capacity',
  severity: 'info',
  summary: 'A request waits for a free connection of a pool without a limit.',
  rationale: `
When all connections of a pool are busy, the next request waits for one. If nothing limits that wait, a slow database does not
show as errors but as requests that never end, each with its memory and its place in the server. A query timeout does not help:
it begins when the query has a connection.`,
  fix: 'Set how long to wait for a connection: a second or two, less than the callers wait for the answer.',
  limits: `
- Only pools whose library is documented to wait for ever, and where the code sets no limit. Unknown limits are limits.
- Only pools that calls are known to go through; a single connection is no pool, and one that each request makes for itself is shared with nobody.
- It is information: with a query timeout connections come back, and the wait is long but not endless.`,
  references: ['https://node-postgres.com/apis/pool', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const pools = clients.filter(({ fact }) => isShared(fact));
        context.looked(pools.length);
        const first = pools.find(({ fact }) => waitsForEver(fact));
        if (!first) continue;
        const [caller, store] = [component.name, context.system.component(target).name];
        context.report({
          subject: { from: component.id, to: target },
          message: `if all connections of ${caller} to ${store} are busy, further requests wait for one without a limit: its ${libraryName(first.fact.library)} pool sets none and has none by default`,
          place: first.fact.at,
          fix: { text: `Limit how long ${caller} waits for a connection to ${store}.` },
        });
      }
  },
});

/** A pool that requests are known to take connections from: a connection of its own waits for nobody, nor does one that was taken once and kept. */
const isShared = ({ dependency, phase, single, madeFor, calls }: ClientFact): boolean => dependency === 'stores' && phase === 'request' && !single && !madeFor && calls.length > 0;

/** Names under which libraries limit the wait for a connection. */
const WAITS = ['acquireTimeout', 'poolAcquireTimeout'] as const;

/** Getting a connection and opening one have the same option. */
const BY_CONNECTING: ReadonlySet<string> = new Set(['pg', 'typeorm', 'nestjs-typeorm', 'postgres.js']);

function waitsForEver(fact: ClientFact): boolean {
  const defaults = clientDefaults(fact.library, fact.version);
  const own = WAITS.map((name) => explicit(fact, name)).find((read) => read !== undefined) ?? (BY_CONNECTING.has(fact.library) ? explicit(fact, 'connectTimeout') : undefined);
  if (own) return own.from === 'explicit' && (own.value === null || own.value === 0);
  return defaults?.verified === true && defaults.acquire === null;
}
