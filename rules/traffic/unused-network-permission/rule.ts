import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { NetworkPeer, NetworkPolicyFact } from '../../../analyzer/facts/types.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, selectorIsTemplated } from '../../support/objects.js';
import { namesOf } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'unused-network-permission',
  theme: 'traffic',
  severity: 'info',
  summary: 'A NetworkPolicy lets in a service that does not call what it protects.',
  rationale: `
A policy is written for the calls of its day and outlives them. What it still lets in that nobody uses is a way by which a failure can
travel that no picture of the system shows: a loop that floods its neighbour, a job that is pointed at the wrong address by a typo in
one variable. And who reads the policy to learn who depends on the service learns something that is not so.`,
  fix: 'Remove the peer, or add what calls it to the analysed tree.',
  limits: `
- Off by default: that nobody calls is known only as far as the code and configuration of the caller are. It is said only of callers
  whose own calls are known, all of whose addresses could be resolved, and that are in the same stack.
- Only peers by \`podSelector\` in the policy's own namespace. A selector that also fits somebody who calls is in use; monitoring is always let in.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  needs: ['network-policy'],
  off: true,
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of clusters(context))
      for (const policy of view.networkPolicies) {
        const protectedOnes = selected(view, policy, policy.selector);
        for (const peer of policy.ingress) {
          const callers = protectedOnes.length === 0 ? [] : callersOf(view, policy, peer);
          context.looked(callers.length > 0 ? 1 : 0);
          if (callers.length > 0 && callers.every((caller) => callsNone(context.system, caller, protectedOnes))) report(context, view, policy, peer, callers, protectedOnes);
        }
      }
  },
});

const selected = (view: StackView, policy: NetworkPolicyFact, selector: NetworkPolicyFact['selector']): readonly Workload[] =>
  view.workloads.filter(({ fact, namespace }) => namespace === view.namespaceOf(policy.ref) && matchesSelector(selector, fact.podLabels));

function callersOf(view: StackView, policy: NetworkPolicyFact, { podSelector, namespaceSelector, cidr }: NetworkPeer): readonly Workload[] {
  const isPlain = podSelector !== undefined && Object.keys(podSelector.matchLabels).length > 0 && namespaceSelector === undefined && cidr === undefined;
  return isPlain && !selectorIsTemplated(podSelector) ? selected(view, policy, podSelector) : [];
}

/** Known to call others, with no address left unresolved, and none of these. */
function callsNone(system: System, { component }: Workload, targets: readonly Workload[]): boolean {
  const out = system.out(component);
  const isKnown = system.clients(component).length > 0 && !system.document.coverage.unresolved.some(({ from }) => from === component);
  return isKnown && system.component(component).role !== 'monitoring' && !targets.some((target) => target.component === component || out.some(({ to }) => to === target.component));
}

function report(context: RuleContext, view: StackView, policy: NetworkPolicyFact, peer: NetworkPeer, callers: readonly Workload[], targets: readonly Workload[]): void {
  const [who, whom] = [callers, targets].map((workloads) => names(namesOf(context.system, [...new Set(workloads.map(({ component }) => component))])));
  reportLost(context, view, {
    object: policy.ref,
    severity: 'info',
    message: `what goes wrong in ${who} can reach ${whom}: NetworkPolicy ${policy.ref.name} lets ${who} in, which ${callers.length === 1 ? 'does' : 'do'} not call ${targets.length === 1 ? 'it' : 'them'}`,
    place: peer.at,
    fix: { text: `Remove ${who} from the callers that NetworkPolicy ${policy.ref.name} allows.` },
    what: `${who} to ${whom}`,
  });
}
