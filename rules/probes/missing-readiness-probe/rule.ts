import type { Container } from '../../../analyzer/facts/types.js';
import { defineRule, type RuleContext } from '../../define.js';
import { judgedWorkloads, reportWorkload, type Judged } from '../../support/judged.js';
import { SCANNED, SCORED } from '../../support/peers.js';
import { servingContainers, type Serving } from '../../support/ports.js';
import { isService, namesOf } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { AS_WRITTEN_DOC, KINDS_DOC, mainContainers, mayNeedProbe } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-readiness-probe',
  theme: 'probes',
  severity: 'warning',
  summary: 'A container never says whether it is ready, so requests reach it while it starts.',
  rationale: `
Without a readiness probe a pod counts as ready the moment its process exists. During every rollout, restart and scale-up the
Service sends it requests while it still loads its configuration and opens its connections, and each of them fails. A rollout
also goes on to the next pod at once, so a version that never comes up replaces all the pods that worked.`,
  fix: 'Add a readiness probe that answers when this container can serve, by its own state alone; not by that of its dependencies.',
  limits: `
- A warning for containers that a Service sends traffic to: the one that declares the target port, or the only one; information
  for others of such a pod, and where the Service is there for metrics alone. Pods that no Service selects are left out: only the rollout looks at their readiness. Most tools
  look at them, too; \`serviceOnly: false\` does.
- Init containers and native sidecars are left out. Jobs are, too: nobody waits for them to be ready; \`jobs\` brings them in
  for who is used to a tool that wants it.
- A probe that is there is not judged here. With \`podWide\` one probe in any container is enough; a pod is ready when all its
  containers are, so that is enough only where the others are ready at once.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/', 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  peers: [
    { id: 'kube-linter/no-readiness-probe', options: { asWritten: true, serviceOnly: false, jobs: true } },
    { id: 'kube-score/pod-probes', options: { asWritten: true, podWide: true }, of: SCORED },
    { id: 'polaris/readinessProbeMissing', options: { asWritten: true, serviceOnly: false } },
    { id: 'kubescape/C-0018', options: { asWritten: true, serviceOnly: false, jobs: true }, of: SCANNED },
    { id: 'checkov/CKV_K8S_9', options: { asWritten: true, serviceOnly: false } },
    { id: 'kics/a659f3b5', options: { asWritten: true, serviceOnly: false } },
    { id: 'popeye/104', options: { asWritten: true, serviceOnly: false, liveness: 'set' } },
    { id: 'popeye/102', options: { asWritten: true, serviceOnly: false, liveness: 'missing' } },
    { id: 'datree/12', options: { jobs: true, asWritten: true, serviceOnly: false } },
    { id: 'steadybit/probes', options: { serviceOnly: false } },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], jobs: false, podWide: false, serviceOnly: true, asWritten: false, liveness: '' },
  optionDocs: { kinds: KINDS_DOC, jobs: 'Look at Jobs and CronJobs, too.', podWide: 'One probe in the pod is enough, in an init container, too.', serviceOnly: 'Leave out what no Service selects.', asWritten: AS_WRITTEN_DOC, liveness: 'Only containers whose liveness probe is `set`, or is `missing`, too.' },
  check(context) {
    const { kinds, jobs, podWide, serviceOnly, asWritten, liveness } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, services, effectiveReplicas } = judged.workload;
      if (!mayNeedProbe(fact, effectiveReplicas?.value, { jobs, asWritten }) || (serviceOnly && services.length === 0)) continue;
      const containers = mainContainers(fact);
      context.looked(containers.length);
      const bare = containers.filter(({ probes }) => !probes.readiness && (liveness === '' || (probes.liveness !== undefined) === (liveness === 'set')));
      const satisfied = podWide && fact.containers.some(({ probes }) => probes.readiness);
      if (bare.length > 0 && !satisfied) report(context, judged, bare);
    }
  },
});

function report(context: RuleContext, judged: Judged, bare: readonly Container[]): void {
  const serving = servingContainers(judged.workload).filter(({ container }) => bare.includes(container));
  const [first, ...rest] = [...serving.map(({ container }) => container), ...bare.filter((container) => !serving.some((one) => one.container === container))];
  const service = serving[0]?.service;
  reportWorkload(context, judged, {
    ...(serving.length === 0 && { severity: 'info' as const }),
    message: service ? `each rollout or restart of ${judged.name} fails requests${callers(context, judged)}: Service ${service.ref.name} sends them to pods that are still starting` : `a rollout of ${judged.name} goes on before its new pods work: container ${first!.name} never says whether it is ready`,
    place: first!.at,
    related: [...(service ? [{ at: service.at, text: `Service ${service.ref.name} sends traffic to the pods` }] : []), ...rest.map(({ name, at }) => ({ at, text: `container ${name} has no readiness probe either` }))],
    fix: { text: `Add a readiness probe to container ${first!.name}.`, ...(serving[0] && { suggestion: { language: 'yaml' as const, text: probeFor(serving[0]), at: first!.at } }) },
  });
}

function callers({ system }: RuleContext, { view, workload: { component } }: Judged): string {
  const all = [...new Set(system.in(component).filter(({ phase, from, stacks }) => phase === 'request' && from !== component && stacks.includes(view.stack.id)).map(({ from }) => from))];
  const who = names(namesOf(system, all.filter((id) => isService(system.component(id)))));
  return who ? ` of ${who}` : '';
}

function probeFor({ port: { name = '', appProtocol = '', port, targetPort = port } }: Serving): string {
  const speaks = (protocol: string) => appProtocol.endsWith(protocol) || name === protocol || name.startsWith(`${protocol}-`);
  if (speaks('grpc') && typeof targetPort === 'number') return `readinessProbe:\n  grpc:\n    port: ${targetPort}`;
  if (speaks('http')) return `readinessProbe:\n  httpGet:\n    path: /ready\n    port: ${targetPort}`;
  return `readinessProbe:\n  tcpSocket:\n    port: ${targetPort}`;
}
