import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { servingContainers } from '../../support/ports.js';
import { KINDS_DOC, mainContainers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-pre-stop',
  theme: 'disruption',
  severity: 'info',
  off: true,
  summary: 'A container stops listening while requests are still sent to it.',
  rationale: `
When a pod ends, Kubernetes tells its process and the load balancers at the same time. The process gets SIGTERM at once; the
proxies on the nodes learn a moment later that the pod has gone, and until then they go on sending it requests. A process that
closes its socket on SIGTERM refuses all of them, during every rollout and every drain. A \`preStop\` pause of a few seconds keeps
it listening until nobody calls any more.`,
  fix: `
Wait before the process is told to stop: \`lifecycle.preStop.sleep\`, or a server that goes on listening for some seconds after SIGTERM.`,
  limits: `
- Off by default, because whether the server itself waits after SIGTERM is not seen.
- Only containers that a Service sends requests to, unless \`serviceOnly\` is off. Init containers and jobs are left out.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination', 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/'],
  peers: [{ id: 'datree/60', options: { serviceOnly: false } }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], serviceOnly: true },
  optionDocs: { kinds: KINDS_DOC, serviceOnly: 'Leave out what no Service sends requests to.' },
  check(context) {
    const { kinds, serviceOnly } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { workload } = judged;
      if (workload.fact.role !== 'serve') continue;
      const containers = serviceOnly ? servingContainers(workload).map(({ container }) => container) : mainContainers(workload.fact);
      context.looked(containers.length);
      const [first, ...rest] = containers.filter(({ preStop }) => !preStop);
      if (!first) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `each rollout or drain may refuse requests to ${judged.name}: container ${first.name} is told to stop before its callers know`,
        place: first.at,
        related: rest.map(({ name, at }) => ({ at, text: `container ${name} has no preStop hook either` })),
        fix: { text: `Let container ${first.name} wait before it stops.`, suggestion: { language: 'yaml', text: 'lifecycle:\n  preStop:\n    sleep:\n      seconds: 5', at: first.at } },
      });
    }
  },
});
