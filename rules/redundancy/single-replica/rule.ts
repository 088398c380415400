import { defineRule, type RuleContext } from '../../define.js';
import { fall, singles, type Single } from '../../support/redundancy.js';
import { isService, namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, onKubernetes, replicasPlace, replicasReason, replicasSuggestion } from '../../support/workloads.js';
import type { StackView } from '../../../analyzer/system/system.js';

export const rule = defineRule({
  id: 'single-replica',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'A service that others use runs as one replica.',
  rationale: `
While its only pod is moved, restarted or rolled out, a Service has no endpoint and its callers get connection errors. The
usual cause is not a crash but maintenance: a node pool upgrade drains one node after the other, and each drain takes down
every service whose only pod lives there. An autoscaler with a minimum of one does not help, because it is idle at night,
when the maintenance runs.`,
  fix: `
Set \`replicas\`, or the autoscaler's \`minReplicas\`, to 2 or more, then add a disruption budget and a spread constraint so
that the two are not lost together.`,
  limits: `
- When users lose an entry point with the component, \`single-point-of-failure\` reports it instead: one cause, one finding.
- The minimum of an autoscaler decides where there is one; unset, it is 1.
- Only services that something selects, routes to or calls are looked at; datastores and brokers are not, because a second
  replica of them takes more than a number.
- Compose projects are left out: all their containers share one host.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/disruptions/', 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const single of singles(context, view)) {
        if (!onKubernetes(single.workload) || !isService(context.system.component(single.component))) continue;
        context.looked();
        if (isUsed(context, single)) report(context, view, single);
      }
  },
});

const isUsed = ({ system }: RuleContext, { component, workload }: Single): boolean =>
  workload.services.length > 0 || system.in(component).some(({ kind, from }) => (kind === 'calls' || kind === 'routes') && from !== component);

function report(context: RuleContext, view: StackView, { component, workload }: Single): void {
  const { system } = context;
  const { blast, entries } = fall(context, component, view);
  if (entries.length > 0) return;
  const { name } = system.component(component);
  const users = namesOf(system, [...blast.lost, ...blast.degraded]);
  const who = users.length > 0 ? names(users) : workload.services.length > 0 ? `the callers of Service ${workload.services[0]!.ref.name}` : 'its callers';
  context.report({
    subject: { component },
    stack: view.stack.id,
    object: workload.fact.ref,
    discriminator: keyOf(workload.fact),
    message: `${name} runs as one replica (${replicasReason(workload)}): while its pod restarts or moves, ${who} cannot reach it`,
    place: replicasPlace(workload),
    fix: { text: `Run at least 2 replicas of ${name}.`, suggestion: replicasSuggestion(workload, 2) },
    blast,
  });
}
