import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { modeOfLabels } from '../../support/mesh/injection.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'namespace-outside-mesh',
  theme: 'traffic',
  severity: 'info',
  summary: 'Objects of the mesh live in a namespace whose pods get no proxy, so nothing carries them out.',
  rationale: `
Timeouts, retries, circuit breakers and access rules of a mesh are carried out by the proxies beside the pods. Pods get one when their
namespace asks for it. In a namespace that does not, a VirtualService or an AuthorizationPolicy is a wish: calls go from pod to
pod, without a limit and without a check.`,
  fix: 'Label the namespace `istio-injection: enabled`, with the revision (`istio.io/rev`), or `istio.io/dataplane-mode: ambient`.',
  limits: 'Only Namespaces that are declared, and that have objects of the mesh and pods which do not ask for a proxy themselves; labels are often set elsewhere, so it is information. `every` reports each Namespace without a label.',
  references: ['https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/', 'https://istio.io/latest/docs/reference/config/analysis/ist0102/'],
  needs: ['object'],
  options: { every: false },
  optionDocs: { every: 'Report every Namespace without an injection label.' },
  peers: [{ id: 'istio/IST0102', options: { every: true } }, { id: 'istio/IST0148', options: { every: true } }],
  check(context) {
    for (const view of clusters(context))
      for (const { ref, labels, at } of view.declared('object')) {
        if (ref.kind !== 'Namespace' || ref.name === 'istio-system' || ref.name.startsWith('kube-') || ref.name === 'local-path-storage') continue;
        context.looked();
        if (modeOfLabels(labels) !== 'none' || (labels['istio-injection'] ?? '') !== '' || labels['istio.io/rev'] !== undefined) continue;
        const inside = (namespace: string) => namespace === ref.name;
        const policies = context.stacks.flatMap((other) => [...other.declared('virtual-service'), ...other.declared('mesh-policy')].filter((fact) => inside(other.namespaceOf(fact.ref))));
        const hasPods = (): boolean => context.stacks.some((other) => other.workloads.some((workload) => inside(workload.namespace) && workload.fact.podLabels['sidecar.istio.io/inject'] !== 'true'));
        if (!context.options.every && (policies.length === 0 || !hasPods())) continue;
        reportLost(context, view, {
          object: ref,
          severity: 'info',
          message: policies.length === 0 ? `pods of namespace ${ref.name} run outside the mesh: it has no injection label` : `${policies[0]!.ref.kind} ${policies[0]!.ref.name} is not carried out for pods of namespace ${ref.name}: they get no proxy`,
          place: at,
          related: policies.slice(0, 1).map((fact) => ({ at: fact.at, text: `${fact.ref.kind} ${fact.ref.name}` })),
          fix: { text: `Label namespace ${ref.name} istio-injection: enabled.` },
          what: 'injection',
        });
      }
  },
});
