import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { Labels } from '../../../analyzer/facts/types.js';
import { defineRule, type RuleContext } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { injectionOf, isAutoImage, modeOf, namespacesOf } from '../../support/mesh/injection.js';
import { clusters, podsOf } from '../../support/objects.js';

export const rule = defineRule({
  id: 'auto-image-without-injection',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A gateway leaves its image to the injector, and nothing injects it.',
  rationale: `
Gateways are deployed with \`image: auto\`, which the injector replaces by the proxy of the control plane's version. Where injection is
not asked for, nobody replaces it: the kubelet tries to pull an image called \`auto\`, and no new pod of the gateway starts. The old
ones serve until their node is drained.`,
  fix: 'Label the pods `sidecar.istio.io/inject: "true"`, or the namespace for injection.',
  limits: 'A namespace that is not declared may have the label: information. Where the injector\'s webhooks are declared, their selectors decide. A bare Pod with this image was created without the injector, whatever its labels are.',
  references: ['https://istio.io/latest/docs/setup/additional-setup/gateway/', 'https://istio.io/latest/docs/reference/config/analysis/ist0146/'],
  needs: ['workload'],
  options: { kinds: ['Deployment', 'DaemonSet', 'StatefulSet', 'Pod'] as readonly string[] },
  optionDocs: { kinds: 'Kinds that are looked at.' },
  peers: [{ id: 'istio/IST0146', options: { kinds: ['Deployment'] } }, { id: 'istio/IST0147', options: { kinds: ['Pod'] } }],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        const { fact, namespace } = pod;
        if (!isAutoImage(fact) || !context.options.kinds.includes(fact.ref.kind)) continue;
        context.looked();
        if (fact.ref.kind !== 'Pod' && isInjected(context, fact.podLabels, namespace, injectionOf(fact))) continue;
        const sure = modeOf(context.system, namespace) !== 'undeclared' || injectionOf(fact) === 'false';
        reportLost(context, view, {
          object: fact.ref,
          component: componentOf(view, pod),
          severity: sure ? 'warning' : 'info',
          message: `new pods of ${fact.ref.kind} ${fact.ref.name} do not start: nothing replaces their image auto, for injection is not asked for`,
          place: fact.containers.find(({ name }) => name === 'istio-proxy')!.image!.at,
          fix: { text: 'Label the pod template sidecar.istio.io/inject: "true".', suggestion: { language: 'yaml', text: 'labels:\n  sidecar.istio.io/inject: "true"' } },
          what: 'image',
        });
      }
  },
});

function isInjected({ system }: Pick<RuleContext, 'system'>, podLabels: Labels, namespace: string, own: string | undefined): boolean {
  const hooks = system.stacks.flatMap((view) => view.declared('webhook')).flatMap(({ ref, hooks: all }) => (ref.kind === 'MutatingWebhookConfiguration' ? all : [])).filter(({ name }) => name.endsWith('istio.io'));
  const labels = namespacesOf(system).find(({ ref }) => ref.name === namespace)?.labels ?? {};
  if (hooks.length > 0) return hooks.some(({ namespaces, objects }) => (!namespaces || matchesSelector(namespaces, labels)) && (!objects || matchesSelector(objects, podLabels)));
  return own === undefined ? podLabels['istio.io/rev'] !== undefined || modeOf(system, namespace) === 'sidecar' : own === 'true';
}
