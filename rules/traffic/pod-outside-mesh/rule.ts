import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { hasProxy, injectionOf, modeOf } from '../../support/mesh/injection.js';
import { clusters, podsOf } from '../../support/objects.js';

export const rule = defineRule({
  id: 'pod-outside-mesh',
  theme: 'traffic',
  severity: 'info',
  summary: 'A pod keeps itself out of the mesh, although a policy of the mesh is meant for it.',
  rationale: `
\`sidecar.istio.io/inject: "false"\` is set to get past a problem, once. From then on no policy holds for the pod: who may call it, how
its calls are encrypted, what is measured. With strict mutual TLS its callers cannot reach it at all, and it cannot call them.`,
  fix: 'Let the pod be injected, or remove the policy that is for it.',
  limits: `
Injection happens when a pod is created, so that a manifest has no proxy says nothing by itself: only pods that opt out, and that an
AuthorizationPolicy, a PeerAuthentication or a Sidecar selects by labels. \`uninjected\` reports every bare Pod of an injected
namespace that has no proxy, which is right for what was taken from a running cluster.`,
  references: ['https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/', 'https://istio.io/latest/docs/reference/config/analysis/ist0103/'],
  needs: ['workload'],
  options: { uninjected: false, kinds: ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication', 'Sidecar'] as readonly string[] },
  optionDocs: { uninjected: 'Report bare Pods without a proxy in injected namespaces.', kinds: 'Kinds of policies that need a proxy.' },
  peers: [{ id: 'istio/IST0103', options: { uninjected: true } }, 'kiali/KIA1311', 'kiali/KIA1312', 'kiali/KIA1313', 'kiali/KIA1314', 'kiali/KIA1315', 'kiali/KIA1316'],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        const { fact, namespace } = pod;
        const out = injectionOf(fact)?.toLowerCase() === 'false';
        context.looked();
        if (context.options.uninjected) {
          if (!out && fact.ref.kind === 'Pod' && !fact.hostNetwork && !hasProxy(fact) && modeOf(context.system, namespace) === 'sidecar')
            reportLost(context, view, {
              object: fact.ref,
              severity: 'info',
              message: `Pod ${fact.ref.name} has no proxy, although namespace ${namespace} asks for one`,
              place: fact.at,
              fix: { text: 'Create the pod anew, so that it is injected.' },
              what: 'proxy',
            });
          continue;
        }
        const policy = out ? view.declared('mesh-policy').find(({ ref, selector }) => context.options.kinds.includes(ref.kind) && view.namespaceOf(ref) === namespace && matchesSelector(selector, fact.podLabels)) : undefined;
        if (policy) reportLost(context, view, {
          object: fact.ref,
          component: componentOf(view, pod),
          severity: 'info',
          message: `${policy.ref.kind} ${policy.ref.name} is not carried out for ${fact.ref.kind} ${fact.ref.name}: its pods opt out of the mesh`,
          place: fact.podAnnotations['sidecar.istio.io/inject']?.at ?? fact.at,
          related: [{ at: policy.at, text: `${policy.ref.kind} ${policy.ref.name}` }],
          fix: { text: `Let the pods of ${fact.ref.name} be injected, or remove ${policy.ref.kind} ${policy.ref.name}.` },
          what: 'proxy',
        });
      }
  },
});
