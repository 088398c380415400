import { isUnknown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { names } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-priority-class',
  theme: 'configuration',
  severity: 'info',
  off: true,
  summary: 'A workload has no priority, so under pressure it is evicted like any other.',
  rationale: `
When a cluster is full, the scheduler makes room for pods of a higher priority by ending those of a lower one, and the kubelet
evicts low priorities first. Without classes all are equal: the checkout competes with the nightly report, and whichever comes
later waits.`,
  fix: `
Make a few PriorityClasses (critical, normal, batch), and set \`priorityClassName\`.`,
  limits: `
- Off by default: it helps when all workloads take part. \`accepted\` limits the names that may be used.
- A PriorityClass with \`globalDefault\` is not seen, nor is what an admission controller sets.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  peers: [{ id: 'kube-linter/priority-class-name', options: { emptyAllowed: true, accepted: ['system-cluster-critical', 'system-node-critical'] } }, 'polaris/priorityClassNotSet'],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], accepted: [] as readonly string[], emptyAllowed: false },
  optionDocs: { kinds: KINDS_DOC, accepted: 'Names that may be used; empty: any.', emptyAllowed: 'Leave out workloads without a priority class.' },
  check(context) {
    const { kinds, accepted, emptyAllowed } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { priorityClass, podAt } = judged.workload.fact;
      context.looked();
      if (isUnknown(priorityClass) || (emptyAllowed && !priorityClass?.value.trim()) || (priorityClass && priorityClass.value !== '' && (accepted.length === 0 || accepted.includes(priorityClass.value)))) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: priorityClass?.value ? `${judged.name} has the priority class ${priorityClass.value}, which is none of ${names(accepted)}` : `${judged.name} is evicted like any other workload when the cluster is full: it has no priority class`,
        place: priorityClass?.at ?? podAt,
        fix: { text: `Give ${judged.name} a priority class.` },
      });
    }
  },
});
