import type { MeshGatewayFact } from '../../../analyzer/facts/mesh.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, labelsAreTemplated, labelText, podsWith } from '../../support/objects.js';

export const rule = defineRule({
  id: 'gateway-without-pods',
  theme: 'references',
  severity: 'warning',
  summary: 'An Istio Gateway selects proxies that are not there, or opens a port that their Service does not have.',
  rationale: `
A Gateway opens nothing by itself: it tells the proxies that its selector finds to listen. With no such proxy it is a note that
nobody reads. With a port that the Service before the proxies does not carry, the proxy listens and no packet arrives, which from
outside is a connection that times out, the slowest way to fail.`,
  fix: 'Select the labels of the gateway that runs, and give its Service each port that a server opens.',
  limits: `
- Gateway proxies are usually installed with the mesh and not from the application's repository: that none is declared here is
  information. Their ports are compared only where the proxies and their Service are declared.
- The proxies that Istio's own profiles install (\`istio: ingressgateway\`, \`istio: egressgateway\`) are taken to be there.
- A Service's port and the port that it leads to both count.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/gateway/', 'https://istio.io/latest/docs/reference/config/analysis/ist0162/'],
  needs: ['mesh-gateway'],
  options: { builtIn: false, checks: ['pods', 'ports'] as readonly string[] },
  optionDocs: { builtIn: 'Report gateways for the proxies that Istio itself installs, too.', checks: 'What is reported: gateways without pods, ports that no Service has.' },
  peers: [{ id: 'istio/IST0101', options: { checks: ['pods'], builtIn: true } }, { id: 'istio/IST0162', options: { checks: ['ports'] } }, { id: 'kiali/KIA0302', options: { checks: ['pods'] } }],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('mesh-gateway')) {
        if (Object.keys(fact.selector).length === 0 || labelsAreTemplated(fact.selector)) continue;
        const builtIn = !context.options.builtIn && BUILT_IN.has(fact.selector['istio'] ?? '') && Object.keys(fact.selector).length === 1;
        context.looked();
        const pods = context.stacks.flatMap((other) => podsWith(other, fact.selector).map((pod) => ({ ...pod, view: other })));
        if (pods.length > 0 && context.options.checks.includes('ports')) checkPorts(context, view, fact, pods);
        if (pods.length === 0 && !builtIn && context.options.checks.includes('pods'))
          reportLost(context, view, {
            object: fact.ref,
            severity: 'info',
            message: `Gateway ${fact.ref.name} opens nothing unless pods with ${labelText(fact.selector)} are deployed elsewhere`,
            place: fact.selectorAt,
            fix: { text: `Deploy a gateway with ${labelText(fact.selector)}, or correct the selector.` },
            what: 'pods',
          });
      }
  },
});

/** Labels of the gateways that Istio's own profiles and charts install. https://istio.io/latest/docs/setup/additional-setup/config-profiles/ */
const BUILT_IN: ReadonlySet<string> = new Set(['ingressgateway', 'egressgateway']);

function checkPorts(context: RuleContext<{ checks: readonly string[] }>, view: StackView, fact: MeshGatewayFact, pods: readonly (ReturnType<typeof podsWith>[number] & { readonly view: StackView })[]): void {
  const services = pods.flatMap((pod) => pod.view.services.filter((service) => service.namespace === pod.namespace && matchesLabels(service.fact.selector, pod.fact.podLabels)));
  const open = new Set(services.flatMap((service) => service.fact.ports.flatMap(({ port, targetPort }) => [port, targetPort])));
  for (const { port, at } of fact.servers) {
    if (open.has(port)) continue;
    reportLost(context, view, {
      object: fact.ref,
      severity: services.length === 0 ? 'info' : 'warning',
      message: `connections to port ${port} of Gateway ${fact.ref.name} time out: ${services.length === 0 ? 'no Service here leads to its pods' : `Service ${services[0]!.fact.ref.name} has no such port`}`,
      place: at,
      related: [{ at: pods[0]!.fact.at, text: `${pods[0]!.fact.ref.kind} ${pods[0]!.fact.ref.name} runs the gateway` }, ...services.slice(0, 1).map((service) => ({ at: service.fact.at, text: `Service ${service.fact.ref.name}` }))],
      fix: { text: `Add port ${port} to the Service of the gateway, or correct the server.` },
      what: `port ${port}`,
    });
  }
}
