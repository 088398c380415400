import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { HPA } from '../../support/peers.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'unbounded-autoscaler',
  theme: 'autoscaling',
  severity: 'info',
  off: true,
  summary: 'An autoscaler has no maximum, or one beyond what anybody planned for.',
  rationale: `
An autoscaler follows its metric, not its cause. When every request is slow because the database is, it adds pods that open
more connections to it; when a client loops, it buys machines for the loop. The maximum is the fuse: without one, the bill,
the database's connections or the cluster's addresses decide where it ends.`,
  fix: 'Set the maximum to what the rest of the system is known to carry.',
  limits: `
- Off by default: whether 40 replicas are many only the team knows.
- A HorizontalPodAutoscaler without \`maxReplicas\` is refused by the API server; KEDA takes 100 for it.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/', 'https://keda.sh/docs/latest/reference/scaledobject-spec/'],
  peers: [{ id: 'datree/14', options: {}, of: HPA }],
  needs: ['autoscaler'],
  options: { max: 100 },
  optionDocs: { max: 'Highest maximum.' },
  check(context) {
    const { max: ceiling } = context.options;
    for (const view of judgedStacks(context))
      for (const { fact, namespace, workloads } of view.autoscalers) {
        context.looked();
        if (isUnknown(fact.max) || (isKnown(fact.max) && fact.max.value <= ceiling)) continue;
        const field = fact.ref.kind === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
        reportObject(context, view, { ref: fact.ref, namespace }, {
          message: isKnown(fact.max) ? `${fact.ref.kind} ${fact.ref.name} may start ${fact.max.value} replicas of ${fact.target.name}, more than ${ceiling}` : `nothing says how many replicas of ${fact.target.name} ${fact.ref.kind} ${fact.ref.name} may start: ${field} is not set`,
          place: isKnown(fact.max) ? fact.max.at : fact.at,
          fix: { text: `Set ${field} to what the rest of the system carries.` },
        }, workloads[0]?.component);
      }
  },
});
