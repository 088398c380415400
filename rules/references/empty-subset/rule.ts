import type { DestinationRuleFact } from '../../../analyzer/facts/mesh.js';
import type { Labels } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { registryOf } from '../../support/mesh/registry.js';
import { routesTo } from '../../support/mesh/subsets.js';
import { clusters, labelsAreTemplated, labelText, podsWith } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'empty-subset',
  theme: 'references',
  severity: 'warning',
  summary: 'A subset of a DestinationRule asks for labels that no pod of the Service has.',
  rationale: `
The proxies keep a cluster for each subset. One whose labels no pod has is a cluster without endpoints: requests that are routed to
it are answered with 503 and the flag UH, while the same Service serves all others. It happens when a version is retired and its
route stays, or when a chart changes the label that the subset is made of.`,
  fix: 'Let the subset have the labels of the pods that it is for, or remove it and the routes to it.',
  limits: `
- Pods are those that the Service selects, in any stack of the tree. Labels that the mesh adds from the node (region, zone, subzone,
  host, network, cluster) are not compared.
- It is information where no route of the tree uses the subset, and where no pod of the Service is declared here. Subsets of a
  ServiceEntry are labels of its endpoints, which are left alone.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset', 'https://istio.io/latest/docs/reference/config/analysis/ist0173/'],
  needs: ['destination-rule'],
  options: { nodeLabels: ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone', 'topology.istio.io/network', 'topology.istio.io/cluster', 'kubernetes.io/hostname', 'failure-domain.beta.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone'] as readonly string[], checks: ['pods'] as readonly string[] },
  optionDocs: { nodeLabels: 'Labels that pods get from where they run.', checks: 'What is reported: subsets without `pods`. There are also `host`, subsets of a host that nothing declares, and `labels`, subsets that ask for none.' },
  peers: ['istio/IST0173', { id: 'kiali/KIA0203', options: { checks: ['pods', 'host'] } }, { id: 'kiali/KIA0209', options: { checks: ['labels'] } }],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('destination-rule'))
        for (const subset of fact.subsets) {
          const { checks } = context.options;
          if (checks.includes('labels') && Object.keys(subset.labels).length === 0 && !fact.host.text.startsWith('*')) reportBare(context, view, fact, subset);
          const labels = Object.fromEntries(Object.entries(subset.labels).filter(([key]) => !context.options.nodeLabels.includes(key)));
          if (Object.keys(labels).length === 0 || labelsAreTemplated(labels)) continue;
          context.looked();
          checkSubset(context, view, fact, { ...subset, labels });
        }
  },
});

function checkSubset(context: RuleContext<{ checks: readonly string[] }>, view: StackView, fact: DestinationRuleFact, { name, labels, at }: DestinationRuleFact['subsets'][number]): void {
  const found = registryOf(context.system).find(view, fact.ref, fact.host.text);
  const services = found.filter(({ service }) => service?.fact.selector !== undefined);
  const { checks } = context.options;
  if (checks.includes('host') && (fact.host.text.startsWith('*') || (found.length === 0 && !isTemplated(fact.host.text)))) {
    if (!fact.host.text.startsWith('*')) reportLost(context, view, { object: fact.ref, severity: 'info', message: `subset ${name} of DestinationRule ${fact.ref.name} is empty: nothing here declares ${fact.host.text}`, place: at, fix: { text: `Declare ${fact.host.text}, or correct the name.` }, what: `subset ${name}` });
    return;
  }
  if (services.length === 0 || !checks.includes('pods')) return;
  const podsOfService = (more: Labels) => services.flatMap(({ service }) => context.stacks.flatMap((other) => podsWith(other, { ...service!.fact.selector!, ...more })));
  if (podsOfService(labels).length > 0) return;
  const all = podsOfService({});
  const routes = routesTo(context.system, view, fact, name);
  reportLost(context, view, {
    object: fact.ref,
    severity: all.length > 0 && routes.length > 0 ? 'warning' : 'info',
    message: `subset ${name} of DestinationRule ${fact.ref.name} is empty: no pod of Service ${services[0]!.ref.name} ${all.length === 0 ? 'that is declared here ' : ''}has ${labelText(labels)}${routes.length > 0 ? `, so requests that VirtualService ${routes[0]!.fact.ref.name} sends there fail` : ''}`,
    place: at,
    related: [{ at: services[0]!.at, text: `Service ${services[0]!.ref.name}` }, ...routes.slice(0, 1).map((route) => ({ at: route.fact.at, text: `VirtualService ${route.fact.ref.name} sends requests there` }))],
    fix: nameOrAdd(Object.values(labels)[0]!, all.flatMap((pod) => pod.fact.podLabels[Object.keys(labels)[0]!] ?? []), `pods with ${labelText(labels)}`),
    what: `subset ${name}`,
  });
}

const reportBare = (context: Pick<RuleContext, 'report'>, view: StackView, { ref }: DestinationRuleFact, { name, at }: DestinationRuleFact['subsets'][number]): void =>
  reportLost(context, view, {
    object: ref,
    severity: 'info',
    message: `subset ${name} of DestinationRule ${ref.name} is all pods: it asks for no labels`,
    place: at,
    fix: { text: `Name the labels of the pods of subset ${name}.` },
    what: `labels of subset ${name}`,
  });
