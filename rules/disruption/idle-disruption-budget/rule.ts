import type { DisruptionBudgetFact } from '../../../analyzer/facts/types.js';
import type { Linked, StackView } from '../../../analyzer/system/system.js';
import { isEmptySelector } from '../../../analyzer/facts/selectors.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';
import { hasPods, inOtherStack, operatorMayMake, podsSelected, selectorIsTemplated, selectorText } from '../../support/objects.js';

export const rule = defineRule({
  id: 'idle-disruption-budget',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A disruption budget selects no pods, so it protects nothing.',
  rationale: `
Nothing complains about a budget that matches nothing: it is created, it shows up in every listing, and everybody believes the
service to be protected. The usual way there is a renamed label, or a chart whose pods got the standard labels while the
budget kept the old ones. The next node upgrade then evicts all replicas together.`,
  fix: 'Let the selector match the labels of the pod template, in the same namespace.',
  limits: `
- Quiet where the pods may come from somewhere else: another stack of the tree has such pods, an operator's custom resource
  has the name, a template fills in the labels, or part of the stack could not be read. Where the namespace has no pods at all,
  it is information.
- An empty selector selects every pod of the namespace (\`policy/v1\`) and none in \`policy/v1beta1\`; an absent one selects none.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/#poddisruptionbudget-v125'],
  peers: [{ id: 'kube-linter/pdb-min-available', options: { checks: ['selector'], minAvailableOnly: true }, of: ['policy/v1/PodDisruptionBudget'] }, 'popeye/900'],
  needs: ['budget'],
  options: { checks: ['selector', 'pods'] as readonly string[], minAvailableOnly: false },
  optionDocs: { checks: 'What a budget has to have: a selector, and pods that it selects.', minAvailableOnly: 'Leave out budgets that say what may be unavailable.' },
  check(context) {
    for (const view of judgedStacks(context)) {
      if (view.partial) continue;
      for (const budget of view.budgets) {
        context.looked();
        const { fact, namespace } = budget;
        if (context.options.minAvailableOnly && fact.minAvailable === undefined) continue;
        const why = reason(context, view, budget);
        if (!why) continue;
        reportObject(context, view, { ref: fact.ref, namespace }, {
          // Where no pod of the namespace is declared, they are declared somewhere else.
          severity: servesUsers(view) && hasPods(context, namespace) ? 'warning' : 'info',
          message: `the budget ${fact.ref.name} protects nothing: ${why}`,
          place: fact.selectorAt ?? fact.at,
          fix: { text: `Let the selector of ${fact.ref.name} match the labels of a pod template in namespace ${namespace}, or remove it.` },
        });
      }
    }
  },
});

function reason(context: RuleContext<{ checks: readonly string[] }>, view: StackView, { fact: { selector, selectorAt, ref }, namespace }: Linked<DisruptionBudgetFact>): string | undefined {
  if (!selector) return selectorAt || !context.options.checks.includes('selector') ? undefined : 'it has no selector';
  if (!context.options.checks.includes('pods')) return undefined;
  if (isEmptySelector(selector)) return ref.apiVersion === 'policy/v1beta1' ? 'in policy/v1beta1 an empty selector selects no pods' : undefined;
  if (podsSelected(view, selector, namespace).length > 0 || selectorIsTemplated(selector) || operatorMayMake(view, [...Object.values(selector.matchLabels), ref.name])) return undefined;
  if (inOtherStack(context, view, (other) => podsSelected(other, selector).length > 0)) return undefined;
  const [near] = podsSelected(view, selector);
  return `it selects pods with ${selectorText(selector)}${near ? `, which are in namespace ${near.namespace}, not ${namespace}` : ', and no pod has these labels'}`;
}
