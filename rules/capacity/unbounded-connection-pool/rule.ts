import { defineRule } from '../../define.js';
import { callPlaces, clientsByTarget, explicit } from '../../support/clients.js';
import { libraryName } from '../../support/libraries.js';
import { shippedComponents } from '../../support/stacks.js';
import { clientDefaults } from '../../../analyzer/knowledge/clients.js';

export const rule = defineRule({
  id: 'unbounded-connection-pool',
  theme: 'capacity',
  severity: 'warning',
  summary: 'A service opens as many connections to a database as there are requests.',
  rationale: `
A pool without a maximum grows with what waits. When the database slows down, requests pile up, and each opens a connection of its
own: the database gets more to do in the moment in which it can do less, until it refuses connections to everybody, operators
included. A limit turns that into a queue in the service, which is where it belongs.`,
  fix: `
Set a maximum, from what the database accepts divided by the most replicas that run, and how long to wait for a connection.`,
  limits: `
- Reported is a pool of a database whose library is documented to have no limit of its own, and in which the code sets none; and one
  that the code sets to none. Libraries with a default, and limits that could not be evaluated, are not.
- Jobs and tools are left out, and pools that are constructed for each request: those are client-per-request's.`,
  references: ['https://go.dev/doc/database/manage-connections', 'https://www.postgresql.org/docs/current/runtime-config-connection.html'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const pools = clients.filter(({ fact }) => fact.dependency === 'stores' && fact.phase === 'request' && !fact.madeFor && SQL.has(fact.protocol));
        context.looked(pools.length);
        const first = pools.find(({ fact }) => isUnbounded(fact));
        if (!first) continue;
        const [caller, store] = [component.name, context.system.component(target).name];
        context.report({
          subject: { from: component.id, to: target },
          message: `if ${store} slows down, ${caller} opens one more connection for each request that waits, until ${store} refuses them all: its ${libraryName(first.fact.library)} pool has no maximum`,
          place: first.fact.at,
          related: callPlaces(first.fact).slice(0, 3),
          fix: { text: `Set a maximum for the connections of ${caller} to ${store}.`, ...(first.fact.library === 'go-database-sql' ? { suggestion: { language: 'go' as const, text: 'db.SetMaxOpenConns(20)\ndb.SetMaxIdleConns(20)', at: first.fact.at } } : {}) },
        });
      }
  },
});

/** Databases where a connection is a process or thread of the server. */
const SQL: ReadonlySet<string> = new Set(['postgresql', 'mysql', 'sqlserver', 'oracle', 'sql', 'mariadb']);

function isUnbounded(fact: Parameters<typeof explicit>[0]): boolean {
  const own = explicit(fact, 'connectionPoolMaxConnections');
  if (own) return own.from !== 'unknown' && (own.value === null || own.value === 0);
  const defaults = clientDefaults(fact.library, fact.version);
  return defaults?.verified === true && defaults.pool === null;
}
