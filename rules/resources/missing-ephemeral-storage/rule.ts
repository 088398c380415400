import type { Container } from '../../../analyzer/facts/types.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCORED } from '../../support/peers.js';
import { AS_WRITTEN_DOC, isSet } from '../../support/resources.js';
import { names } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-ephemeral-storage',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'A container may fill the disk of its node.',
  rationale: `
Logs, scratch files and the writable layer of every container share the disk of the node. When it runs full the kubelet evicts
pods, by how far they are beyond their request; without requests everybody is at fault. One service that writes a core dump
thus evicts its neighbours.`,
  fix: 'Request the ephemeral storage that the container needs, and limit it.',
  limits: `
- Off by default: most services write nothing but logs, which the node rotates.
- \`requests\` alone, \`limits\` alone or both can be asked for. A request that is not set is the limit, unless \`asWritten\` says otherwise.`,
  references: ['https://kubernetes.io/docs/concepts/storage/ephemeral-storage/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/'],
  peers: [
    { id: 'kube-score/container-ephemeral-storage-request-and-limit', options: { initContainers: true, asWritten: true }, of: SCORED },
    'steadybit/ephemeral-storage-request-and-limit',
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], required: ['requests', 'limits'] as readonly string[], initContainers: false, asWritten: false },
  optionDocs: { kinds: KINDS_DOC, required: 'What each container has to have: `requests`, `limits`.', initContainers: 'Look at init containers, too.', asWritten: AS_WRITTEN_DOC },
  check(context) {
    const { kinds, required, initContainers, asWritten } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const containers = judged.workload.fact.containers.filter(({ role }) => initContainers || role !== 'init');
      context.looked(containers.length);
      const [first, ...rest] = containers.filter((container) => lacking(container, required, asWritten).length > 0);
      if (!first) continue;
      const what = lacking(first, required, asWritten);
      reportWorkload(context, judged, {
        severity: 'info',
        message: `container ${first.name} of ${judged.name} may fill the disk of its node: it has no ephemeral-storage ${names(what.map((one) => one.slice(0, -1))).replace(' and ', ' or ')}`,
        place: first.resources.at ?? first.at,
        related: rest.map(({ name, at }) => ({ at, text: `container ${name}, too` })),
        fix: { text: `Say how much disk container ${first.name} needs.`, suggestion: { language: 'yaml', text: ['resources:', ...what.map((one) => `  ${one}:\n    ephemeral-storage: 1Gi`)].join('\n'), at: first.resources.at ?? first.at } },
      });
    }
  },
});

const lacking = ({ resources: { requests, limits } }: Container, required: readonly string[], asWritten: boolean): string[] => {
  const limited = isSet(limits, 'ephemeral-storage');
  return [...(required.includes('requests') && (asWritten || !limited) && !isSet(requests, 'ephemeral-storage') ? ['requests'] : []), ...(required.includes('limits') && !limited ? ['limits'] : [])];
};
