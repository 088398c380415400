import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { duration } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'long-termination-grace',
  theme: 'disruption',
  severity: 'info',
  off: true,
  summary: 'A pod may take so long to end that nodes cannot be emptied in time.',
  rationale: `
A drain waits for every pod to end, up to its grace period. One pod that ignores SIGTERM and has an hour of grace holds a node
for an hour. Cluster upgrades go node by node, and autoscalers and cloud providers give up long before that and cut the
machine off, which ends the pod in the way that the grace period was meant to avoid.`,
  fix: 'Set the grace period to what the longest piece of work takes, and let work that takes longer be taken up again by another pod.',
  limits: `
- Off by default: only the team knows how long its work takes.
- The default of 30 seconds, and values that a template fills in, are not judged.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination', 'https://kubernetes.io/docs/concepts/architecture/nodes/#graceful-node-shutdown'],
  peers: [{ id: 'kyverno/mutate-large-termination-gps', options: { max: 50 } }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], max: 600 },
  optionDocs: { kinds: KINDS_DOC, max: 'Longest grace period, in seconds.' },
  check(context) {
    const { kinds, max } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { terminationGracePeriodSeconds: grace } = judged.workload.fact;
      if (!isKnown(grace)) continue;
      context.looked();
      if (grace.value <= max) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `a node that runs ${judged.name} may take ${duration(grace.value * 1000)} to drain, because its pods have that long to end`,
        place: grace.at,
        fix: { text: `Let pods of ${judged.name} end within ${duration(max * 1000)}.` },
      });
    }
  },
});
