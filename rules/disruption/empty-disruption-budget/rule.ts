import { defineRule, servesUsers } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'empty-disruption-budget',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A disruption budget says neither how many pods must stay nor how many may go.',
  rationale: `
Without \`minAvailable\` and \`maxUnavailable\` the disruption controller has nothing to count: it expects no pods and therefore
allows no disruption. The budget looks like a draft and acts like \`maxUnavailable: 0\`, and the first to notice is whoever
drains a node.`,
  fix: `
Say how many pods may go at a time: \`maxUnavailable: 1\`.`,
  limits: `
- A value that a template fills in is a value.
- Whether the budget selects anything is the business of \`idle-disruption-budget\`.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/disruption/disruption.go'],
  peers: ['kube-score/poddisruptionbudget-has-policy'],
  needs: ['budget'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of judgedStacks(context))
      for (const { fact, namespace, workloads } of view.budgets) {
        context.looked();
        if (fact.minAvailable || fact.maxUnavailable) continue;
        reportObject(context, view, { ref: fact.ref, namespace }, {
          severity: servesUsers(view) ? 'warning' : 'info',
          message: `the budget ${fact.ref.name} says neither minAvailable nor maxUnavailable, and allows no eviction at all`,
          place: fact.at,
          fix: { text: 'Allow one pod to go at a time.', suggestion: { language: 'yaml', text: 'maxUnavailable: 1', at: fact.selectorAt ?? fact.at } },
        }, workloads[0]?.component);
      }
  },
});
