import { defineRule, servesUsers } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'overlapping-disruption-budgets',
  theme: 'disruption',
  severity: 'warning',
  summary: 'Two disruption budgets select the same pods, so none of them can be evicted.',
  rationale: `
The eviction API does not combine budgets. When more than one selects a pod it answers every eviction with an error, and a
drain waits for ever, exactly as with a budget that allows nothing. It happens when a chart brings its own budget beside the
team's, or when one budget for "everything in the namespace" is added later.`,
  fix: 'Keep one budget for these pods, or make their selectors disjoint.',
  limits: `
- Only budgets of the same namespace overlap. Two versions of a budget in alternatives of a stack are not deployed together
  and are read as two stacks.
- A drain does not evict pods of DaemonSets: there it is information.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/'],
  peers: ['popeye/209'],
  needs: ['budget'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const judged of judgedWorkloads(context)) {
      const { fact, budgets } = judged.workload;
      if (budgets.length === 0) continue;
      context.looked();
      if (budgets.length < 2) continue;
      reportWorkload(context, judged, {
        severity: servesUsers(judged.view) && fact.role === 'serve' && fact.ref.kind !== 'DaemonSet' ? 'warning' : 'info',
        message: `no pod of ${judged.name} can be evicted, and nodes that run one cannot be drained: the budgets ${names(budgets.map(({ ref }) => ref.name))} all select it`,
        place: fact.at,
        related: budgets.map((budget) => ({ at: budget.selectorAt ?? budget.at, text: `budget ${budget.ref.name} selects the pods` })),
        fix: { text: `Keep one budget for the pods of ${judged.name}.` },
      });
    }
  },
});
