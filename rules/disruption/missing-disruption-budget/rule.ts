import type { Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { judgedWorkloads, reportWorkload, type Judged } from '../../support/judged.js';
import { SCORED_DEPLOYMENT, SCORED_STATEFUL_SET } from '../../support/peers.js';
import { namesOf } from '../../support/stacks.js';
import { allOf, names, yamlScalar } from '../../support/text.js';
import { KINDS_DOC, labelLines, ownLabels, REPLICATED, replicasOf, WRITTEN_DOC } from '../../support/workloads.js';
import { mayHaveBudget, budgetsElsewhere } from './near-budgets.js';

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
- Workloads that run one replica are left out, also where nobody wrote the number: a budget for one pod either blocks every
  drain or protects nothing. Some tools take a missing number for one that an autoscaler sets; \`countUnset\` does that.
- A warning where something depends on the pods, information elsewhere.
- The budget's selector is compared with the labels of the pod template, in the same namespace, as the API does; Polaris and KICS
  are content with one label in common, which protects nothing. A budget whose selector could not be read may select anything, so
  its namespace stays quiet; so does a stack that was read in part.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/'],
  peers: [
    { id: 'kube-score/deployment-has-poddisruptionbudget', options: { countUnset: true, written: true }, of: SCORED_DEPLOYMENT },
    { id: 'kube-score/statefulset-has-poddisruptionbudget', options: { countUnset: true, written: true }, of: SCORED_STATEFUL_SET },
    { id: 'polaris/missingPodDisruptionBudget', options: { kinds: ['Deployment'], minReplicas: 0, written: true } },
    { id: 'kics/b23e9b98', options: { written: true, kinds: ['Deployment'] } },
    { id: 'kics/1db3a5a5', options: { written: true, kinds: ['StatefulSet'] } },
    { id: 'kyverno/require-pdb', options: { kinds: ['Deployment', 'StatefulSet'], minReplicas: 3, written: true } },
    { id: 'popeye/206', options: { minReplicas: 1 } },
  ],
  needs: ['workload'],
  options: { minReplicas: 2, kinds: [] as readonly string[], countUnset: false, written: false },
  optionDocs: { minReplicas: 'Workloads with fewer replicas are left out.', kinds: KINDS_DOC, countUnset: 'A number of replicas that nobody wrote counts as enough.', written: WRITTEN_DOC },
  check(context) {
    const { minReplicas, kinds, countUnset, written } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { view, workload } = judged;
      if (view.partial || workload.fact.role !== 'serve' || !REPLICATED.has(workload.fact.ref.kind)) continue;
      const value = replicasOf(workload, written) ?? 0;
      if (value < minReplicas && !(countUnset && value > 0 && !workload.fact.replicas)) continue;
      context.looked();
      if (workload.budgets.length === 0 && !mayHaveBudget(view, workload)) report(context, judged, value);
    }
  },
});

function report(context: RuleContext, judged: Judged, value: number): void {
  const { view, workload, name } = judged;
  const { fact, namespace } = workload;
  const blast = context.analysis.blast(workload.component, view.stack.id);
  const hit = blast.lost.length > 0 ? `; ${names(namesOf(context.system, blast.lost))} would stop too` : '';
  const elsewhere = budgetsElsewhere(view, workload);
  reportWorkload(context, judged, {
    message: `node maintenance may evict ${value > 1 ? `${allOf(value, 'pods')} of ${name} at once` : `the pods of ${name} at any time`}, because no disruption budget selects them${hit}`,
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
