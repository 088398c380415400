import { knownOf } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judge, reportWorkload } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'missing-pids-limit',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'A container may start processes until its host can start none.',
  rationale: `
Process ids are shared by all containers of a host. A program that forks for every request, or a shell loop that went wrong, uses
them up in seconds; then nothing on the machine can start a process any more, a login included, and only a reset helps.`,
  fix: `
Limit the number of processes: \`pids_limit: 200\`.`,
  limits: `
- Off by default. Compose services only: Kubernetes has this limit in the kubelet's configuration, which is not in the manifests.`,
  references: ['https://docs.docker.com/reference/compose-file/services/#pids_limit', 'https://kubernetes.io/docs/concepts/policy/pid-limiting/'],
  peers: [{ id: 'kics/221e0658', options: { formatBelow: 3 } }, 'kubescape/C-0284'],
  needs: ['workload'],
  options: { formatBelow: 0 },
  optionDocs: { formatBelow: 'Look at files that name an older version of the format only; 0: at all.' },
  check(context) {
    for (const view of judgedStacks(context))
      for (const workload of view.workloads) {
        const { compose, at } = workload.fact;
        if (!compose) continue;
        const { formatBelow } = context.options;
        if (formatBelow > 0 && !((compose.format ?? formatBelow) < formatBelow)) continue;
        context.looked();
        // A negative number means no limit.
        if (compose.pidsLimit && (knownOf(compose.pidsLimit) ?? 1) > 0) continue;
        const judged = judge(context, view, workload);
        reportWorkload(context, judged, {
          severity: 'info',
          message: `${judged.name} may start processes until its host can start none: it has no pids_limit`,
          place: compose.pidsLimit?.at ?? at,
          fix: { text: `Limit the processes of ${judged.name}.`, suggestion: { language: 'yaml', text: 'pids_limit: 200', at } },
        });
      }
  },
});
