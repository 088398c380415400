import type { NetworkPolicyFact } from '../../../analyzer/facts/types.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { clusters, podsOf } from '../../support/objects.js';
import { SCORED } from '../../support/peers.js';

const saysWho = ({ selector, ingress, egress }: NetworkPolicyFact): boolean => Object.keys(selector.matchLabels).length > 0 && ingress.length > 0 && egress.length > 0;

export const rule = defineRule({
  id: 'unrestricted-network',
  theme: 'traffic',
  severity: 'info',
  summary: 'No NetworkPolicy selects a pod, so everything in the cluster can reach it, and it everything.',
  rationale: `
Without a policy any pod may open connections to any other: a batch job with the wrong address fills the connections of a database that
it has no business with, a broken client floods a service of another team. A policy is the wall that keeps one team's accident in
its own rooms.`,
  fix: 'Add a NetworkPolicy that selects the pod and lets in who calls it.',
  limits: 'Off by default: a cluster without policies is a decision, not a slip of one manifest. Policies of other kinds (Cilium, Calico) are not read.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation'],
  needs: ['workload'],
  options: { types: ['Ingress'] as readonly string[], rules: false },
  optionDocs: { types: 'Directions for which a policy has to select the pod: Ingress, Egress. An empty list asks for any policy.', rules: 'Count only policies that name the pods by labels and say for each direction who is let through.' },
  off: true,
  peers: [
    { id: 'kube-linter/non-isolated-pod', options: { types: [] } }, { id: 'kube-score/pod-networkpolicy', options: { types: ['Ingress', 'Egress'] }, of: SCORED }, { id: 'polaris/missingNetworkPolicy', options: { types: ['Ingress', 'Egress'], rules: true } },
    { id: 'checkov/CKV2_K8S_6', options: { types: [] } }, { id: 'popeye/1204', options: { types: ['Ingress', 'Egress'] } }, { id: 'popeye/1205', options: { types: ['Ingress', 'Egress'] } },
  ],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        const { fact, namespace } = pod;
        context.looked();
        const policies = view.networkPolicies.filter((policy) => view.namespaceOf(policy.ref) === namespace && matchesSelector(policy.selector, fact.podLabels) && (!context.options.rules || saysWho(policy)));
        const missing = context.options.types.filter((type) => !policies.some(({ types }) => (types as readonly string[]).includes(type)));
        if (context.options.types.length === 0 ? policies.length > 0 : missing.length === 0) continue;
        const directions = missing.length === 1 ? (missing[0] === 'Ingress' ? 'everything in the cluster may call' : 'everything may be called by') : 'everything may call, and be called by,';
        reportLost(context, view, {
          object: fact.ref,
          component: componentOf(view, pod),
          severity: 'info',
          message: `${directions} ${fact.ref.kind} ${fact.ref.name}: no NetworkPolicy of namespace ${namespace} selects its pods`,
          place: fact.at,
          fix: { text: `Add a NetworkPolicy for the pods of ${fact.ref.name}.` },
          what: 'network',
        });
      }
  },
});
