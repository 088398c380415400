import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import type { Probe } from '../../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { callPlace, worstText } from '../../support/budgets.js';
import { handlerTargets } from '../../support/probes.js';
import { userStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { keyOf, mainContainers, onKubernetes, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'probe-timeout-inversion',
  theme: 'probes',
  severity: 'info',
  summary: 'A probe gives up before the check behind it does.',
  rationale: `
A probe waits one second unless it is told otherwise. A check that pings a database with a limit of three seconds never gets to say
what it found: the kubelet has counted a failure and asks again, while the first check still waits. Slow for two seconds means
taken out of service, all replicas at once, and the checks that pile up are a load of their own on what is slow.`,
  fix: 'Give the check a limit below the probe\'s, so that it answers; or let the probe wait longer, and check less often.',
  limits: `
- Compared is \`timeoutSeconds\` (1 by default) with the limits of what the handler of the probe's path calls, where both are known and
  the call's limit is written down.
- Readiness probes only: a liveness probe that asks a dependency at all is the business of liveness-checks-dependency.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  needs: ['workload', 'handler'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view).filter(onKubernetes))
        for (const container of mainContainers(workload.fact))
          judge(context, view, workload, container.probes.readiness);
  },
});

function judge(context: RuleContext, view: StackView, workload: Workload, probe: Probe | undefined): void {
  if (!probe || isUnknown(probe.timeoutSeconds)) return;
  context.looked();
  const { system, analysis } = context;
  const patience = (isKnown(probe.timeoutSeconds) ? probe.timeoutSeconds.value : 1) * 1000;
  const { call } = analysis.deadlines(view.stack.id);
  const slow = handlerTargets(system, workload, probe)
    .flatMap(({ component }) => system.out(workload.component).filter(({ to, stacks }) => to === component && stacks.includes(view.stack.id)))
    .map(call)
    .find(({ worst, explicit }) => explicit && Number.isFinite(worst.low) && worst.low > patience);
  if (!slow) return;
  const [name, target] = [system.component(workload.component).name, system.component(slow.dependency.to).name];
  context.report({
    subject: { from: workload.component, to: slow.dependency.to },
    stack: view.stack.id,
    object: workload.fact.ref,
    discriminator: keyOf(workload.fact),
    message: `when ${target} is slow, the readiness probe of ${name} fails before its check can answer: it waits ${duration(patience)}${isKnown(probe.timeoutSeconds) ? '' : ' (the default)'}, and the check waits ${worstText(slow)} for ${target}`,
    place: isKnown(probe.timeoutSeconds) ? probe.timeoutSeconds.at : probe.at,
    related: [{ at: callPlace(slow, view), text: `the check waits ${worstText(slow)}` }],
    fix: { text: `Let the check of ${target} in ${name} end before ${duration(patience)} are over.` },
  });
}
