import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { shippedComponents } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'pool-below-concurrency',
  theme: 'capacity',
  severity: 'warning',
  summary: 'A worker does more at once than it has connections for.',
  rationale: `
A worker that takes fifty jobs at once and has ten connections lets forty of them wait, each with its job locked. The wait counts
against the job's own time: jobs that are waiting for a connection look stalled, are handed out again, and wait a second time
elsewhere. More concurrency makes it worse, and looks like the remedy.`,
  fix: 'Let the pool be as large as the number of jobs at once, within what the database accepts; or take fewer jobs.',
  limits: `
- Compared are the concurrency that a worker sets and the maximum that the same service sets for a pool of a database, both written.
- Jobs that do not use the database need no connection; that is not known.`,
  references: ['https://docs.bullmq.io/guide/workers/concurrency', 'https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const component of shippedComponents(context)) {
      const all = [...clientsByTarget(context.system, component.id)].flatMap(([target, links]) => links.map((link) => ({ target, link })));
      const workers = all.flatMap((one) => numbers(one, 'consumerConcurrency')).sort((a, b) => b.value - a.value);
      const pools = all.filter(({ link }) => link.fact.dependency === 'stores').flatMap((one) => numbers(one, 'connectionPoolMaxConnections')).sort((a, b) => a.value - b.value);
      const [worker, pool] = [workers[0], pools[0]];
      context.looked(workers.length);
      if (!worker || !pool || pool.value >= worker.value) continue;
      const store = context.system.component(pool.target).name;
      context.report({
        subject: { from: component.id, to: pool.target },
        message: `at full load ${worker.value - pool.value} of the ${worker.value} jobs that ${component.name} takes at once wait for a connection to ${store}: its pool has ${pool.value}`,
        place: pool.at,
        related: [{ at: worker.at, text: `${worker.value} jobs at once` }],
        fix: { text: `Give ${component.name} ${worker.value} connections to ${store}, or let it take at most ${pool.value} jobs at once.` },
      });
    }
  },
});

function numbers({ target, link }: { readonly target: string; readonly link: ClientLink }, name: string) {
  const read = explicit(link.fact, name);
  return read?.from === 'explicit' && typeof read.value === 'number' && read.value > 0 ? [{ target, value: read.value, at: read.at }] : [];
}
