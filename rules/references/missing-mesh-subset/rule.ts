import { defineRule } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { rulesFor } from '../../support/mesh/subsets.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-mesh-subset',
  theme: 'references',
  severity: 'error',
  summary: 'A VirtualService routes to a subset that no DestinationRule of the host defines.',
  rationale: `
A subset exists only by a DestinationRule. A route that names another has no cluster to send to, and the proxy answers 503 for
every request of the route, although all pods of the Service are healthy. It is the usual accident of a canary: the route is
applied before the DestinationRule, or the version is renamed in one of the two.`,
  fix: 'Define the subset in a DestinationRule for the same host, and apply that one first.',
  limits: `
DestinationRules of all stacks of the tree count, also those for a wildcard. Where the tree has none at all for the host, they are
kept elsewhere: information. A weight of 0 sends nothing, and a mirror only copies.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset', 'https://istio.io/latest/docs/reference/config/analysis/ist0101/'],
  needs: ['virtual-service'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0101', 'kiali/KIA1107'],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service'))
        for (const { host, subset, mirror, weight } of fact.rules.flatMap(({ destinations }) => destinations)) {
          if (subset === undefined || isTemplated(subset.text) || isTemplated(host)) continue;
          context.looked();
          const rules = rulesFor(context.system, view, fact.ref, host);
          const subsets = rules.flatMap((each) => each.fact.subsets.map(({ name }) => name));
          if (subsets.includes(subset.text) || subsets.some(isTemplated)) continue;
          reportLost(context, view, {
            object: fact.ref,
            severity: rules.length === 0 ? 'info' : mirror || weight?.text === '0' ? 'warning' : 'error',
            message: `requests that VirtualService ${fact.ref.name} sends to ${host} fail: no DestinationRule ${rules.length === 0 ? 'here ' : ''}defines its subset ${subset.text}${subsets.length > 0 ? `, only ${subsets.join(', ')}` : ''}`,
            place: subset.at,
            related: rules.slice(0, 1).map((each) => ({ at: each.fact.at, text: `DestinationRule ${each.fact.ref.name}` })),
            fix: nameOrAdd(subset.text, subsets, `the subset ${subset.text} to a DestinationRule for ${host}`),
            what: `subset ${host} ${subset.text}`,
          });
        }
  },
});
