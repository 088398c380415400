import type { ServiceFact } from '../../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { inMesh } from '../../support/mesh/injection.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-service-ports',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Services that select the same pods of a mesh disagree about a port.',
  rationale: `
The proxy beside a pod has one listener for a port of the pod. When two Services lead to that port by different numbers, or give one
number to TCP and to UDP, the proxy cannot tell for which Service a connection is, and takes the settings of either: its protocol,
its timeouts, the identity that the caller expects.`,
  fix: 'Let all Services of the pods use the same number and protocol for a port.',
  limits: 'Only pods that belong to a mesh, by the label of their namespace or their own. Ports of one Service count as well as those of several.',
  references: ['https://istio.io/latest/docs/ops/deployment/application-requirements/', 'https://istio.io/latest/docs/reference/config/analysis/ist0137/', 'https://istio.io/latest/docs/reference/config/analysis/ist0116/'],
  needs: ['service'],
  options: { checks: ['protocol', 'targetPort'] as readonly string[] },
  optionDocs: { checks: 'What is reported: one port with two protocols, one target port behind two ports.' },
  peers: [{ id: 'istio/IST0116', options: { checks: ['protocol'] } }, { id: 'istio/IST0137', options: { checks: ['targetPort'] } }],
  check(context) {
    for (const view of clusters(context))
      for (const workload of view.workloads) {
        if (workload.services.length === 0 || workload.fact.ref.kind === 'Pod' || !inMesh(context.system, workload.fact, workload.namespace)) continue;
        context.looked();
        const ports = workload.services.flatMap((service) => service.ports.map((port) => ({ service, port })));
        if (context.options.checks.includes('protocol')) report(context, view, workload, ports, (each) => String(each.port.port), (each) => each.port.protocol, (key) => `port ${key} has two protocols`);
        if (context.options.checks.includes('targetPort')) report(context, view, workload, ports, (each) => String(each.port.targetPort ?? each.port.port), (each) => String(each.port.port), (key) => `port ${key} of the pods is behind two ports`);
      }
  },
});

interface Behind {
  readonly service: ServiceFact;
  readonly port: ServiceFact['ports'][number];
}

function report(context: Pick<RuleContext, 'report'>, view: StackView, { fact, component }: Workload, ports: readonly Behind[], keyOf: (port: Behind) => string, valueOf: (port: Behind) => string, say: (key: string) => string): void {
  for (const key of new Set(ports.map(keyOf))) {
    const same = ports.filter((port) => keyOf(port) === key);
    const other = same.find((port) => valueOf(port) !== valueOf(same[0]!));
    if (other === undefined) continue;
    reportLost(context, view, {
      object: fact.ref,
      component,
      severity: 'warning',
      message: `calls to ${fact.ref.kind} ${fact.ref.name} may be treated as those of another Service: ${say(key)}, ${valueOf(same[0]!)} by Service ${same[0]!.service.ref.name} and ${valueOf(other)} by ${other.service.ref.name}`,
      place: fact.at,
      related: [{ at: same[0]!.port.at, text: `Service ${same[0]!.service.ref.name}` }, { at: other.port.at, text: `Service ${other.service.ref.name}` }],
      fix: { text: `Let Service ${same[0]!.service.ref.name} and ${other.service.ref.name} agree about the port.` },
      what: say(key),
    });
  }
}
