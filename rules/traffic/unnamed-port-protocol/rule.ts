import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { usesMesh } from '../../support/mesh/injection.js';
import { protocolIsSaid } from '../../support/mesh/protocols.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'unnamed-port-protocol',
  theme: 'traffic',
  severity: 'info',
  summary: 'A Service of the mesh does not say which protocol a port speaks, so the proxies guess.',
  rationale: `
Istio reads the protocol from \`appProtocol\` or from the beginning of the port's name. Without either it waits for the first bytes of
each connection. Protocols in which the server speaks first time out over that, and what is not recognised is treated as plain TCP: no
retries, no timeouts, no routes by path, although a VirtualService asks for them.`,
  fix: 'Set `appProtocol`, or name the port after its protocol: `http`, `grpc-api`, `tcp-db`.',
  limits: 'Only where the tree uses a mesh; `always` looks at every Service. UDP, and ports on which the server is known to speak first, are never guessed. Services of type ExternalName have a rule of their own.',
  references: ['https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/', 'https://istio.io/latest/docs/reference/config/analysis/ist0118/'],
  needs: ['service'],
  options: { always: false },
  optionDocs: { always: 'Also look where no manifest of the tree belongs to a mesh.' },
  peers: [{ id: 'istio/IST0118', options: { always: true } }, { id: 'kiali/KIA0601', options: { always: true } }, { id: 'kiali/KIA0602', options: { always: true } }],
  check(context) {
    if (!context.options.always && !usesMesh(context.system)) return;
    for (const view of clusters(context))
      for (const { fact, components } of view.services) {
        if (fact.type === 'ExternalName' || 'gateway.istio.io/managed' in fact.labels || SYSTEM.test(view.namespaceOf(fact.ref))) continue;
        context.looked();
        const [first, ...others] = fact.ports.filter((port) => !protocolIsSaid(port) && !isTemplated(port.name ?? ''));
        if (first === undefined) continue;
        reportLost(context, view, {
          object: fact.ref,
          component: components[0],
          severity: 'info',
          message: `the mesh has to guess what port ${first.port} of Service ${fact.ref.name} speaks: ${first.appProtocol ?? first.name ?? 'it has no name and'} ${first.name === undefined && first.appProtocol === undefined ? 'says no protocol' : 'is no protocol that it knows'}`,
          place: first.at,
          related: others.map(({ at, port }) => ({ at, text: `and port ${port}` })),
          fix: { text: `Set appProtocol on the port, or begin its name with the protocol.`, suggestion: { language: 'yaml', text: 'appProtocol: http', at: first.at } },
          what: 'ports',
        });
      }
  },
});

/** Namespaces that are no part of a mesh. */
const SYSTEM = /^(?:istio-system|kube-system|kube-public|kube-node-lease|local-path-storage)$/;
