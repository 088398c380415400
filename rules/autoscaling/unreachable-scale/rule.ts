import { isKnown } from '../../../analyzer/facts/value.js';
import type { ObjectFact } from '../../../analyzer/facts/types.js';
import { quantity } from '../../../analyzer/facts/quantity.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { userStacks } from '../../support/stacks.js';
import { keyOf, onKubernetes, servers } from '../../support/workloads.js';
import { podRequest } from './pod-request.js';

type Options = Readonly<Record<string, never>>;

export const rule = defineRule({
  id: 'unreachable-scale',
  theme: 'autoscaling',
  severity: 'warning',
  summary: 'An autoscaler may ask for more than the quota of its namespace allows.',
  rationale: `
An autoscaler promises twenty replicas for the day on which they are needed, and the quota of the namespace allows twelve. On every other
day nobody notices. On that day pods thirteen to twenty are refused, without an alert, because nothing is broken: the load is served
by too few, and they fall over. A rollout makes it worse, as its extra pods need room as well.`,
  fix: 'Raise the quota to what the autoscaler may ask for, all workloads of the namespace together; or lower its maximum to what there is.',
  limits: `
- Counted are the requests of the main containers times the autoscaler's maximum, and the other workloads of the namespace at their
  least. Requests or quotas that could not be evaluated say nothing.
- Without a quota it is the size of the node pool that decides; autoscalers of nodes are not compared.`,
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/', 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  needs: ['autoscaler'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context)) {
      const quotas = view.objects.filter(({ ref }) => ref.kind === 'ResourceQuota');
      for (const workload of servers(view).filter(onKubernetes)) {
        if (workload.autoscalers.length === 0) continue;
        context.looked();
        for (const quota of quotas.filter(({ ref }) => (ref.namespace ?? workload.namespace) === workload.namespace)) judge(context, view, workload, quota);
      }
    }
  },
});

/** What a quota limits, and how much of it one pod takes. */
const LIMITED = [
  { keys: ['hard.requests.cpu', 'hard.cpu'], of: 'cpu', name: 'CPU' },
  { keys: ['hard.requests.memory', 'hard.memory'], of: 'memory', name: 'memory' },
  { keys: ['hard.pods', 'hard.count/pods'], of: 'pods', name: 'pods' },
] as const;

function judge(context: RuleContext<Options>, view: StackView, workload: Workload, quota: ObjectFact): void {
  for (const { keys, of, name } of LIMITED) {
    const hard = keys.map((key) => quota.fields[key]).find((value) => value !== undefined);
    const limit = isKnown(hard) ? quantity(String(hard.value)) : undefined;
    const each = podRequest(workload, of);
    const max = workload.autoscalers[0]?.max;
    if (limit === undefined || each === undefined || each === 0 || !isKnown(max)) continue;
    const others = servers(view).filter((other) => other !== workload && onKubernetes(other) && other.namespace === workload.namespace).map((other) => ({ least: other.effectiveReplicas?.value ?? 0, each: podRequest(other, of) ?? 0 }));
    const taken = others.reduce((sum, other) => sum + other.least * other.each, 0);
    const fits = Math.max(0, Math.floor((limit - taken) / each + 1e-9));
    if (fits >= max.value) continue;
    const component = context.system.component(workload.component).name;
    context.report({
      subject: { component: workload.component },
      stack: view.stack.id,
      object: workload.autoscalers[0]!.ref,
      discriminator: `${keyOf(workload.fact)} ${of}`,
      message: `under load ${component} stays at ${fits} of the ${max.value} replicas that its autoscaler promises: the quota ${quota.ref.name} allows ${shown(hard)} of ${name}, the other workloads take ${round(taken)}, and each pod takes ${round(each)}`,
      place: max.at,
      related: [{ at: hard!.at, text: `the quota allows ${shown(hard)}` }],
      fix: { text: `Raise the quota ${quota.ref.name} to ${round(taken + max.value * each)} of ${name}, or lower the maximum of ${component} to ${fits}.` },
    });
    return;
  }
}

const shown = (value: ObjectFact['fields'][string] | undefined): string => (isKnown(value) ? String(value.value) : '?');

const round = (value: number): string => (value >= 2 ** 30 ? `${Math.round((value / 2 ** 30) * 10) / 10}Gi` : value >= 2 ** 20 ? `${Math.round(value / 2 ** 20)}Mi` : String(Math.round(value * 1000) / 1000));
