import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule, servesUsers } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { isTemplated, names } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'undeclared-probe-port',
  theme: 'probes',
  severity: 'error',
  summary: 'A probe asks a port that its container does not declare.',
  rationale: `
The kubelet looks a named port up in the container that the probe belongs to. When no port has that name, every probe fails:
a readiness probe keeps all pods out of the Service for ever, a liveness probe restarts them for ever, and the rollout stops
with the old version half replaced. A port number needs no declaration; but where the container declares other ports, the
number is often the one from before somebody moved the server.`,
  fix: 'Name a port that the container declares, or declare the port that the server listens on.',
  limits: `
- An error for a name that no TCP port of the container has. A number is information, since declaring ports is optional.
- Ports of other containers of the pod do not count: the kubelet does not look there for names. UDP ports cannot be probed.
- Nobody waits for a Job to be ready: its readiness probe is left out.
- A probe that names a host asks another machine, and is left out; so are init containers, exec probes and ports that a
  template fills in.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe',
  ],
  peers: [
    { id: 'kube-linter/liveness-port', options: { probes: ['liveness'] } },
    { id: 'kube-linter/readiness-port', options: { probes: ['readiness'] } },
    { id: 'kube-linter/startup-port', options: { probes: ['startup'] } },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], probes: ['readiness', 'liveness', 'startup'] as readonly string[] },
  optionDocs: { kinds: KINDS_DOC, probes: 'Probes to look at.' },
  check(context) {
    const { kinds, probes } = context.options;
    for (const judged of judgedWorkloads(context, kinds))
      for (const container of judged.workload.fact.containers.filter(({ role }) => role !== 'init'))
        for (const name of PROBES.filter((one) => probes.includes(one))) {
          const probe = container.probes[name];
          if (!probe || (name === 'readiness' && judged.workload.fact.role !== 'serve') || probe.host || !isKnown(probe.port) || isTemplated(String(probe.port.value))) continue;
          context.looked();
          const { value: port, at } = probe.port;
          const declared = container.ports.filter(({ protocol }) => protocol === 'TCP');
          if (declared.some((own) => own.port === Number(port) || own.name === port)) continue;
          const byName = !/^\d+$/.test(String(port));
          const near = declared.map((own) => (own.name === undefined ? `${own.port}` : `${own.name} (${own.port})`));
          reportWorkload(context, judged, {
            of: `${container.name} ${name}`,
            severity: byName ? (servesUsers(judged.view) ? 'error' : 'warning') : 'info',
            message: byName ? `${CONSEQUENCE[name](judged.name)}: no port of container ${container.name} is named ${port}, so its ${name} probe always fails` : `the ${name} probe of container ${container.name} asks port ${port}, which it does not declare`,
            place: at,
            fix: { text: near.length > 0 ? `Probe a port that container ${container.name} declares: ${names(near)}.` : `Declare port ${port} in container ${container.name}.` },
          });
        }
  },
});

const PROBES = ['readiness', 'liveness', 'startup'] as const;

const CONSEQUENCE: Readonly<Record<(typeof PROBES)[number], (name: string) => string>> = {
  readiness: (name) => `no pod of ${name} ever gets requests`,
  liveness: (name) => `pods of ${name} are restarted over and over`,
  startup: (name) => `pods of ${name} never finish starting`,
};
