import { defineRule } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { registryOf } from '../../support/mesh/registry.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'unknown-destination-rule-host',
  theme: 'references',
  severity: 'warning',
  summary: 'A DestinationRule is for a host that the mesh does not know, so its limits protect nothing.',
  rationale: `
Connection pools, outlier detection and TLS settings of a DestinationRule hold for calls to its host. A host that is in no registry
is never called by that name, so nothing of it is in force, and nobody notices: the calls work. What is missing shows when the
Service behind the right name is overloaded and no circuit opens.`,
  fix: 'Name the Service in full, or declare the ServiceEntry that the rule is for.',
  limits: `
- Services and ServiceEntries of all stacks of the tree count, with wildcards and \`exportTo\`. Wildcard rules that end in \`.local\`, or
  cover a Service, are for all of them.
- Hosts outside, and Services of a namespace of which the tree declares none, may be registered elsewhere: information.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/', 'https://istio.io/latest/docs/reference/config/analysis/ist0174/'],
  needs: ['destination-rule'],
  options: { ownNamespace: false },
  optionDocs: { ownNamespace: 'Leave out Services of other namespaces.' },
  peers: ['istio/IST0174', { id: 'kiali/KIA0202', options: { ownNamespace: true } }],
  check(context) {
    const registry = registryOf(context.system);
    for (const view of clusters(context))
      for (const { ref, host } of view.declared('destination-rule')) {
        if (isTemplated(host.text) || /^\*(\..*)?\.?local$|^\*$/.test(host.text)) continue;
        context.looked();
        if (registry.find(view, ref, host.text).length > 0) continue;
        const name = registry.nameOf(view, ref, host.text);
        if (context.options.ownNamespace && name.is === 'service' && name.namespace !== view.namespaceOf(ref)) continue;
        const here = view.services.filter((each) => name.is === 'service' && each.namespace === name.namespace).map((each) => each.fact.ref.name);
        const namesake = name.is === 'service' ? view.services.find((each) => each.fact.ref.name === name.name) : undefined;
        reportLost(context, view, {
          object: ref,
          severity: name.is === 'service' && registry.knows(name) ? 'warning' : 'info',
          message: `DestinationRule ${ref.name} protects nothing: ${name.is === 'service' ? `there is no Service ${name.name} in namespace ${name.namespace}` : `no ServiceEntry here registers ${host.text}`}`,
          place: host.at,
          related: namesake ? [{ at: namesake.fact.at, text: `has this name, in namespace ${namesake.namespace}` }] : [],
          fix: nameOrAdd(name.is === 'service' ? name.name : host.text, here, name.is === 'service' ? `Service ${name.name}` : `a ServiceEntry for ${host.text}`),
          what: `host ${host.text}`,
        });
      }
  },
});
