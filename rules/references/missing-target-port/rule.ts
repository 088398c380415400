import type { ServiceFact, WorkloadFact } from '../../../analyzer/facts/types.js';
import type { LinkedService, StackView } from '../../../analyzer/system/system.js';
import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import { nearest } from '../../../analyzer/config/nearest.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';
import { useOf } from '../../support/use.js';

export const rule = defineRule({
  id: 'missing-target-port',
  theme: 'references',
  severity: 'error',
  summary: 'A Service sends connections to a port that its pods do not have.',
  rationale: `
A Service finds pods by labels and then their port by number or by name. A name that no container declares gives no endpoint at all;
a number that nobody listens on gives an endpoint that refuses every connection. The pods are ready all the while, for their
probes ask another port, and the callers get errors from a service that every dashboard shows as healthy.`,
  fix: 'Let `targetPort` be a port that a container of the pods listens on, best by the name that the container gives it.',
  limits: `
- Declaring ports is optional in Kubernetes. A number is compared only with pods that declare ports, and is a warning at most; of
  pods that declare none nothing is known, and \`undeclared\` reports those as information.
- A name counts when one of the selected pods has it: during a rename both versions run.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  needs: ['service'],
  options: { undeclared: false, byDeployment: false },
  optionDocs: { undeclared: 'Also report, as information, Services whose pods declare no ports at all.', byDeployment: 'The pods are those of a Deployment that has the labels of the selector itself.' },
  peers: [{ id: 'kics/3ca03a61', options: { undeclared: true } }, 'popeye/1106', { id: 'popeye/1101', options: { undeclared: true } }, { id: 'kiali/KIA0701', options: { undeclared: true, byDeployment: true } }],
  check(context) {
    for (const view of clusters(context))
      for (const service of view.services) {
        const candidates = context.options.byDeployment ? view.workloads.filter(({ fact, namespace }) => fact.ref.kind === 'Deployment' && namespace === service.namespace && Object.keys(service.fact.selector ?? {}).length > 0 && matchesLabels(service.fact.selector!, fact.labels)).slice(0, 1) : service.workloads;
        const pods = candidates.map(({ fact }) => fact).filter(({ platform, containers }) => platform === 'kubernetes' && containers.length > 0);
        // Knative makes a Service of its own, and the port that it leads to.
        if (service.fact.selector === undefined || pods.length === 0 || pods.some(({ ref }) => ref.kind === 'Service')) continue;
        context.looked();
        for (const port of service.fact.ports) checkPort(context, view, service, pods, port);
      }
  },
});

type Port = ServiceFact['ports'][number];

function checkPort(context: RuleContext<{ undeclared: boolean; byDeployment: boolean }>, view: StackView, service: LinkedService, pods: readonly WorkloadFact[], { port, targetPort = port, at }: Port): void {
  const declared = pods.flatMap(({ containers }) => containers.flatMap(({ ports }) => ports));
  const named = typeof targetPort === 'string' && !/^\d+$/.test(targetPort);
  if (isTemplated(String(targetPort)) || declared.some((own) => (named ? own.name === targetPort : own.port === Number(targetPort)))) return;
  const { ref } = service.fact;
  const of = `${pods[0]!.ref.kind} ${pods[0]!.ref.name}`;
  const related = [{ at: pods[0]!.containers[0]!.ports[0]?.at ?? pods[0]!.at, text: `the ports of ${of}` }];
  const lost = { object: ref, component: service.components[0], place: at, what: `port ${port}` };
  if (declared.length === 0 && (!named || context.options.byDeployment)) {
    if (context.options.undeclared)
      reportLost(context, view, {
        ...lost,
        severity: 'info',
        message: `whether Service ${ref.name} leads to a port that ${of} listens on is not said: its containers declare no ports`,
        related,
        fix: { text: `Declare the ports of ${of}.` },
      });
    return;
  }
  const names = declared.map((own) => own.name ?? String(own.port));
  // Others of the Service's ports fit: then this one may be listened on and not declared.
  const single = service.fact.ports.length === 1;
  const use = useOf(view, service);
  const near = nearest(String(targetPort), names);
  reportLost(context, view, {
    ...lost,
    severity: named ? (use ? 'error' : 'warning') : single ? 'warning' : 'info',
    message: `connections to port ${port} of Service ${ref.name} fail${named ? '' : ' unless its pods listen on a port that they do not declare'}: no container of ${of} has port ${targetPort}, only ${names.join(', ') || 'none'}`,
    related: [...related, ...(use && (named || single) ? [use] : [])],
    fix: { text: !named && !single ? `Declare ${targetPort} in a container of ${of}, or remove the port.` : `Set targetPort to ${near ?? names[0] ?? 'a port of the pods'}, or declare ${targetPort} in a container of ${of}.` },
  });
}
