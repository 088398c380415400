import { defineRule } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'unset-eviction-policy',
  theme: 'disruption',
  severity: 'info',
  off: true,
  summary: 'A disruption budget protects pods that do not work, so a broken rollout blocks node maintenance.',
  rationale: `
By default the eviction API protects a pod that is running but not ready only while the budget is violated anyway, which is
just when pods of a bad rollout are crash-looping. Such pods serve nobody, and still their nodes cannot be drained until
somebody repairs or deletes them. \`AlwaysAllow\` lets unready pods go, and keeps the budget for those that work.`,
  fix: `
Set \`unhealthyPodEvictionPolicy: AlwaysAllow\`.`,
  limits: `
- Off by default: the field is stable since Kubernetes 1.31 (on by default since 1.27), and applications that repair
  themselves slowly while unready may want the old behaviour.
- Any value counts as a decision.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy'],
  peers: [{ id: 'kube-linter/pdb-unhealthy-pod-eviction-policy', options: {}, of: ['policy/v1/PodDisruptionBudget'] }],
  needs: ['budget'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of judgedStacks(context))
      for (const { fact, namespace, workloads } of view.budgets) {
        context.looked();
        if (fact.unhealthyPodEvictionPolicy) continue;
        reportObject(context, view, { ref: fact.ref, namespace }, {
          message: `pods under the budget ${fact.ref.name} that never become ready keep their nodes from being drained`,
          place: fact.at,
          fix: { text: 'Let pods that do not work be evicted.', suggestion: { language: 'yaml', text: 'unhealthyPodEvictionPolicy: AlwaysAllow', at: fact.selectorAt ?? fact.at } },
        }, workloads[0]?.component);
      }
  },
});
