import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { inMesh } from '../../support/mesh/injection.js';
import { clusters, hasPods, inOtherStack, operatorMayMake, podsOf, podsSelected, selectorIsTemplated, selectorText, type Pods } from '../../support/objects.js';

export const rule = defineRule({
  id: 'mesh-policy-without-pods',
  theme: 'references',
  severity: 'warning',
  summary: 'A policy of the mesh selects labels that no pod has, so it is in force nowhere.',
  rationale: `
Sidecar, AuthorizationPolicy, PeerAuthentication, Telemetry, EnvoyFilter and WasmPlugin choose their pods by labels, in their own
namespace. With labels that nobody has the object is accepted and does nothing. Where it was to deny, everything is allowed; where it
was to allow, the default of the namespace decides, which may be that nobody gets in.`,
  fix: 'Let the selector match the labels of the pods that the policy is for, in its namespace.',
  limits: `
- A policy in the mesh's own namespace selects pods of all namespaces. One with \`targetRefs\` selects none by labels.
- Where no pod of the namespace is declared, they may come from another repository: information.
- A policy without selector is for all pods of its namespace; \`namespaceWide\` reports one whose namespace has no pod here.`,
  references: ['https://istio.io/latest/docs/reference/config/type/workload-selector/', 'https://istio.io/latest/docs/reference/config/analysis/ist0127/'],
  needs: ['mesh-policy'],
  options: { kinds: ['Sidecar', 'AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication', 'Telemetry', 'EnvoyFilter', 'WasmPlugin', 'ProxyConfig'] as readonly string[], rootNamespaces: ['istio-system'] as readonly string[], namespaceWide: false, meshOnly: false },
  optionDocs: { kinds: 'Kinds that are looked at.', rootNamespaces: 'Namespaces whose policies hold for the whole mesh.', namespaceWide: 'Also report policies without selector in namespaces without pods.', meshOnly: 'Count only pods that belong to the mesh, by the label of their namespace or their own.' },
  peers: [{ id: 'istio/IST0101', options: { kinds: ['Sidecar'] } }, { id: 'istio/IST0127', options: { kinds: ['AuthorizationPolicy'], namespaceWide: true, meshOnly: true } }, 'kiali/KIA0004'],
  check(context) {
    const counts = ({ fact, namespace }: Pods) => !context.options.meshOnly || inMesh(context.system, fact, namespace);
    for (const view of clusters(context))
      for (const { ref, at, selector, selectorAt, targets } of view.declared('mesh-policy')) {
        const namespace = view.namespaceOf(ref);
        const everywhere = context.options.rootNamespaces.includes(namespace);
        if (!context.options.kinds.includes(ref.kind) || targets.length > 0) continue;
        context.looked();
        if (selector === undefined) {
          if (context.options.namespaceWide && !everywhere && !context.stacks.some((other) => podsOf(other).some((pod) => pod.namespace === namespace && counts(pod))))
            reportLost(context, view, {
              object: ref,
              severity: 'info',
              message: `${ref.kind} ${ref.name} is in force nowhere: namespace ${namespace} has no pods that are declared here`,
              place: at,
              fix: { text: `Move ${ref.kind} ${ref.name} to the namespace of the pods that it is for.` },
              what: 'pods',
            });
          continue;
        }
        if (selectorIsTemplated(selector) || podsSelected(view, selector, everywhere ? undefined : namespace).some(counts)) continue;
        if (inOtherStack(context, view, (other) => podsSelected(other, selector).some(counts)) || operatorMayMake(view, Object.values(selector.matchLabels))) continue;
        const known = everywhere ? podsOf(view).length > 0 : hasPods(context, namespace);
        const elsewhere = podsSelected(view, selector)[0];
        reportLost(context, view, {
          object: ref,
          severity: known ? 'warning' : 'info',
          message: known ? `${ref.kind} ${ref.name} is in force nowhere: no pod in namespace ${namespace} has ${selectorText(selector)}` : `${ref.kind} ${ref.name} is in force nowhere unless pods with ${selectorText(selector)} are deployed elsewhere`,
          place: selectorAt ?? at,
          related: elsewhere ? [{ at: elsewhere.fact.at, text: `has these labels, but is in namespace ${elsewhere.namespace}` }] : [],
          fix: { text: `Let the selector of ${ref.kind} ${ref.name} match the labels of a pod template in namespace ${namespace}.` },
          what: 'pods',
        });
      }
  },
});
