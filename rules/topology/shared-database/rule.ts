import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { componentPlace } from '../../support/entries.js';
import { hopPlace } from '../../support/places.js';
import { isService, namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'shared-database',
  theme: 'topology',
  severity: 'info',
  summary: 'Several services keep their data in one database server.',
  rationale: `
Services that share a database server share its locks, its connections, its disk and its maintenance. A report of one holds a lock
that the others wait for; a migration of one takes the connections of all; an upgrade stops everybody at once. On a dashboard
they are independent services, in an incident they are one. Where they share tables as well, neither can change without the
other.`,
  fix: `
Give what must not fail together a server of its own, and let services ask each other instead of reading the other's tables. Short
of that, give each service its own database, user, connection limit and statement timeout on the shared server.`,
  limits: `
- Separate databases on one server count as shared: they fail together. Whether tables are shared is not seen.
- Object stores and search indexes are left out, and so are jobs.`,
  references: ['https://microservices.io/patterns/data/shared-database.html', 'https://microservices.io/patterns/data/database-per-service.html'],
  needs: ['workload', 'cloud-resource'],
  options: { minServices: 2, except: ['s3', 'gcs', 'azure-storage', 'efs', 'elasticsearch', 'opensearch'] as readonly string[] },
  optionDocs: { minServices: 'Services that must keep data there.', except: 'Technologies that are made to be shared.' },
  check(context) {
    const { system, options } = context;
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const id of view.components) {
        const { kind, technology } = system.component(id);
        if (kind !== 'datastore' || (technology !== undefined && options.except.includes(technology))) continue;
        context.looked();
        const users = system.in(id).filter((one) => one.kind === 'stores' && one.stacks.includes(view.stack.id) && isService(system.component(one.from)));
        if (new Set(users.map(({ from }) => from)).size >= options.minServices) found.push(reportOf(system, view, id, users));
      }
    joinCopies(found).forEach(context.report);
  },
});

function reportOf(system: System, view: StackView, component: string, users: ReturnType<System['in']>): Report {
  const { name } = system.component(component);
  return {
    subject: { component },
    stack: view.stack.id,
    message: `a full disk, a crash or an upgrade of ${name} stops all that keep data in it: ${names(namesOf(system, [...new Set(users.map(({ from }) => from))]))}`,
    place: componentPlace(system, view, component),
    related: users.map((user) => ({ at: hopPlace(user, view), text: `${system.component(user.from).name} keeps data there` })),
    fix: { text: `Give the most important of them a database server of its own, and each its own connection limit and statement timeout.` },
  };
}
