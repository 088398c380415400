import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED, SCORED } from '../../support/peers.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'writable-root-filesystem',
  theme: 'state',
  severity: 'info',
  off: true,
  summary: 'A container may write anywhere in its image, where a restart loses it.',
  rationale: `
What a container writes into its own image is gone when it restarts, and counts against the disk of the node until then. A
read-only root makes a program that keeps files beside itself fail on the first day instead of losing them on a bad one.`,
  fix: `
Set \`securityContext.readOnlyRootFilesystem: true\`, and mount an \`emptyDir\` where the program needs scratch space.`,
  limits: `
- Off by default: it is foremost a matter of security, and many images need to be changed for it.
- A value that could not be read is not judged. Init containers are looked at as well, unless \`initContainers\` leaves them out.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  peers: [
    'kube-linter/no-read-only-root-fs',
    { id: 'kube-score/container-security-context-readonlyrootfilesystem', options: {}, of: SCORED },
    { id: 'kubescape/C-0017', options: { initContainers: false }, of: SCANNED },
    'checkov/CKV_K8S_22',
    'kics/a9c2f49d',
    'datree/45',
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], initContainers: true },
  optionDocs: { kinds: KINDS_DOC, initContainers: 'Look at init containers, too.' },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds)) {
      const containers = judged.workload.fact.containers.filter(({ role }) => context.options.initContainers || role !== 'init');
      context.looked(containers.length);
      const [first, ...rest] = containers.filter(({ readOnlyRootFilesystem: value }) => !value || (isKnown(value) && !value.value));
      if (!first) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `what container ${first.name} of ${judged.name} writes beside its volumes is lost with the next restart: its root file system is writable`,
        place: first.readOnlyRootFilesystem?.at ?? first.at,
        related: rest.map(({ name, at }) => ({ at, text: `container ${name}, too` })),
        fix: { text: `Make the root file system of container ${first.name} read-only.`, suggestion: { language: 'yaml', text: 'securityContext:\n  readOnlyRootFilesystem: true', at: first.at } },
      });
    }
  },
});
