import { isKnown } from '../../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { userStacks } from '../../support/stacks.js';
import { keyOf, onKubernetes, servers } from '../../support/workloads.js';
import { limitsOf, shown, type Limit } from './limits.js';
import { podRequest } from './pod-request.js';

type Options = Readonly<Record<string, never>>;

export const rule = defineRule({
  id: 'unreachable-scale',
  theme: 'autoscaling',
  severity: 'warning',
  summary: 'An autoscaler may ask for more than the quota of its namespace, or the machines of its cluster, allow.',
  rationale: `
An autoscaler promises twenty replicas for the day on which they are needed, and the quota of the namespace allows twelve, or the node
pools have room for twelve at their largest. On every other day nobody notices. On that day pods thirteen to twenty are refused or stay
pending, without an alert, because nothing is broken: the load is served by too few, and they fall over. A rollout makes it worse, as its
extra pods need room as well.`,
  fix: 'Raise the quota or the most of the node pools to what the autoscaler may ask for, all workloads together; or lower its maximum to what there is.',
  limits: `
- Counted are the requests of the main containers times the autoscaler's maximum, and the other workloads that share the limit at their
  least. Requests or quotas that could not be evaluated say nothing.
- Node pools are those of EKS, GKE and AKS that a template of the same environment declares, where it makes one cluster and each pool says
  how far it grows, on machines whose name tells their size (\`m6i.xlarge\`, \`n2-standard-4\`, \`Standard_D4s_v5\`). What the system and
  agents take of each machine is not subtracted, so the room is less. Not where Karpenter, Fargate, Autopilot or a module of a registry
  makes the machines.`,
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/', 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  needs: ['autoscaler'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view).filter(onKubernetes)) {
        if (workload.autoscalers.length === 0) continue;
        context.looked();
        const limits = limitsOf(context.system.stacks, view, workload);
        const first = limits.map((limit) => ({ limit, short: shortOf(view, workload, limit) })).find(({ short }) => short !== undefined);
        if (first) report(context, view, workload, first.limit, first.short!);
      }
  },
});

/** How many replicas fit, where that is fewer than the autoscaler may ask for. */
interface Short {
  readonly fits: number;
  readonly max: number;
  readonly each: number;
  /** What the others take at their least. */
  readonly taken: number;
}

function shortOf(view: StackView, workload: Workload, { of, most, shares }: Limit): Short | undefined {
  const each = podRequest(workload, of);
  const max = workload.autoscalers[0]?.max;
  if (each === undefined || each === 0 || !isKnown(max)) return undefined;
  const others = servers(view).filter((other) => other !== workload && onKubernetes(other) && shares(other));
  const taken = others.reduce((sum, other) => sum + (other.effectiveReplicas?.value ?? 0) * (podRequest(other, of) ?? 0), 0);
  const fits = Math.max(0, Math.floor((most - taken) / each + 1e-9));
  return fits >= max.value ? undefined : { fits, max: max.value, each, taken };
}

function report(context: RuleContext<Options>, view: StackView, workload: Workload, { of, name, says, raise, at }: Limit, { fits, max, each, taken }: Short): void {
  const component = context.system.component(workload.component).name;
  const [autoscaler] = workload.autoscalers;
  context.report({
    subject: { component: workload.component },
    stack: view.stack.id,
    object: autoscaler!.ref,
    discriminator: `${keyOf(workload.fact)} ${of}`,
    message: `under load ${component} stays at ${fits} of the ${max} replicas that its autoscaler promises: ${says}, the other workloads take ${shown(taken)}, and each pod takes ${shown(each)}`,
    place: autoscaler!.max!.at,
    related: [{ at, text: says }],
    fix: { text: `${raise} ${shown(taken + max * each)} of ${name}, or lower the maximum of ${component} to ${fits}.` },
  });
}
