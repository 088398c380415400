import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { AQUA, SCANNED, SCANNED_TOO, SCORED } from '../../support/peers.js';
import { AS_WRITTEN_DOC, lacksCpuLimit, limitRanges } from '../../support/resources.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-cpu-limit',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'A container may use all the CPU of its node that nobody else asks for.',
  rationale: `
Without a limit a container takes what is idle, and gets its request when the node is full: CPU is shared by weight, so nobody
starves by it. With a limit it is stopped for the rest of each tenth of a second once its share is used, also when the node is
idle, which shows as slow requests that no graph explains. A limit is right where use has to be predictable: for billing, for
tenants that do not know each other, for benchmarks.`,
  fix: `
Where a limit is wanted, set \`resources.limits.cpu\` well above the request. Elsewhere, set the request and leave the limit out.`,
  limits: `
- Off by default, and apart from \`missing-resources\` on purpose: of all checks of this kind this one is disputed most, and
  some tools check the opposite (\`cpu-limit\`).
- A LimitRange of the namespace that sets a default counts, unless \`asWritten\` says otherwise.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/', 'https://home.robusta.dev/blog/stop-using-cpu-limits'],
  peers: [
    { id: 'kube-score/container-resources', options: { initContainers: true, asWritten: true }, of: SCORED },
    { id: 'polaris/cpuLimitsMissing', options: { asWritten: true } },
    { id: 'kubescape/C-0050', options: { asWritten: true }, of: SCANNED },
    { id: 'kubescape/C-0270', options: { asWritten: true }, of: SCANNED },
    { id: 'checkov/CKV_K8S_11', options: { initContainers: true, asWritten: true } },
    { id: 'kics/4ac0e2b7', options: { initContainers: true, asWritten: true } },
    { id: 'trivy/KSV011', options: { initContainers: true, asWritten: true }, of: AQUA },
    { id: 'datree/5', options: { asWritten: true } },
    { id: 'kyverno/require-cpu-limits', options: { initContainers: true, asWritten: true }, of: SCANNED_TOO },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], initContainers: false, asWritten: false },
  optionDocs: { kinds: KINDS_DOC, initContainers: 'Look at init containers, too.', asWritten: AS_WRITTEN_DOC },
  check(context) {
    const { kinds, initContainers, asWritten } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const ranges = asWritten ? [] : limitRanges(judged.view)(judged.workload);
      const containers = judged.workload.fact.containers.filter(({ role }) => initContainers || role !== 'init');
      context.looked(containers.length);
      const [first, ...rest] = containers.filter((container) => lacksCpuLimit(container, ranges));
      if (!first) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `container ${first.name} of ${judged.name} may use all the CPU of its node that is idle: it has no CPU limit`,
        place: first.resources.at ?? first.at,
        related: rest.map(({ name, at }) => ({ at, text: `container ${name} has no CPU limit either` })),
        fix: { text: `Set a CPU limit for container ${first.name}, if its use has to be predictable.` },
      });
    }
  },
});
