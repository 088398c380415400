import type { MeshPolicyFact } from '../../../analyzer/facts/mesh.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters, podsSelected } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-mesh-policies',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two Sidecars, Telemetries or PeerAuthentications are for the same pods; the mesh uses one of them.',
  rationale: `
Of these kinds one object is in force for a pod: the one that selects it, else the one for its namespace. Of two that stand side by
side, the older is used, and the behaviour of the other is undefined in Istio's own words. What the second was to allow, log or
encrypt is not allowed, logged or encrypted.`,
  fix: 'Join the two, or let their selectors tell the pods apart.',
  limits: `
Pods are compared where they are declared. A policy with a selector beside one without is no conflict: the more specific wins. Objects
with \`targetRefs\`, and files that are alternatives, are left alone or information.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/sidecar/', 'https://istio.io/latest/docs/reference/config/analysis/ist0111/'],
  needs: ['mesh-policy'],
  options: { kinds: ['Sidecar', 'Telemetry', 'PeerAuthentication'] as readonly string[], checks: ['namespace', 'pods', 'global'] as readonly string[] },
  optionDocs: { kinds: 'Kinds that are looked at.', checks: 'What is reported: several without selector in a namespace, several that select one pod, a selector in the Sidecar of the whole mesh.' },
  peers: [
    { id: 'istio/IST0110', options: { kinds: ['Sidecar'], checks: ['pods'] } }, { id: 'istio/IST0111', options: { kinds: ['Sidecar'], checks: ['namespace'] } },
    { id: 'istio/IST0159', options: { kinds: ['Telemetry'], checks: ['pods'] } }, { id: 'istio/IST0160', options: { kinds: ['Telemetry'], checks: ['namespace'] } },
    { id: 'kiali/KIA0002', options: { checks: ['namespace'] } }, { id: 'kiali/KIA0003', options: { checks: ['pods'] } }, { id: 'kiali/KIA1006', options: { kinds: ['Sidecar'], checks: ['global'] } },
  ],
  check(context) {
    const { kinds, checks } = context.options;
    for (const view of clusters(context)) {
      const all = together(view, 'mesh-policy').filter(({ ref, targets }) => kinds.includes(ref.kind) && targets.length === 0);
      context.looked(all.length);
      for (const fact of all) {
        const peers = all.filter((other) => other !== fact && other.ref.kind === fact.ref.kind && view.namespaceOf(other.ref) === view.namespaceOf(fact.ref) && (other.selector === undefined) === (fact.selector === undefined));
        const [check, other] = fact.selector === undefined ? ['namespace', peers[0]] : ['pods', peers.find((each) => podInBoth(view, fact, each))];
        if (other && checks.includes(check!)) report(context, view, fact, other);
        if (checks.includes('global') && fact.ref.kind === 'Sidecar' && fact.selector !== undefined && view.namespaceOf(fact.ref) === 'istio-system')
          reportLost(context, view, {
            object: fact.ref,
            severity: 'info',
            message: `Sidecar ${fact.ref.name} is not the default of the mesh: in the mesh's own namespace it may have no workloadSelector`,
            place: fact.selectorAt ?? fact.at,
            fix: { text: 'Remove the workloadSelector, or move the Sidecar to the namespace of its pods.' },
            what: 'global',
          });
      }
    }
  },
});

const podInBoth = (view: StackView, a: MeshPolicyFact, b: MeshPolicyFact): boolean => {
  const selected = podsSelected(view, a.selector!, view.namespaceOf(a.ref));
  return podsSelected(view, b.selector!, view.namespaceOf(a.ref)).some((pod) => selected.includes(pod));
};

const report = (context: Pick<RuleContext, 'report'>, view: StackView, fact: MeshPolicyFact, other: MeshPolicyFact): void =>
  reportLost(context, view, {
    object: fact.ref,
    severity: amongVariants(view, fact, other) ? 'info' : 'warning',
    message: `${fact.ref.kind} ${fact.ref.name} or ${other.ref.name} is not in force: both are for ${fact.selector === undefined ? `all pods of namespace ${view.namespaceOf(fact.ref)}` : 'the same pods'}`,
    place: fact.selectorAt ?? fact.at,
    related: [{ at: other.selectorAt ?? other.at, text: `${other.ref.kind} ${other.ref.name}` }],
    fix: { text: `Join ${fact.ref.kind} ${fact.ref.name} and ${other.ref.name}, or let their selectors differ.` },
    what: `beside ${other.ref.name}`,
  });
