import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { registryOf } from '../../support/mesh/registry.js';
import { amongVariants } from '../../support/mesh/variants.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'unused-traffic-policy',
  theme: 'traffic',
  severity: 'info',
  summary: 'A policy of the mesh is for a host that nothing of the system calls.',
  rationale: `
Limits, retries and timeouts for a host are in force on calls to it. When the callers were moved to another host, the policy stays behind
with the old one: it is reviewed and tuned, and the calls that it was written for have none.`,
  fix: 'Move the policy to the host that is called, or remove it.',
  limits: `
Only hosts of Services whose pods are declared, in a stack of which the graph knows dependencies, and to which no route, gateway or
other component leads: calls from outside the repository are not known, so it is information.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/'],
  needs: ['destination-rule', 'virtual-service'],
  options: {},
  optionDocs: {},
  check(context) {
    const registry = registryOf(context.system);
    for (const view of clusters(context)) {
      if (context.system.document.dependencies.every(({ stacks }) => !stacks.includes(view.stack.id))) continue;
      const routed = new Set(view.routes.flatMap(({ fact, backends }) => (fact.ref.kind === 'VirtualService' && fact.parents.length === 0 ? [] : backends.flatMap(({ components }) => components))));
      const meshOnly = view.declared('virtual-service').filter(({ gateways }) => gateways.length === 0).flatMap((fact) => fact.hosts.map((host) => ({ ref: fact.ref, fact, host })));
      for (const { ref, fact, host } of [...view.declared('destination-rule').map((each) => ({ ref: each.ref, fact: each, host: each.host })), ...meshOnly]) {
        context.looked();
        const services = registry.find(view, ref, host.text);
        const components = services.flatMap(({ service }) => service?.components ?? []);
        if (services.some(({ entry }) => entry) || components.length === 0 || amongVariants(view, fact)) continue;
        const used = components.some((id) => context.system.in(id).length > 0 || context.system.component(id).evidence.some(({ mechanism }) => mechanism === 'route')) || services.some(({ service }) => service?.fact.type === 'LoadBalancer' || service?.fact.type === 'NodePort');
        if (used || components.some((id) => routed.has(id))) continue;
        reportLost(context, view, {
          object: ref,
          component: components[0],
          severity: 'info',
          message: `${ref.kind} ${ref.name} limits calls that nobody makes: nothing here calls ${host.text}`,
          place: host.at,
          related: [{ at: services[0]!.at, text: `Service ${services[0]!.ref.name}` }],
          fix: { text: `Move ${ref.kind} ${ref.name} to the host that is called, or remove it.` },
          what: `host ${host.text}`,
        });
      }
    }
  },
});
