import type { Container, Probe } from '../../../analyzer/facts/types.js';
import { isKnown, knownOf } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCORED } from '../../support/peers.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'identical-probes',
  theme: 'probes',
  severity: 'info',
  summary: 'Liveness and readiness ask the same question, so a busy pod is killed instead of spared.',
  rationale: `
Readiness is meant to take a busy pod out of rotation until it has caught up; liveness is meant to end a pod that will never
catch up. When both ask the same endpoint with the same patience, the first bad minute does both: the pod leaves the Service
and is killed. Its load goes to the others, which then fail the same probe. Restart by restart the whole Deployment goes down
under a load that it would have survived by being slow.`,
  fix: `
Give liveness an endpoint that only says that the process runs, or let it fail much later than readiness: a higher \`failureThreshold\`.`,
  limits: `
- The same means the same kind of probe with the same path, port and host, the same command, or the same gRPC port, which
  kube-score does not compare. Port names count as the port that they name.
- Information: one cheap endpoint for both is common, and does no harm until the service is overloaded. With \`patience\` above 0,
  liveness that fails so many times later than readiness is left out, as Kubernetes' documentation recommends it; most tools
  do not look at the patience.
- A container without one of the two is not reported here: two missing probes are not two identical ones, but for Kyverno (\`whole\`).`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  ],
  peers: [
    { id: 'kube-score/pod-probes-identical', options: { patience: 0 }, of: SCORED },
    { id: 'kyverno/validate-probes', options: { patience: 0, whole: true }, of: ['Deployment', 'DaemonSet', 'StatefulSet'] },
    { id: 'steadybit/pod-probes-identical', options: { patience: 0 } },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], patience: 2, whole: false },
  optionDocs: { kinds: KINDS_DOC, patience: 'Liveness that fails this many times later than readiness is left out; 0: never.', whole: 'Compare all that a probe says, its times, too; a container without any probe has two that are the same.' },
  check(context) {
    const { kinds, patience, whole } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      if (judged.workload.fact.role !== 'serve' && !whole) continue;
      for (const container of judged.workload.fact.containers) {
        const { liveness, readiness } = container.probes;
        if (!liveness || !readiness) {
          if (whole && !liveness && !readiness && container.role === 'main') reportWorkload(context, judged, { of: container.name, severity: 'info', message: `nothing asks container ${container.name} of ${judged.name} whether it works, or is ready: it has no probes`, place: container.at, fix: { text: 'Add a readiness probe, and liveness that asks something else.' } });
          continue;
        }
        context.looked();
        const patient = patience > 0 && secondsOf(liveness) >= patience * secondsOf(readiness);
        if (patient || (whole && said(liveness) !== said(readiness)) || question(container, liveness) !== question(container, readiness)) continue;
        reportWorkload(context, judged, {
          of: container.name,
          severity: 'info',
          message: `a busy moment restarts pods of ${judged.name} instead of sparing them: liveness and readiness of container ${container.name} ask the same`,
          place: liveness.at,
          related: [{ at: readiness.at, text: 'readiness asks the same' }],
          fix: { text: 'Let liveness ask only whether the process runs, or fail much later.', suggestion: { language: 'yaml', text: `failureThreshold: ${Math.max(10, 3 * numberOf(readiness.failureThreshold, 3))}`, at: liveness.at } },
        });
      }
    }
  },
});

/** What a probe asks, as one text. */
function question({ ports }: Container, { kind, path = '/', port, host, command }: Probe): string {
  const written = isKnown(port) ? port.value : port?.unknown;
  const number = ports.find(({ name }) => name === written)?.port ?? written;
  return JSON.stringify([kind, kind === 'httpGet' ? path : '', number === undefined ? '' : String(number), isKnown(host) ? host.value : host?.unknown, command]);
}

/** What else it says. */
const said = ({ initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold }: Probe): string => JSON.stringify([initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold].map((value) => knownOf(value) ?? null));

/** How long it fails before something happens. */
const secondsOf = ({ failureThreshold, periodSeconds }: Probe): number => numberOf(failureThreshold, 3) * numberOf(periodSeconds, 10);

const numberOf = (value: Probe['periodSeconds'], byDefault: number): number => knownOf(value) ?? byDefault;
