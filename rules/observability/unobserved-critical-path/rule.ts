import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { componentPlace } from '../../support/entries.js';
import { stepsOf } from '../../support/places.js';
import { isService, matters, namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { workloadsOf } from '../../support/by-component.js';

export const rule = defineRule({
  id: 'unobserved-critical-path',
  theme: 'observability',
  severity: 'info',
  summary: 'A service that users cannot do without is not watched, though others are.',
  rationale: `
A dashboard that shows ten of eleven services is worse than it looks: in an incident the eleventh is where everybody looks last, because
nothing about it is red. Its failure shows as errors of those above it, and time goes into restarting what is healthy.`,
  fix: `
Let Prometheus scrape it (a ServiceMonitor or PodMonitor that selects it), or let it export traces as its neighbours do.`,
  limits: `
- Only in stacks where at least \`minShare\` of the services are watched: whoever monitors from elsewhere is not told here.
- Watched is what something is known to scrape, and what sends its telemetry somewhere. Sidecars of a mesh are not counted.
- Only services with which an entry point falls, over hard dependencies.`,
  references: ['https://sre.google/sre-book/monitoring-distributed-systems/', 'https://prometheus-operator.dev/docs/developer/getting-started/'],
  needs: ['monitor', 'config-reference', 'client'],
  options: { minShare: 0.5, minWatched: 2 },
  optionDocs: { minShare: 'Share of the services (0 to 1) that must be watched for the others to be reported.', minWatched: 'Services that must be watched.' },
  check(context) {
    const { system, analysis, options } = context;
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      const here = (one: { readonly stacks: readonly string[]; readonly kind: string }): boolean => one.kind === 'observes' && one.stacks.includes(view.stack.id);
      const services = view.components.filter((id) => isService(system.component(id)) && matters(system.component(id)) && workloadsOf(view, id).some(({ fact }) => fact.role === 'serve'));
      const dark = services.filter((id) => !system.in(id).some(here) && !system.out(id).some(here));
      const watched = services.length - dark.length;
      context.looked(services.length);
      if (view.partial || watched < options.minWatched || watched < services.length * options.minShare) continue;
      for (const component of dark) {
        const blast = analysis.blast(component, view.stack.id);
        const [entry] = blast.entryPointsLost;
        if (entry === undefined) continue;
        const { name } = system.component(component);
        found.push({
          subject: { component },
          stack: view.stack.id,
          message: `when ${name} fails, ${names(namesOf(system, blast.entryPointsLost))} fails and nothing shows why: ${watched} of ${services.length} services are watched, and ${name} is not`,
          place: componentPlace(system, view, component),
          path: stepsOf(system, blast.witness(entry), view),
          fix: { text: `Collect metrics or traces of ${name}, as of the others.` },
          blast,
        });
      }
    }
    joinCopies(found).forEach(context.report);
  },
});
