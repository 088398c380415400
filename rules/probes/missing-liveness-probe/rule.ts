import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED } from '../../support/peers.js';
import { AS_WRITTEN_DOC, KINDS_DOC, mainContainers, mayNeedProbe } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-liveness-probe',
  theme: 'probes',
  severity: 'info',
  off: true,
  summary: 'A container that hangs is not restarted, because it has no liveness probe.',
  rationale: `
A process that exits is started again without any probe. A process that hangs (a deadlock, a full thread pool, an event loop
that never returns) is not, unless a liveness probe notices. That is the one case for it, and the reason why it is off by
default: a liveness probe that is too strict, or that asks a dependency, restarts healthy pods under load, all at once, and
turns a slow minute into an outage. Most services are better off with readiness alone and a process that ends when it is broken.`,
  fix: `
Where the process can hang without ending, add a liveness probe of its own state alone, with a high \`failureThreshold\`; never the path that readiness asks.`,
  limits: `
- Off by default. Tools disagree: some fail without one, one of them says "only if you really need one". Turn it on for
  components that are known to hang.
- Init containers, native sidecars and jobs are left out; \`jobs\` brings Jobs in. With \`podWide\` one probe in the pod is enough.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/', 'https://github.com/zegl/kube-score/blob/master/README_PROBES.md'],
  peers: [
    { id: 'kube-linter/no-liveness-probe', options: { jobs: true, asWritten: true } },
    { id: 'polaris/livenessProbeMissing', options: { asWritten: true } },
    { id: 'kubescape/C-0056', options: { jobs: true, asWritten: true }, of: SCANNED },
    { id: 'checkov/CKV_K8S_8', options: { asWritten: true } },
    { id: 'kics/ade74944', options: { asWritten: true } },
    { id: 'popeye/103', options: { asWritten: true, readiness: 'set' } },
    { id: 'datree/11', options: { jobs: true, asWritten: true } },
    'gremlin/liveness-probes',
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], jobs: false, podWide: false, serviceOnly: false, asWritten: false, readiness: '' },
  optionDocs: {
    kinds: KINDS_DOC,
    jobs: 'Look at Jobs and CronJobs, too.',
    podWide: 'One probe in the pod is enough.',
    serviceOnly: 'Leave out what no Service selects.',
    asWritten: AS_WRITTEN_DOC,
    readiness: 'Only containers whose readiness probe is `set`, or is `missing`, too.',
  },
  check(context) {
    const { kinds, jobs, podWide, serviceOnly, asWritten, readiness } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, effectiveReplicas, services } = judged.workload;
      if (!mayNeedProbe(fact, effectiveReplicas?.value, { jobs, asWritten }) || (serviceOnly && services.length === 0)) continue;
      const containers = mainContainers(fact);
      context.looked(containers.length);
      const [first, ...rest] = containers.filter(({ probes }) => !probes.liveness && (readiness === '' || (probes.readiness !== undefined) === (readiness === 'set')));
      if (!first || (podWide && fact.containers.some(({ probes }) => probes.liveness))) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `if container ${first.name} of ${judged.name} hangs, nothing restarts it: it has no liveness probe`,
        place: first.at,
        related: rest.map(({ name, at }) => ({ at, text: `container ${name} has no liveness probe either` })),
        fix: { text: `Add a liveness probe of its own state to container ${first.name}, if it can hang.` },
      });
    }
  },
});
