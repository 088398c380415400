import type { VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { gatewaysNamed } from '../../support/mesh/gateways.js';
import { qualified } from '../../support/mesh/names.js';
import { registryOf } from '../../support/mesh/registry.js';
import { clusters } from '../../support/objects.js';
import type { StackView, System } from '../../../analyzer/system/system.js';

export const rule = defineRule({
  id: 'missing-destination-port',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A route names a host with several ports and not which of them it means.',
  rationale: `
With one port a Service leaves no choice. With several, Istio takes the port on which the request came in: inside the mesh that is
the one that the caller asked for, at a gateway it is the gateway's own, 80 or 443. If the Service has no such port there is no cluster
to send to, and every request of the route ends in 503.`,
  fix: 'Give the destination the port: `port: {number: 8080}`.',
  limits: `
A warning where the route is bound to a gateway whose port the Service does not have, or that is not declared here; else it works
by the rule above, and is information. Adding a second port to a Service is what turns the one into the other.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination', 'https://istio.io/latest/docs/reference/config/analysis/ist0112/'],
  needs: ['virtual-service'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0112'],
  check(context) {
    const registry = registryOf(context.system);
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service'))
        for (const { host, port, at, mirror } of fact.rules.flatMap(({ destinations }) => destinations)) {
          context.looked();
          const found = registry.find(view, fact.ref, host)[0];
          const ports = [...new Set(found?.ports)];
          if (port !== undefined || found === undefined || ports.length < 2) continue;
          const listens = incoming(context.system, view, fact);
          const certain = listens.length > 0 && !listens.some((each) => each !== undefined && ports.includes(each));
          reportLost(context, view, {
            object: fact.ref,
            severity: certain && !mirror ? 'warning' : 'info',
            message: `which port of ${host} VirtualService ${fact.ref.name} sends requests to is not said: it has ${ports.join(', ')}${certain ? ', and the gateway listens on another' : ''}`,
            place: at,
            related: [{ at: found.at, text: `declares ${host}` }],
            fix: { text: `Add the port to the destination ${host}.` },
            what: `port of ${host}`,
          });
        }
  },
});

/** Ports of the gateways that it is bound to; undefined for one that is not declared here. */
const incoming = (system: System, view: StackView, { ref, gateways }: VirtualServiceFact): readonly (number | undefined)[] =>
  gateways.filter(({ text }) => text !== 'mesh').flatMap(({ text }) => {
    const { name, namespace, sure } = qualified(view, ref, text);
    const found = gatewaysNamed(system, name).filter((each) => each.namespace === namespace || !sure || !each.sure);
    return found.length === 0 ? [undefined] : found.flatMap(({ ports }) => ports);
  });
