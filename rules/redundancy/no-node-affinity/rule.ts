import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'no-node-affinity',
  theme: 'redundancy',
  severity: 'info',
  off: true,
  summary: 'A workload does not say which nodes it may run on.',
  rationale: `
Without a node affinity or selector the scheduler takes any node: one whose disks are slow, one that is meant for batch work,
one of another architecture. Most workloads should take any node; those that must not are found out when they land on the
wrong one.`,
  fix: 'Say which nodes suit the workload, with a node affinity on a label of the node pool.',
  limits: `
- Off by default: to run anywhere is the sound choice for most workloads.
- A \`nodeSelector\` says it as well.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity'],
  peers: [{ id: 'kube-linter/no-node-affinity', options: { bySelector: false } }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], bySelector: true },
  optionDocs: { kinds: KINDS_DOC, bySelector: 'A `nodeSelector` says it as well.' },
  check(context) {
    const { kinds, bySelector } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact } = judged.workload;
      context.looked();
      if (fact.nodeAffinity || (bySelector && fact.nodeSelector)) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `${judged.name} may land on any node, suitable or not: it has no node affinity`,
        place: fact.podAt,
        fix: { text: `Say which nodes suit ${judged.name}.` },
      });
    }
  },
});
