import type { DestinationRuleFact, MeshPolicyFact } from '../../../analyzer/facts/mesh.js';
import type { Dependency } from '../../../analyzer/graph/document.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { covers, visible } from '../../support/mesh/names.js';
import { rulesFor } from '../../support/mesh/subsets.js';
import { clusters } from '../../support/objects.js';
import { hopPlace } from '../../support/places.js';

export const rule = defineRule({
  id: 'policy-misses-caller',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A traffic policy does not reach one of the callers of its host: the caller\'s namespace, or its Sidecar, does not see it.',
  rationale: `
A DestinationRule that is exported to some namespaces holds for their callers alone; the others call the same host without its limits
and its outlier detection, and overload it for all. A Sidecar that does not list a host hides it from its pods: their calls go past the
mesh's registry, without retries and balancing, or, where only registered hosts may be called, they fail.`,
  fix: 'Export the policy to the namespaces of all callers, and list in a Sidecar\'s egress every host that its pods call.',
  limits: 'Only callers that the graph knows, inside one stack. Policies that apply to nobody are reported by `unused-traffic-policy`.',
  references: ['https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener', 'https://istio.io/latest/docs/reference/config/networking/destination-rule/'],
  needs: ['mesh-policy', 'destination-rule'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of clusters(context)) {
      if (view.declared('mesh-policy').length + view.declared('destination-rule').length === 0) continue;
      const workloads = new Map(view.workloads.map((workload) => [workload.component, workload]));
      const sidecars = view.declared('mesh-policy').filter(({ ref }) => ref.kind === 'Sidecar');
      for (const caller of view.workloads)
        for (const dependency of context.system.out(caller.component)) {
          const callee = workloads.get(dependency.to);
          if (callee === undefined || callee.services.length === 0 || dependency.to === caller.component || !dependency.stacks.includes(view.stack.id)) continue;
          context.looked();
          report(context, view, caller, callee, dependency, hidingSidecar(view, sidecars, caller, callee), 'hides', 'may fail, and go past the policies of the mesh');
          report(context, view, caller, callee, dependency, unseenRule(context, view, caller, callee), 'is not exported to', 'have none of the limits of the other callers');
        }
      }
  },
});

/** The Sidecar of the caller, where its egress lists do not have the callee. */
function hidingSidecar(view: StackView, sidecars: readonly MeshPolicyFact[], caller: Workload, callee: Workload): MeshPolicyFact | undefined {
  const all = sidecars.filter(({ ref }) => view.namespaceOf(ref) === caller.namespace);
  const own = all.find(({ selector }) => selector && matchesSelector(selector, caller.fact.podLabels)) ?? all.find(({ selector }) => selector === undefined);
  const lists = (text: string): boolean => {
    const [scope, host = '*'] = text.includes('/') ? text.split('/', 2) : ['*', text];
    const inScope = scope === '*' || scope === callee.namespace || (scope === '.' && callee.namespace === caller.namespace);
    return inScope && callee.services.some(({ ref }) => covers(host!, `${ref.name}.${callee.namespace}.svc.cluster.local`) || host === ref.name);
  };
  return own?.egress === undefined || own.egress.length === 0 || own.egress.some(({ text }) => lists(text)) ? undefined : own;
}

function unseenRule(context: RuleContext, view: StackView, caller: Workload, callee: Workload): DestinationRuleFact | undefined {
  const rules = callee.services.flatMap(({ ref }) => rulesFor(context.system, view, ref, ref.name)).filter((each) => each.view === view);
  const sees = rules.some(({ fact }) => visible(fact.exportTo, view.namespaceOf(fact.ref), caller.namespace));
  return sees ? undefined : rules[0]?.fact;
}

function report(context: RuleContext, view: StackView, caller: Workload, callee: Workload, dependency: Dependency, policy: MeshPolicyFact | DestinationRuleFact | undefined, how: string, consequence: string): void {
  if (policy === undefined) return;
  const of = policy.ref.kind === 'Sidecar' ? `${how} ${callee.fact.ref.name} from it` : `${how} namespace ${caller.namespace}`;
  reportLost(context, view, {
    object: policy.ref,
    component: dependency.to,
    severity: 'warning',
    message: `calls of ${caller.fact.ref.name} to ${callee.fact.ref.name} ${consequence}: ${policy.ref.kind} ${policy.ref.name} ${of}`,
    place: policy.at,
    related: [{ at: hopPlace(dependency, view), text: `${caller.fact.ref.name} calls ${callee.fact.ref.name}` }],
    fix: { text: policy.ref.kind === 'Sidecar' ? `Add ${callee.namespace}/${callee.services[0]!.ref.name}.${callee.namespace}.svc.cluster.local to the egress hosts.` : `Export ${policy.ref.kind} ${policy.ref.name} to namespace ${caller.namespace}.` },
    what: `${how} ${dependency.from} ${dependency.to}`,
  });
}
