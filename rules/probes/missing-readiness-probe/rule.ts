import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { servingContainers, type Serving } from '../../support/ports.js';
import { isService, matters, namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, onKubernetes, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-readiness-probe',
  theme: 'probes',
  severity: 'warning',
  summary: 'A Service sends requests to pods that never say whether they are ready.',
  rationale: `
Without a readiness probe a pod counts as ready the moment its process exists. During every rollout, restart and scale-up the
Service sends it requests while it still loads its configuration and opens its connections, and each of them fails. A rollout
also goes on to the next pod at once, so a version that never comes up replaces all the pods that worked.`,
  fix: 'Add a readiness probe that answers when this container can serve, by its own state alone; not by that of its dependencies.',
  limits: `
- Only containers that a Service sends traffic to are looked at: the one that declares the target port, or the only one.
  Sidecars, init containers and jobs need none.
- A probe that is there is not judged here.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/', 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  needs: ['workload', 'service'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view)) {
        if (!onKubernetes(workload) || workload.effectiveReplicas?.value === 0) continue;
        const serving = servingContainers(workload);
        context.looked(serving.length);
        const bare = serving.filter(({ container }) => !container.probes.readiness);
        if (bare.length > 0) report(context, view, workload, bare);
      }
  },
});

function report(context: RuleContext, view: StackView, workload: Workload, [first, ...rest]: readonly Serving[]): void {
  const { system } = context;
  const { component, fact } = workload;
  const callers = [...new Set(system.in(component).filter(({ phase, from, stacks }) => phase === 'request' && from !== component && stacks.includes(view.stack.id)).map(({ from }) => from))];
  const who = names(namesOf(system, callers.filter((id) => isService(system.component(id)))));
  context.report({
    subject: { component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    severity: matters(system.component(component)) ? 'warning' : 'info',
    message: `each rollout or restart of ${system.component(component).name} fails requests${who ? ` of ${who}` : ''}: Service ${first!.service.ref.name} sends them to pods that are still starting`,
    place: first!.container.at,
    related: [
      { at: first!.service.at, text: `Service ${first!.service.ref.name} sends traffic to the pods` },
      ...rest.map(({ container }) => ({ at: container.at, text: `container ${container.name} has no readiness probe either` })),
    ],
    fix: { text: `Add a readiness probe to container ${first!.container.name}.`, suggestion: { language: 'yaml', text: probeFor(first!), at: first!.container.at } },
  });
}

function probeFor({ port: { name = '', appProtocol = '', port, targetPort = port } }: Serving): string {
  const speaks = (protocol: string) => appProtocol.endsWith(protocol) || name === protocol || name.startsWith(`${protocol}-`);
  if (speaks('grpc') && typeof targetPort === 'number') return `readinessProbe:\n  grpc:\n    port: ${targetPort}`;
  if (speaks('http')) return `readinessProbe:\n  httpGet:\n    path: /ready\n    port: ${targetPort}`;
  return `readinessProbe:\n  tcpSocket:\n    port: ${targetPort}`;
}
