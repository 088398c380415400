import type { MeshPolicyFact } from '../../../analyzer/facts/mesh.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { modeOf, namespacesOf } from '../../support/mesh/injection.js';
import { clusters, podsSelected } from '../../support/objects.js';

export const rule = defineRule({
  id: 'ineffective-mesh-policy',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A policy of the mesh is of a kind that is not carried out where it is put.',
  rationale: `
Not every part of a mesh carries out every policy. In ambient mode there are no sidecars, so a Sidecar does nothing, and what needs a
look into HTTP needs a waypoint: without one, a rule by path or method cannot match, and an ALLOW policy with such rules lets
nobody in. A selector does not reach the pods of a Gateway of the Gateway API; policies for it name it in \`targetRefs\`.`,
  fix: 'Use `targetRefs` for Gateways, deploy a waypoint for policies on HTTP, and remove Sidecars from ambient namespaces.',
  limits: `
Only namespaces that are declared as ambient. A waypoint counts when a Gateway of class \`istio-waypoint\`, or the label
\`istio.io/use-waypoint\` on the namespace or on a Service of it, is declared in the tree; where either may be set elsewhere, the message
says what is missing here.`,
  references: ['https://istio.io/latest/docs/ambient/usage/l7-features/', 'https://istio.io/latest/docs/reference/config/analysis/ist0167/', 'https://istio.io/latest/docs/reference/config/analysis/ist0166/'],
  needs: ['mesh-policy', 'virtual-service', 'destination-rule'],
  options: { checks: ['selector', 'sidecar', 'waypoint'] as readonly string[] },
  optionDocs: { checks: 'What is reported: selectors on pods of Gateways, Sidecars in ambient namespaces, policies on HTTP without waypoint.' },
  peers: [
    { id: 'istio/IST0166', options: { checks: ['selector'] } }, { id: 'istio/IST0167', options: { checks: ['sidecar'] } },
    ...['KIA0210', 'KIA0211', 'KIA0212', 'KIA1109', 'KIA1110', 'KIA1111', 'KIA1112', 'KIA1113', 'KIA1114', 'KIA1115', 'KIA1116', 'KIA1117', 'KIA1317'].map((id) => ({ id: `kiali/${id}`, options: { checks: ['waypoint'] } })),
  ],
  check(context) {
    for (const view of clusters(context)) {
      const routed = [...view.declared('virtual-service'), ...view.declared('destination-rule').filter(({ subsets }) => subsets.length > 0)];
      const policies: readonly Held[] = [...view.declared('mesh-policy'), ...routed];
      for (const fact of policies) {
        context.looked();
        const found = whyNot(context.system, view, fact);
        if (found && context.options.checks.includes(found.check))
          reportLost(context, view, {
            object: fact.ref,
            severity: found.check === 'waypoint' ? 'info' : 'warning',
            message: `${fact.ref.kind} ${fact.ref.name} is not carried out: ${found.why}`,
            place: found.at ?? fact.at,
            fix: { text: found.fix },
            what: found.check,
          });
      }
    }
  },
});

type Held = Pick<MeshPolicyFact, 'ref' | 'at'> & Partial<Omit<MeshPolicyFact, 'kind'>>;

function whyNot(system: System, view: StackView, fact: Held): { readonly check: string; readonly why: string; readonly fix: string; readonly at?: MeshPolicyFact['at'] | undefined } | undefined {
  const namespace = view.namespaceOf(fact.ref);
  const onGateway = fact.selector && BY_SELECTOR.has(fact.ref.kind) && (fact.targets ?? []).length === 0 ? podsSelected(view, fact.selector, namespace).find((pod) => 'gateway.networking.k8s.io/gateway-name' in pod.fact.podLabels) : undefined;
  if (onGateway) return { check: 'selector', why: `its selector finds pods of Gateway ${onGateway.fact.podLabels['gateway.networking.k8s.io/gateway-name']}, which take policies by targetRefs only`, fix: 'Name the Gateway in targetRefs.', at: fact.selectorAt };
  if (fact.ref.kind === 'Sidecar' && (modeOf(system, namespace) === 'ambient' || (fact.selector && podsSelected(view, fact.selector, namespace).some((pod) => pod.fact.podAnnotations['ambient.istio.io/redirection']?.value === 'enabled')))) return { check: 'sidecar', why: `pods of namespace ${namespace} have no sidecars, it is ambient`, fix: 'Remove the Sidecar, or use an AuthorizationPolicy.' };
  const needsHttp = fact.ref.kind === 'VirtualService' || fact.ref.kind === 'DestinationRule' || fact.ref.kind === 'RequestAuthentication' || fact.access?.http !== undefined;
  if (needsHttp && (fact.targets ?? []).length === 0 && modeOf(system, namespace) === 'ambient' && !hasWaypoint(system, namespace)) return { check: 'waypoint', why: `namespace ${namespace} is ambient, and no waypoint is declared here for it`, fix: `Deploy a waypoint for namespace ${namespace}.`, at: fact.access?.http };
  return undefined;
}

const BY_SELECTOR = new Set(['AuthorizationPolicy', 'RequestAuthentication', 'Telemetry', 'WasmPlugin']);

const hasWaypoint = (system: System, namespace: string): boolean =>
  namespacesOf(system).some(({ ref, labels }) => ref.name === namespace && 'istio.io/use-waypoint' in labels) ||
  system.stacks.some((view) => view.gateways.some(({ className }) => className === 'istio-waypoint') || view.services.some(({ fact }) => 'istio.io/use-waypoint' in fact.labels));
