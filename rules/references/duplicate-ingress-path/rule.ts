import type { RouteBackend, RouteFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'duplicate-ingress-path',
  theme: 'references',
  severity: 'warning',
  summary: 'Two Ingress rules claim the same host and path, and the controller chooses which of them serves.',
  rationale: `
Ingresses are merged by the controller. For one host and path it takes one backend, mostly that of the oldest object, and leaves
the other without a word. After both are created anew, in a recovery or a second cluster, the order may be another, and users of
the path get another service than before.`,
  fix: 'Keep the path in one Ingress, or tell the two apart by host or path.',
  limits: `
Rules count as the same when host, path, path type and class are. Canary Ingresses share a path on purpose and are left alone. The
same backend twice is information.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches'],
  needs: ['route'],
  options: { canaryAnnotations: ['nginx.ingress.kubernetes.io/canary', 'alb.ingress.kubernetes.io/group.name'] as readonly string[], pathAlone: false },
  optionDocs: { canaryAnnotations: 'Annotations that say that an Ingress shares its paths on purpose.', pathAlone: 'Host and path alone are compared, and of other Ingresses only.' },
  peers: [{ id: 'kyverno/unique-ingress-host-and-path', options: { canaryAnnotations: [], pathAlone: true }, of: ['networking.k8s.io/v1/Ingress'] }],
  check(context) {
    for (const view of clusters(context)) {
      const first = new Map<string, { readonly route: RouteFact; readonly backend: RouteBackend }>();
      for (const { fact } of view.routes) {
        if (fact.ref.kind !== 'Ingress' || context.options.canaryAnnotations.some((key) => key in fact.annotations)) continue;
        context.looked();
        for (const backend of fact.backends) {
          if (backend.fallback || isTemplated(`${backend.host ?? ''}${backend.path ?? ''}`)) continue;
          const { pathAlone } = context.options;
          const key = JSON.stringify([pathAlone ? '' : (fact.className ?? ''), backend.host ?? '', backend.path ?? '/', pathAlone ? '' : (backend.pathType ?? '')]);
          const other = first.get(key);
          if (other === undefined) first.set(key, { route: fact, backend });
          else if (!pathAlone || other.route !== fact) report(context, view, other, { route: fact, backend });
        }
      }
    }
  },
});

interface Claim {
  readonly route: RouteFact;
  readonly backend: RouteBackend;
}

function report(context: Pick<RuleContext, 'report'>, view: StackView, first: Claim, { route, backend }: Claim): void {
  const same = first.backend.ref.name === backend.ref.name && first.backend.port === backend.port && view.namespaceOf(first.route.ref) === view.namespaceOf(route.ref);
  const path = `${backend.host ?? 'any host'}${backend.path ?? '/'}`;
  reportLost(context, view, {
    object: route.ref,
    severity: same ? 'info' : 'warning',
    message: same ? `Ingress ${route.ref.name} repeats ${path} of Ingress ${first.route.ref.name}` : `whether ${path} is served by ${backend.ref.name} or by ${first.backend.ref.name} is up to the controller: Ingress ${route.ref.name} and Ingress ${first.route.ref.name} both claim it`,
    place: backend.at,
    related: [{ at: first.backend.at, text: `Ingress ${first.route.ref.name} claims it first` }],
    fix: { text: `Keep ${path} in one of the two.` },
    what: `path ${path} ${backend.pathType ?? ''}`,
  });
}
