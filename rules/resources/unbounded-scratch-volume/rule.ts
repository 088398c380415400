import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED_TOO } from '../../support/peers.js';
import { isSet } from '../../support/resources.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'unbounded-scratch-volume',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'An emptyDir has no size limit, so it may fill the disk of its node.',
  rationale: `
An emptyDir on disk shares the node's file system, one in memory shares the node's memory. A cache directory that is never
cleaned grows until the kubelet evicts pods or the kernel kills them, and the pod that filled it is made again on the next
node, where it begins anew.`,
  fix: `
Set \`sizeLimit\` to what the pod needs; it is then evicted alone when it writes more.`,
  limits: `
- Off by default: most scratch volumes hold a few sockets and locks.
- A limit on ephemeral storage of every container bounds volumes on disk as well, and counts. An emptyDir in memory is bounded
  by the memory limits of the containers that write to it.
- Compose's \`tmpfs\` and anonymous volumes are left out.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#emptydir', 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/'],
  peers: [{ id: 'kyverno/require-emptydir-requests-and-limits', options: { mounted: true }, of: SCANNED_TOO }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], mounted: false },
  optionDocs: { kinds: KINDS_DOC, mounted: 'Of volumes that containers mount, whatever their medium: each of these containers has to have a request and a limit of ephemeral storage.' },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds)) {
      const { fact } = judged.workload;
      for (const volume of fact.volumes.filter(({ kind }) => kind === 'emptyDir')) {
        context.looked();
        const bound = volume.medium === 'Memory' ? 'memory' : 'ephemeral-storage';
        const isBounded = context.options.mounted
          ? fact.containers.every(({ mounts, resources: { requests, limits } }) => !mounts.some((mount) => mount.volume === volume.name) || (isSet(requests, 'ephemeral-storage') && isSet(limits, 'ephemeral-storage')))
          : fact.containers.every(({ resources: { limits } }) => isSet(limits, bound));
        if (volume.sizeLimit !== undefined || isBounded) continue;
        reportWorkload(context, judged, {
          of: volume.name,
          severity: 'info',
          message: `${judged.name} may fill the ${volume.medium === 'Memory' ? 'memory' : 'disk'} of its node: the emptyDir ${volume.name} has no size limit`,
          place: volume.at,
          fix: { text: `Limit the size of volume ${volume.name}.`, suggestion: { language: 'yaml', text: 'emptyDir:\n  sizeLimit: 1Gi', at: volume.at } },
        });
      }
    }
  },
});
