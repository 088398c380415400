import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { sameHost } from '../../support/mesh/names.js';
import { registryOf } from '../../support/mesh/registry.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'subset-bypassed-by-gateway',
  theme: 'traffic',
  severity: 'info',
  summary: 'A gateway routes to a host without subset, past the VirtualService that splits the host\'s traffic inside the mesh.',
  rationale: `
A VirtualService for the mesh holds for calls between pods. What comes in through a gateway follows the VirtualService of the gateway
alone: its destination without subset is every pod of the Service, the canary and the one that was taken out included. Users then get
versions that internal callers never see.`,
  fix: 'Name the subset in the gateway\'s route as well, or put both into one VirtualService with `gateways: [mesh, edge]`.',
  limits: 'Only http routes whose destination names the host as the other VirtualService does. Files that are alternatives are left alone.',
  references: ['https://istio.io/latest/docs/ops/common-problems/network-issues/#route-rules-have-no-effect-on-ingress-gateway-requests', 'https://istio.io/latest/docs/reference/config/analysis/ist0140/'],
  needs: ['virtual-service'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0140'],
  check(context) {
    const { nameOf } = registryOf(context.system);
    for (const view of clusters(context)) {
      const all = together(view, 'virtual-service');
      context.looked(all.length);
      const split = all.flatMap((fact) => fact.rules.flatMap(({ protocol, destinations }) => destinations.filter(({ host, subset }) => protocol === 'http' && subset && fact.hosts.some(({ text }) => text === host)).map(({ host }) => ({ fact, host: nameOf(view, fact.ref, host) }))));
      for (const fact of all) {
        if (fact.gateways.length === 0) continue;
        for (const { host, at } of fact.rules.flatMap(({ protocol, destinations }) => (protocol === 'http' ? destinations.filter(({ subset, mirror }) => !subset && !mirror) : []))) {
          const other = split.find((each) => each.fact !== fact && sameHost(each.host, nameOf(view, fact.ref, host)));
          if (other === undefined || amongVariants(view, fact, other.fact)) continue;
          reportLost(context, view, {
            object: fact.ref,
            severity: 'info',
            message: `requests through ${fact.gateways[0]!.text} reach every pod of ${host}: VirtualService ${fact.ref.name} names no subset, and the split of ${other.fact.ref.name} is for calls inside the mesh`,
            place: at,
            related: [{ at: other.fact.at, text: `VirtualService ${other.fact.ref.name} splits by subset` }],
            fix: { text: `Name the subset of ${host} in VirtualService ${fact.ref.name}.` },
            what: `host ${host}`,
          });
        }
      }
    }
  },
});
