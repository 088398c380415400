import type { Place } from '../../../analyzer/facts/place.js';
import type { DisruptionBudgetFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { Linked, Workload } from '../../../analyzer/system/system.js';
import { defineRule } from '../../define.js';
import { names } from '../../support/text.js';
import { keyOf } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'blocking-disruption-budget',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A disruption budget never lets a pod go, so nodes cannot be drained.',
  rationale: `
The eviction API refuses as long as the budget would be violated. A budget that leaves no room refuses for ever: the drain of
a node hangs, the cluster upgrade stops halfway, the autoscaler cannot remove an empty-looking node. Somebody then deletes
the pods by force, all at once and in a hurry, which is the outage that the budget was there to prevent.`,
  fix: 'Let one pod go: `maxUnavailable: 1`. A workload with one replica needs a second replica first.',
  limits: `
- Replicas are those that run at the least: the autoscaler's minimum where there is one, all workloads that the budget
  selects added up. Percentages are rounded up, as the API does.
- Budgets of DaemonSets and jobs are left out: a drain does not evict the former, and the latter end.
- Where the number of replicas is not known, only budgets that can never allow an eviction are reported.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/'],
  needs: ['budget'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of context.stacks)
      for (const budget of view.budgets) {
        context.looked();
        const evicted = budget.workloads.filter(({ fact }) => fact.role === 'serve' && fact.ref.kind !== 'DaemonSet');
        const block = evicted.length > 0 ? blocks(budget, replicasOf(evicted)) : undefined;
        if (!block) continue;
        const components = [...new Set(evicted.map(({ component }) => component))];
        const all = names(components.map((id) => context.system.component(id).name));
        context.report({
          subject: { component: components[0]! },
          stack: view.stack.id,
          object: budget.fact.ref,
          discriminator: keyOf(budget.fact),
          message: `nodes that run ${all} cannot be drained: the budget ${budget.fact.ref.name} asks for ${block.text}`,
          place: block.at,
          related: evicted.map(({ fact }) => ({ at: fact.replicas?.at ?? fact.at, text: `selected: ${keyOf(fact)}` })),
          fix: block.replicas === 1 ? { text: `Run at least 2 replicas of ${all} and allow one to go, or remove the budget.` } : { text: 'Allow one pod to go at a time.', suggestion: { language: 'yaml', text: 'maxUnavailable: 1', at: block.at } },
        });
      }
  },
});

/** Undefined when one of them is unknown; 0 when all are scaled to nothing. */
function replicasOf(workloads: readonly Workload[]): number | undefined {
  const values = workloads.map(({ effectiveReplicas }) => effectiveReplicas?.value);
  return values.includes(undefined) ? undefined : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

interface Block {
  readonly at: Place;
  readonly text: string;
  readonly replicas: number | undefined;
}

function blocks({ fact: { minAvailable, maxUnavailable } }: Linked<DisruptionBudgetFact>, replicas: number | undefined): Block | undefined {
  if (replicas === 0) return undefined;
  if (isKnown(maxUnavailable)) {
    const allowed = share(maxUnavailable.value, replicas ?? 1);
    return allowed === 0 ? { at: maxUnavailable.at, text: `maxUnavailable ${maxUnavailable.value}`, replicas } : undefined;
  }
  if (!isKnown(minAvailable)) return undefined;
  if ((percentOf(minAvailable.value) ?? 0) >= 100 || (replicas !== undefined && (share(minAvailable.value, replicas) ?? 0) >= replicas))
    return { at: minAvailable.at, text: `minAvailable ${minAvailable.value}${replicas === undefined ? '' : ` of the ${replicas} that run`}`, replicas };
  return undefined;
}

/** An absolute number, or a percentage of `replicas` rounded up. */
function share(value: number | string, replicas: number): number | undefined {
  const percent = percentOf(value);
  if (percent !== undefined) return Math.ceil((replicas * percent) / 100);
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const percentOf = (value: number | string): number | undefined => (typeof value === 'string' && /^\d{1,4}%$/.test(value) ? Number(value.slice(0, -1)) : undefined);
