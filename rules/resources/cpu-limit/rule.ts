import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'cpu-limit',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'A CPU limit slows a container down although its node is idle.',
  rationale: `
The kernel gives a container with a limit a budget for each tenth of a second and stops all its threads when it is spent. A
burst of garbage collection or of start-up code spends it at once, so requests wait although the node has nothing to do. Under
load, throttled pods fail their probes and are restarted, which costs more CPU.`,
  fix: `
Remove \`limits.cpu\` and set a request that fits; keep the memory limit.`,
  limits: `
- Off by default: where use has to be predictable a limit is right. \`missing-cpu-limit\` checks the opposite; nobody wants both.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/', 'https://home.robusta.dev/blog/stop-using-cpu-limits'],
  peers: ['kyverno/forbid-cpu-limits', 'datree/80'],
  needs: ['workload'],
  options: { kinds: [] as readonly string[] },
  optionDocs: { kinds: KINDS_DOC },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds))
      for (const { name, role, resources: { limits } } of judged.workload.fact.containers) {
        if (role === 'init') continue;
        context.looked();
        if (!limits.cpu) continue;
        reportWorkload(context, judged, {
          of: name,
          severity: 'info',
          message: `requests to ${judged.name} wait while its node is idle: container ${name} has a CPU limit`,
          place: limits.cpu.at,
          fix: { text: `Remove the CPU limit of container ${name}, and give it a request that fits.` },
        });
      }
  },
});
