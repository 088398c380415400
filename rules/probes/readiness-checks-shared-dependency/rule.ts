import { push } from '../../../analyzer/facts/groups.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { readinessTargets, type ProbeTarget } from '../../support/probes.js';
import { userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, onKubernetes, servers } from '../../support/workloads.js';

type Options = { readonly services: number };

export const rule = defineRule({
  id: 'readiness-checks-shared-dependency',
  theme: 'probes',
  severity: 'warning',
  summary: 'Several services count as not ready when one thing that they share fails.',
  rationale: `
A readiness probe that asks the database takes a pod out of its Service while the database is slow, and every other pod with it, since
they all ask the same one. The Service has no endpoints left: callers get refused connections where they could have had an
error that says what is wrong, or the part of the answer that needs no database. With several services whose probes ask the same
thing, one slow cache empties all of them in the same second.`,
  fix: `
Let readiness say whether this process can take requests: started, warmed up, not overloaded. What cannot be answered without the
dependency fails request by request, and what can is served.`,
  limits: `
- Probes are followed as by liveness-checks-dependency: through handlers in code and hosts in commands.
- One finding for each dependency that the readiness probes of at least \`services\` services ask. A single service that cannot do
  anything without its own database may well say so.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/', 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.kubernetes-probes'],
  needs: ['workload'],
  options: { services: 2 },
  optionDocs: { services: 'Services whose readiness probes ask the same dependency, from which on it is reported.' },
  check(context) {
    for (const view of userStacks(context)) {
      const asked = new Map<string, { readonly workload: Workload; readonly target: ProbeTarget }[]>();
      for (const workload of servers(view).filter(onKubernetes)) {
        context.looked();
        for (const target of readinessTargets(context.system, view, workload))
          if (target.component !== undefined) push(asked, target.component, { workload, target });
      }
      for (const [dependency, probes] of asked) if (new Set(probes.map(({ workload }) => workload.component)).size >= context.options.services) report(context, view, dependency, probes);
    }
  },
});

function report(context: RuleContext<Options>, view: StackView, dependency: string, probes: readonly { readonly workload: Workload; readonly target: ProbeTarget }[]): void {
  const { system } = context;
  const name = system.component(dependency).name;
  const services = names([...new Set(probes.map(({ workload }) => system.component(workload.component).name))]);
  const [first, ...rest] = probes;
  context.report({
    subject: { component: dependency },
    stack: view.stack.id,
    discriminator: probes.map(({ workload }) => keyOf(workload.fact)).join(' '),
    message: `if ${name} is slow, ${services} have no endpoint left in the same moment: their readiness probes all ask it`,
    place: first!.target.probe,
    path: first!.target.path.map((at, index) => ({ component: first!.workload.component, text: index === 0 ? `the probe of ${system.component(first!.workload.component).name} is answered here` : `which reaches ${name}`, at })),
    related: rest.map(({ workload, target }) => ({ at: target.probe, text: `the probe of ${system.component(workload.component).name} asks it, too` })),
    fix: { text: `Let the readiness of ${services} not depend on ${name}.` },
  });
}
