import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { usesMesh } from '../../support/mesh/injection.js';
import { protocolIsSaid } from '../../support/mesh/protocols.js';
import { clusters } from '../../support/objects.js';
import { knownOf } from '../../../analyzer/facts/value.js';

export const rule = defineRule({
  id: 'external-name-port',
  theme: 'traffic',
  severity: 'info',
  summary: 'An ExternalName Service of the mesh has a port that the proxies treat as plain TCP, which takes traffic that is not for it.',
  rationale: `
A TCP port without a virtual address is a listener for every address: the proxy sends all traffic on this port, to whatever host, to
the one that the Service names. One such Service for port 443 breaks calls of the whole namespace to other hosts, and their errors
name hosts that have nothing to do with it.`,
  fix: 'Name the port after what it speaks (`http`, `tls`, `https`), or use a ServiceEntry with an address.',
  limits: 'Only where the tree uses a mesh; `always` looks at every Service. Ports that say a protocol other than `tcp` are fine.',
  references: ['https://istio.io/latest/docs/ops/configuration/traffic-management/traffic-routing/', 'https://istio.io/latest/docs/reference/config/analysis/ist0150/'],
  needs: ['service'],
  options: { always: false },
  optionDocs: { always: 'Also look where no manifest of the tree belongs to a mesh.' },
  peers: [{ id: 'istio/IST0150', options: { always: true } }],
  check(context) {
    if (!context.options.always && !usesMesh(context.system)) return;
    for (const view of clusters(context))
      for (const { fact } of view.services) {
        if (fact.type !== 'ExternalName') continue;
        context.looked();
        const wrong = fact.ports.find((port) => !protocolIsSaid(port) || port.name === 'tcp');
        if (wrong) reportLost(context, view, {
          object: fact.ref,
          severity: 'info',
          message: `all traffic of the mesh on port ${wrong.port} may go to ${knownOf(fact.externalName) ?? 'the host'} of Service ${fact.ref.name}: the port says no protocol by which to tell hosts apart`,
          place: wrong.at,
          fix: { text: 'Name the port http, https or tls, or use a ServiceEntry.' },
          what: 'ports',
        });
      }
  },
});
