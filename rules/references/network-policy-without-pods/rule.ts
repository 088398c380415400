import { isEmptySelector } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, hasPods, inOtherStack, operatorMayMake, podsSelected, selectorIsTemplated, selectorText } from '../../support/objects.js';

export const rule = defineRule({
  id: 'network-policy-without-pods',
  theme: 'references',
  severity: 'warning',
  summary: 'A NetworkPolicy selects labels that no pod of its namespace has, so it isolates nobody.',
  rationale: `
Traffic is allowed unless a policy selects the pod. A policy whose labels fit none is accepted and changes nothing: the pods that it
was to protect take connections from everywhere, and a component that goes wild reaches all of them. A renamed label is enough, and
no request ever fails to show it.`,
  fix: 'Let `podSelector` match the labels of the pod template, in the namespace of the policy.',
  limits: 'An empty selector is for all pods. Pods of other stacks of the tree count, and those that a custom resource of the stack may bring. Where the namespace has no pods here, they may come from elsewhere: information.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  needs: ['network-policy'],
  options: { emptySelector: false },
  optionDocs: { emptySelector: 'Look at policies for all pods, too: they are for nobody where no pod is.' },
  peers: [{ id: 'kube-linter/dangling-networkpolicy', options: { emptySelector: true } }, { id: 'kube-score/networkpolicy-targets-pod', options: { emptySelector: true }, of: ['networking.k8s.io/v1/NetworkPolicy'] }, 'kubescape/C-0299', 'kics/85ab1c5b', 'popeye/1200', 'popeye/1203'],
  check(context) {
    for (const view of clusters(context))
      for (const { ref, at, selector, selectorAt } of view.networkPolicies) {
        if ((isEmptySelector(selector) && !context.options.emptySelector) || selectorIsTemplated(selector)) continue;
        context.looked();
        const namespace = view.namespaceOf(ref);
        if (podsSelected(view, selector, namespace).length > 0 || inOtherStack(context, view, (other) => podsSelected(other, selector).length > 0)) continue;
        if (operatorMayMake(view, Object.values(selector.matchLabels))) continue;
        const elsewhere = podsSelected(view, selector)[0];
        const known = hasPods(context, namespace);
        reportLost(context, view, {
          object: ref,
          severity: known ? 'warning' : 'info',
          message: `NetworkPolicy ${ref.name} isolates nobody: no pod ${known ? `in namespace ${namespace}` : 'that is declared here'} has ${selectorText(selector)}`,
          place: selectorAt ?? at,
          related: elsewhere ? [{ at: elsewhere.fact.at, text: `has these labels, but is in namespace ${elsewhere.namespace}` }] : [],
          fix: { text: `Let the podSelector of NetworkPolicy ${ref.name} match the labels of a pod template.` },
          what: 'pods',
        });
      }
  },
});
