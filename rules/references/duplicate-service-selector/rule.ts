import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import type { LinkedService, StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, labelText } from '../../support/objects.js';

export const rule = defineRule({
  id: 'duplicate-service-selector',
  theme: 'references',
  severity: 'info',
  summary: 'Two Services of a namespace select the same pods.',
  rationale: `
Two names for the same pods are two places to keep right. Callers settle on either; when one of the Services is changed, moved or
deleted as unused, the callers of that one fail, and traffic settings that name a Service hold for half of the calls. Often the
second is a copy whose selector was forgotten, and then its callers reach the wrong pods.`,
  fix: 'Keep one of the Services, or give each the label that tells its pods from those of the other.',
  limits: `
A headless Service beside a normal one is how StatefulSets are reached, and one that is published beside an internal one is usual:
such pairs are left alone. Services of other namespaces, and those without selector, are not compared.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/'],
  needs: ['service'],
  options: { publishedPairs: false, covering: false },
  optionDocs: { publishedPairs: 'Also report a published Service (LoadBalancer, NodePort) beside an internal one.', covering: 'Also report a Service that selects what an earlier one selects, and more labels; headless or not.' },
  peers: [{ id: 'kyverno/require-unique-service-selector', options: { publishedPairs: true, covering: true } }],
  check(context) {
    for (const view of clusters(context)) {
      const first = new Map<string, LinkedService>();
      for (const service of view.services) {
        const { fact, namespace } = service;
        if (fact.selector === undefined || fact.type === 'ExternalName') continue;
        context.looked();
        const published = context.options.publishedPairs || fact.type === 'ClusterIP' ? '' : fact.type;
        const { covering } = context.options;
        const key = JSON.stringify([namespace, covering || fact.headless, published, Object.entries(fact.selector).sort()]);
        const other = first.get(key) ?? (covering ? [...first.values()].find((each) => each.namespace === namespace && matchesLabels(each.fact.selector!, fact.selector!)) : undefined);
        if (other === undefined) first.set(key, service);
        else if (other.fact.ref.name !== fact.ref.name) report(context, view, other, service);
      }
    }
  },
});

const report = (context: Pick<RuleContext, 'report'>, view: StackView, { fact: first }: LinkedService, { fact, components }: LinkedService): void =>
  reportLost(context, view, {
    object: fact.ref,
    component: components[0],
    severity: 'info',
    message: `Service ${fact.ref.name} is a second name for the pods of Service ${first.ref.name}: both select ${labelText(fact.selector!)}`,
    place: fact.selectorAt ?? fact.at,
    related: [{ at: first.selectorAt ?? first.at, text: `Service ${first.ref.name}` }],
    fix: { text: `Remove Service ${fact.ref.name} or ${first.ref.name}, or let each select what only its pods have.` },
    what: `selector of ${first.ref.name}`,
  });
