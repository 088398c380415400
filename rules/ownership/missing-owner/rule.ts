import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { componentPlace } from '../../support/entries.js';
import { ownerOf, OWNER_LABELS } from '../../support/labels.js';
import { isService, matters, userStacks } from '../../support/stacks.js';
import { workloadsOf } from '../../support/by-component.js';

export const rule = defineRule({
  id: 'missing-owner',
  theme: 'ownership',
  severity: 'info',
  summary: 'A service has no owner, in a repository where services have one.',
  rationale: `
In an incident the first question is whose it is. Where every service but one says so, the one is what nobody patches, nobody tunes
and nobody is paged for; it fails alone for a while before it takes others with it. A missing owner is also how a moved service
shows: the team went, the label stayed behind with the old manifests.`,
  fix: `
Name the owner: a label \`owner\` on the workload, or the service under \`owners\` in the configuration.`,
  limits: `
- Quiet unless at least \`minShare\` of the services of the stack have an owner: whoever names owners elsewhere is not told here.
- Stores, brokers and tools are left out.`,
  references: ['https://sre.google/sre-book/being-on-call/', 'https://backstage.io/docs/features/software-catalog/descriptor-format'],
  needs: ['workload'],
  options: { labels: OWNER_LABELS, minShare: 0.5, minOwned: 2 },
  optionDocs: { labels: 'Labels or annotations that name an owner.', minShare: 'Share of the services (0 to 1) that must have an owner for the others to be reported.', minOwned: 'Services that must have one.' },
  check(context) {
    const { system, options } = context;
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      const services = view.components.filter((id) => isService(system.component(id)) && matters(system.component(id)) && workloadsOf(view, id).length > 0);
      const ownerless = services.filter((id) => ownerOf(system, view, id, options.labels) === undefined);
      const owned = services.length - ownerless.length;
      context.looked(services.length);
      if (owned < options.minOwned || owned < services.length * options.minShare) continue;
      for (const component of ownerless) {
        const { name } = system.component(component);
        found.push({
          subject: { component },
          stack: view.stack.id,
          message: `when ${name} fails, nobody knows whom to call: it has no owner, and ${owned} of ${services.length} services have one`,
          place: componentPlace(system, view, component),
          fix: { text: `Name the owner of ${name}.` },
        });
      }
    }
    joinCopies(found).forEach(context.report);
  },
});
