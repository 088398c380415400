import type { NetworkPolicyFact, NetworkPeer } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, inOtherStack, operatorMayMake, podsSelected, selectorIsTemplated, selectorText } from '../../support/objects.js';

export const rule = defineRule({
  id: 'network-policy-peer-without-pods',
  theme: 'references',
  severity: 'warning',
  summary: 'A NetworkPolicy lets in, or out to, pods with labels that no pod has.',
  rationale: `
A policy that selects a pod denies what it does not list. When the labels of a peer fit no pod, the connections that were to be
allowed are dropped: no reset, no answer, so each caller waits for its timeout. That the policy is wrong shows as slowness, which is
looked for everywhere else first.`,
  fix: 'Let the selector of the peer match the labels of the pods that call, or that are called.',
  limits: `
- Only peers by \`podSelector\` alone, which means the policy's own namespace. Other namespaces and address blocks are not known here.
- A warning where all peers of a direction are like this, so that nobody gets through; information where others remain, for a peer
  may be deployed from another repository.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  needs: ['network-policy'],
  options: {},
  optionDocs: {},
  peers: ['kube-linter/dangling-networkpolicypeer-podselector', 'popeye/1201', 'popeye/1202', 'popeye/1206', 'popeye/1207', 'popeye/1208'],
  check(context) {
    for (const view of clusters(context))
      for (const policy of view.networkPolicies) {
        context.looked();
        for (const direction of ['ingress', 'egress'] as const) checkPeers(context, view, policy, direction);
      }
  },
});

function checkPeers(context: RuleContext, view: StackView, policy: NetworkPolicyFact, direction: 'ingress' | 'egress'): void {
  const namespace = view.namespaceOf(policy.ref);
  const lost = policy[direction].filter((peer) => isLost(context, view, peer, namespace));
  for (const { podSelector, at } of lost)
    reportLost(context, view, {
      object: policy.ref,
      severity: lost.length === policy[direction].length && podsSelected(view, policy.selector, namespace).length > 0 ? 'warning' : 'info',
      message: `NetworkPolicy ${policy.ref.name} lets ${direction === 'ingress' ? 'nobody in' : 'its pods reach nobody'} through this peer: no pod in namespace ${namespace} has ${selectorText(podSelector!)}`,
      place: at,
      fix: { text: `Let the peer of NetworkPolicy ${policy.ref.name} match the labels of a pod template, or remove it.` },
      what: `${direction} ${selectorText(podSelector!)}`,
    });
}

function isLost(context: RuleContext, view: StackView, { podSelector, namespaceSelector, cidr }: NetworkPeer, namespace: string): boolean {
  if (podSelector === undefined || namespaceSelector !== undefined || cidr !== undefined || selectorIsTemplated(podSelector)) return false;
  if (podsSelected(view, podSelector, namespace).length > 0 || operatorMayMake(view, Object.values(podSelector.matchLabels))) return false;
  return !inOtherStack(context, view, (other) => podsSelected(other, podSelector).length > 0);
}
