import type { MeshDestination, VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { nameOrAdd, reportLost, type Lost } from '../../support/lost.js';
import { fullName } from '../../support/mesh/names.js';
import { registryOf } from '../../support/mesh/registry.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-mesh-host',
  theme: 'references',
  severity: 'error',
  summary: 'A VirtualService sends requests to a host, or a port of it, that the mesh does not know.',
  rationale: `
Envoy sends a request to a cluster by name. When the destination's host is in no registry, there is no cluster of that name, and
the proxy answers 503 by itself: no pod sees the request, no application log has it. A short name is completed with the namespace
of the VirtualService, not with that of its callers, so moving the object to another namespace is enough to break it.`,
  fix: 'Name the Service in full (`cart.shop.svc.cluster.local`), or declare a ServiceEntry for a host outside.',
  limits: `
- Hosts are Services and ServiceEntries of all stacks of the tree, with wildcards and with what \`exportTo\` hides. Where no namespace
  is written, whichever fits is taken.
- \`cart.shop\` and \`cart.shop.svc\` work in the cluster's DNS and not in the mesh's registry: information, since the Service is there.
- Hosts outside, and Services of a namespace of which the tree declares none, may be registered elsewhere: information.
- A mirror gets copies that nobody waits for, and a weight of 0 nothing: they do not fail requests.`,
  references: ['https://istio.io/latest/docs/reference/config/analysis/ist0101/', 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination'],
  needs: ['virtual-service'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0101', 'kiali/KIA1101'],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service'))
        for (const destination of fact.rules.flatMap(({ destinations }) => destinations)) {
          if (isTemplated(destination.host)) continue;
          context.looked();
          const lost = lostAt(context, view, fact, destination);
          if (lost) reportLost(context, view, { object: fact.ref, place: destination.at, ...lost });
        }
  },
});

function lostAt(context: Pick<RuleContext, 'system'>, view: StackView, { ref }: VirtualServiceFact, { host, port, mirror, weight }: MeshDestination): Omit<Lost, 'object' | 'place'> | undefined {
  const registry = registryOf(context.system);
  const name = registry.nameOf(view, ref, host);
  const found = registry.find(view, ref, host);
  const idle = mirror || weight?.text === '0';
  const of = mirror ? `copies of requests that VirtualService ${ref.name} mirrors are lost` : `requests that VirtualService ${ref.name} sends to ${host} fail`;
  if (found.length === 0) {
    const known = name.is === 'service' && registry.knows(name);
    const here = view.services.filter((each) => name.is === 'service' && each.namespace === name.namespace).map((each) => each.fact.ref.name);
    const namesake = name.is === 'service' ? view.services.find((each) => each.fact.ref.name === name.name) : undefined;
    return {
      severity: !known ? 'info' : idle ? 'warning' : 'error',
      message: `${of}${known ? '' : ', unless it is deployed elsewhere'}: ${name.is === 'service' ? `there is no Service ${name.name} in namespace ${name.namespace}${known ? '' : ' here'} that it may use` : `no ServiceEntry here registers ${host}`}`,
      related: namesake ? [{ at: namesake.fact.at, text: `has this name, in namespace ${namesake.namespace}` }] : [],
      fix: name.is === 'service' ? nameOrAdd(name.name, here.filter((each) => each !== name.name), `Service ${name.name} in namespace ${name.namespace}`) : { text: `Add a ServiceEntry for ${host}, or correct the name.` },
      what: `host ${host}`,
    };
  }
  const ports = [...new Set(found.flatMap((each) => each.ports))];
  if (port !== undefined && ports.length > 0 && !ports.includes(port))
    return { severity: idle ? 'warning' : 'error', message: `${of}: ${host} has no port ${port}, only ${ports.join(', ')}`, related: [{ at: found[0]!.at, text: `declares ${host}` }], fix: { text: `Name a port of ${host}: ${ports.join(', ')}.` }, what: `host ${host} port ${port}` };
  if (name.is === 'service' && name.short && found.some((each) => each.service))
    return { severity: 'info', message: `requests that VirtualService ${ref.name} sends to ${host} may fail: the mesh knows this Service as ${fullName(name)} only`, fix: { text: `Write ${fullName(name)}.` }, what: `host ${host}` };
  return undefined;
}
