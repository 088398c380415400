import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { matchesSelector } from '../../support/selectors.js';
import { allOf, names, yamlScalar } from '../../support/text.js';
import { keyOf, labelLines, onKubernetes, ownLabels, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-disruption-budget',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A replicated workload has no disruption budget, so maintenance may evict all its pods together.',
  rationale: `
A node upgrade evicts every pod of a node and does not ask whether their replacements are ready. When two nodes are drained
in parallel, or the replacement is slow to start, the evictions overlap and a workload with three replicas serves with none.
A disruption budget is the only thing that the eviction API asks; without one it always answers yes.`,
  fix: 'Add a PodDisruptionBudget whose selector matches the pod template and that lets one pod go at a time.',
  limits: `
- Workloads that run one replica are left out: a budget for one pod either blocks every drain or protects nothing.
- The budget's selector is compared with the labels of the pod template, in the same namespace, as the API does. A budget
  whose selector could not be read may select anything, so its namespace stays quiet; so does a stack that was read in part.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/'],
  needs: ['workload'],
  options: { minReplicas: 2 },
  optionDocs: { minReplicas: 'Workloads with fewer replicas are left out; at least 2.' },
  check(context) {
    for (const view of userStacks(context)) {
      if (view.partial) continue;
      for (const workload of servers(view)) {
        if (!onKubernetes(workload) || (workload.effectiveReplicas?.value ?? 0) < Math.max(2, context.options.minReplicas)) continue;
        context.looked();
        if (workload.budgets.length === 0 && !mayHaveBudget(view, workload)) report(context, view, workload);
      }
    }
  },
});

const mayHaveBudget = (view: StackView, { namespace }: Workload): boolean =>
  view.budgets.some((budget) => budget.namespace === namespace && budget.fact.selector === undefined && budget.fact.selectorAt !== undefined);

function report(context: Pick<RuleContext, 'system' | 'analysis' | 'report'>, view: StackView, workload: Workload): void {
  const { fact, namespace } = workload;
  const { name } = context.system.component(workload.component);
  const blast = context.analysis.blast(workload.component, view.stack.id);
  const hit = blast.lost.length > 0 ? `; ${names(namesOf(context.system, blast.lost))} would stop too` : '';
  const elsewhere = view.budgets.filter((budget) => budget.namespace !== namespace && matchesSelector(budget.fact.selector, fact.podLabels));
  context.report({
    subject: { component: workload.component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    message: `node maintenance may evict ${allOf(workload.effectiveReplicas!.value, 'pods')} of ${name} at once, because no disruption budget selects them${hit}`,
    place: fact.at,
    related: elsewhere.map((budget) => ({ at: budget.fact.at, text: `would match, but is in namespace ${budget.namespace}, not ${namespace}` })),
    fix: { text: `Let only one pod of ${name} be evicted at a time.`, suggestion: { language: 'yaml', text: budgetFor(workload) } },
    blast,
  });
}

const budgetFor = ({ fact, namespace }: Workload): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${yamlScalar(fact.ref.name)}
  namespace: ${yamlScalar(namespace)}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
${labelLines(ownLabels(fact), 6)}
`;
