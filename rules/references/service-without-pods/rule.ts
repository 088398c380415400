import type { LinkedService, StackView } from '../../../analyzer/system/system.js';
import { nearest } from '../../../analyzer/config/nearest.js';
import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, hasPods, inOtherStack, labelsAreTemplated, labelText, operatorMayLabel, operatorMayMake, podsOf, podsWith } from '../../support/objects.js';
import { useOf } from '../../support/use.js';

export const rule = defineRule({
  id: 'service-without-pods',
  theme: 'references',
  severity: 'error',
  summary: 'A Service selects labels that no pod of its namespace has, so every connection to it fails.',
  rationale: `
A Service is a selector with a name. When no pod has all the labels that it asks for, its list of endpoints stays empty, and
kube-proxy rejects each connection at once. Nothing else complains: the Service has an address, its name resolves, the rollout is
green. It usually begins with a label that was renamed on one side, or with a workload that moved to another namespace.`,
  fix: 'Let the selector match the labels of a pod template in the same namespace, or delete the Service.',
  limits: `
- Pods are searched in the whole stack, and then in the other stacks of the tree, never by folder. A stack of which a part could
  not be read stays quiet, and so does a Service whose pods, or their labels, an operator of the stack may bring.
- Where the tree declares no pod at all in the Service's namespace, a stack there was read in part, or a chart from elsewhere
  is installed there, the pods may come from elsewhere: information.
- An error only where somebody is known to use the Service: a route, an address in the configuration, a published port.
- A Service without selector, or of type ExternalName, is led elsewhere on purpose. \`withoutSelector\` reports the former where no
  Endpoints or EndpointSlice belong to it.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors', 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/'],
  needs: ['service'],
  options: { withoutSelector: false, unlessPods: false, ignoredLabels: [] as readonly string[] },
  optionDocs: { withoutSelector: 'Also report Services that have neither a selector nor Endpoints.', unlessPods: 'Of these, only those whose namespace has no pod at all.', ignoredLabels: 'Labels of a selector that are not compared: those that a tool adds when it deploys.' },
  peers: [{ id: 'kube-linter/dangling-service', options: { withoutSelector: true } }, { id: 'kube-score/service-targets-pod', options: { withoutSelector: true, unlessPods: true } }, 'kubescape/C-0293', 'kics/3ca03a61', 'popeye/1100'],
  check(context) {
    for (const view of clusters(context))
      for (const service of view.services) {
        if (service.fact.type === 'ExternalName') continue;
        context.looked();
        if (service.fact.selector !== undefined) checkSelector(context, view, service);
        else if (context.options.withoutSelector && !(context.options.unlessPods && podsOf(view).some((pod) => pod.namespace === service.namespace)) && !context.stacks.some((each) => each.endpoints.some((e) => e.service === service.fact.ref.name))) reportSelectorless(context, view, service);
      }
  },
});

type Context = RuleContext<{ withoutSelector: boolean; ignoredLabels: readonly string[] }>;

function checkSelector(context: Context, view: StackView, service: LinkedService): void {
  const { fact, namespace, workloads } = service;
  const wanted = Object.fromEntries(Object.entries(fact.selector!).filter(([key]) => !context.options.ignoredLabels.includes(key)));
  if (workloads.length > 0 || Object.keys(wanted).length === 0 || labelsAreTemplated(wanted) || podsWith(view, wanted, namespace).length > 0) return;
  if (inOtherStack(context, view, (other) => podsOf(other).some((pod) => matchesLabels(wanted, pod.fact.podLabels)))) return;
  if (operatorMayMake(view, [...Object.values(wanted), fact.ref.name]) || operatorMayLabel(view, wanted)) return;
  const use = useOf(view, service);
  const elsewhere = podsWith(view, wanted)[0];
  const near = nearest(fact.ref.name, podsOf(view).filter((pod) => pod.namespace === namespace).map((pod) => pod.fact.ref.name));
  // Where nobody wrote the namespace, pods of other stacks are in it by chance.
  const foreign = fact.ref.namespace === undefined ? podsOf(view).length === 0 : !hasPods(context, namespace);
  reportLost(context, view, {
    object: fact.ref,
    severity: foreign ? 'info' : use ? 'error' : 'warning',
    message: `requests to Service ${fact.ref.name} fail: it selects pods with ${labelText(wanted)}, and no pod ${foreign ? 'that is declared here' : `in namespace ${namespace}`} has these labels`,
    place: fact.selectorAt ?? fact.at,
    related: [...(use ? [use] : []), ...(elsewhere ? [{ at: elsewhere.fact.at, text: `has these labels, but is in namespace ${elsewhere.namespace}` }] : [])],
    fix: { text: `Let the selector of Service ${fact.ref.name} match the labels of a pod template${near === undefined ? '' : `, perhaps that of ${near}`}, or remove it.` },
    what: 'pods',
  });
}

const reportSelectorless = (context: Context, view: StackView, { fact }: LinkedService): void =>
  reportLost(context, view, {
    object: fact.ref,
    severity: 'info',
    message: `Service ${fact.ref.name} leads nowhere: it has no selector, and no Endpoints or EndpointSlice here belong to it`,
    place: fact.at,
    fix: { text: `Give Service ${fact.ref.name} a selector, or declare its Endpoints.` },
    what: 'pods',
  });
