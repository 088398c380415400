import type { Container } from '../../../analyzer/facts/types.js';
import { isUnknown, type Known } from '../../../analyzer/facts/value.js';
import { quantity } from '../../../analyzer/facts/quantity.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { POD_SPECS, SCORED } from '../../support/peers.js';
import { names } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'unequal-requests-and-limits',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'A container may use more than the scheduler set aside for it.',
  rationale: `
The scheduler packs nodes by requests, and containers use up to their limits. The difference is a loan from the neighbours: it
is called in when all of them are busy, and memory cannot be given back, so the kernel kills somebody. Containers whose requests
equal their limits are the last to be evicted (QoS class Guaranteed).`,
  fix: 'Set the memory request to the memory limit for what must not be evicted; the same for CPU where latency counts.',
  limits: `
- Off by default: sharing what is idle is what a cluster is for.
- A request that is not set is the container's limit, by the API's default. Quantities are compared, not their spelling:
  \`1Gi\` and \`1024Mi\` are equal.
- A request without a limit is unequal; where there is neither, \`missing-resources\` says so.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/', 'https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/'],
  peers: [
    { id: 'kube-score/container-resource-requests-equal-limits', options: { resources: ['cpu', 'memory'], initContainers: true, asWritten: true }, of: SCORED },
    { id: 'kube-score/container-cpu-requests-equal-limits', options: { resources: ['cpu'], initContainers: true, asWritten: true }, of: SCORED },
    { id: 'kube-score/container-memory-requests-equal-limits', options: { resources: ['memory'], initContainers: true, asWritten: true }, of: SCORED },
    { id: 'kube-score/container-ephemeral-storage-request-equals-limit', options: { resources: ['ephemeral-storage'], initContainers: true, whereBoth: true }, of: SCORED },
    { id: 'kics/aee3c7d2', options: { resources: ['cpu', 'memory'], initContainers: true, whereBoth: true } },
    { id: 'kics/9d43040e', options: { resources: ['cpu'], initContainers: true, missing: true }, of: POD_SPECS },
    { id: 'kics/aafa7d94', options: { resources: ['memory'], initContainers: true, missing: true }, of: POD_SPECS },
    { id: 'kyverno/memory-requests-equal-limits', options: { resources: ['memory'], asWritten: true }, of: SCORED },
    { id: 'datree/81', options: { resources: ['memory'] } },
    { id: 'steadybit/ephemeral-storage-request-equals-limit', options: { resources: ['ephemeral-storage'], whereBoth: true }, of: SCORED },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], resources: ['memory'] as readonly string[], initContainers: false, asWritten: false, whereBoth: false, missing: false },
  optionDocs: { kinds: KINDS_DOC, resources: 'Resources to compare: `cpu`, `memory`, `ephemeral-storage`.', initContainers: 'Look at init containers, too.', asWritten: 'What nobody wrote is zero, and no default.', whereBoth: 'Only where request and limit are both more than zero.', missing: 'Report a request or a limit that nobody wrote, also where neither is.' },
  check(context) {
    const { kinds, resources, initContainers } = context.options;
    const differ = differing(context.options);
    for (const judged of judgedWorkloads(context, kinds))
      for (const container of judged.workload.fact.containers) {
        if (container.role === 'init' && !initContainers) continue;
        context.looked();
        const [first, ...rest] = RESOURCES.filter((name) => resources.includes(name) && differ(container, name));
        if (!first) continue;
        const { requests, limits } = container.resources;
        reportWorkload(context, judged, {
          of: container.name,
          severity: 'info',
          message: `container ${container.name} of ${judged.name} may use more ${names([first, ...rest])} than its node has set aside for it: requests and limits differ`,
          place: (requests[first] ?? limits[first] ?? container).at,
          fix: { text: `Set requests and limits of ${names([first, ...rest])} of container ${container.name} to the same.` },
        });
      }
  },
});

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'] as const;

type Differ = (container: Container, name: (typeof RESOURCES)[number]) => boolean;

const differing = ({ asWritten, whereBoth, missing }: Readonly<Record<'asWritten' | 'whereBoth' | 'missing', boolean>>): Differ => ({ resources: { requests, limits } }, name) => {
  const [request, limit] = [requests[name], limits[name]];
  if (isUnknown(request) || isUnknown(limit)) return false;
  if (request === undefined || limit === undefined) {
    if (missing) return true;
    if (request === undefined && limit === undefined) return false;
  }
  const [least, most] = [amount(request), amount(limit)];
  if (whereBoth && (!least || !most)) return false;
  // Without a limit it may use all that there is; without a request the limit is the request.
  if (request === undefined || limit === undefined) return asWritten ? least !== most : limit === undefined;
  return least !== undefined && most !== undefined && least !== most;
};

const amount = (value: Known<string> | undefined): number | undefined => (value === undefined ? 0 : quantity(value.value));
