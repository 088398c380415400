import type { RouteBackend, RouteFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { backendState, portsOf } from '../../support/backends.js';
import { nameOrAdd, reportLost, type Lost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'missing-route-backend',
  theme: 'references',
  severity: 'error',
  summary: 'A route of a gateway leads to a Service, or a port of it, that is not there, or that it may not reach.',
  rationale: `
A gateway keeps a route whose backend it cannot resolve and answers 500 for the share of requests that would have gone there. With
weights that is a share of all users, which looks like a flaky service and not like a wrong name. A backend in another namespace
needs that namespace's consent, a ReferenceGrant; without it the backend counts as missing.`,
  fix: 'Name a Service and a port that exist; for another namespace, have it declare a ReferenceGrant for routes of this one.',
  limits: `
- Backends that are no Services are left alone. A Service that another stack of the tree declares counts.
- Where the tree declares no Service in the backend's namespace, a stack there was read in part, or a chart from elsewhere is
  installed there, it may come from elsewhere: information. It is not looked for where a custom resource of that name may make it.
- A ReferenceGrant may be kept elsewhere, too: its absence is a warning, and only where the namespace is declared here.`,
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/', 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  needs: ['route'],
  options: {},
  optionDocs: {},
  peers: ['kubescape/C-0302', 'kiali/KIA1402'],
  check(context) {
    for (const view of clusters(context))
      for (const { fact } of view.routes)
        for (const backend of fact.ref.kind === 'Ingress' || fact.ref.kind === 'VirtualService' ? [] : fact.backends) {
          if (backend.mirror) continue;
          context.looked();
          const found = problemOf(context, view, fact, backend);
          if (found) reportLost(context, view, { object: fact.ref, place: backend.at, ...found });
        }
  },
});

type Found = Omit<Lost, 'object' | 'place'>;

function problemOf(context: Pick<RuleContext, 'stacks'>, view: StackView, route: RouteFact, backend: RouteBackend): Found | undefined {
  const state = backendState(context, view, route, backend);
  const share = backend.weight === undefined || route.backends.length < 2 ? 'requests' : 'some requests';
  if (state.is === 'missing')
    return {
      severity: state.foreign ? 'info' : 'error',
      message: `${share} to ${route.ref.kind} ${route.ref.name} fail: ${state.foreign ? `no Service ${state.name} of namespace ${state.namespace} is declared here` : `there is no Service ${state.name} in namespace ${state.namespace}`}`,
      fix: nameOrAdd(state.name, view.services.filter((s) => s.namespace === state.namespace).map((s) => s.fact.ref.name), `Service ${state.name}`),
      what: `backend ${state.name}`,
    };
  if (state.is === 'portless')
    return {
      severity: 'error', component: state.service.components[0],
      message: `${share} to ${route.ref.kind} ${route.ref.name} fail: Service ${state.service.fact.ref.name} has no port ${backend.port}, only ${portsOf(state.service)}`,
      related: [{ at: state.service.fact.ports[0]!.at, text: `the ports of Service ${state.service.fact.ref.name}` }],
      fix: { text: `Name a port of Service ${state.service.fact.ref.name}: ${portsOf(state.service)}.` },
      what: `backend ${state.service.fact.ref.name} port ${backend.port}`,
    };
  const own = view.namespaceOf(route.ref);
  const namespace = backend.ref.namespace;
  if (state.is !== 'fine' || namespace === undefined || namespace === own || route.attachments === undefined || granted(context, route, own, backend)) return undefined;
  return {
    severity: 'warning',
    message: `${share} to ${route.ref.kind} ${route.ref.name} fail unless namespace ${namespace} allows it: no ReferenceGrant there lets routes of ${own} use Service ${backend.ref.name}`,
    fix: { text: `Declare a ReferenceGrant in namespace ${namespace} for ${route.ref.kind} of namespace ${own}.` },
    what: `grant for ${namespace}/${backend.ref.name}`,
  };
}

const granted = (context: Pick<RuleContext, 'stacks'>, route: RouteFact, own: string, { ref }: RouteBackend): boolean =>
  context.stacks.some((view) => view.declared('reference-grant').some((grant) => view.namespaceOf(grant.ref) === ref.namespace && grant.from.some((from) => from.kind === route.ref.kind && from.namespace === own) && grant.to.some((to) => to.kind === 'Service' && (to.name === undefined || to.name === ref.name))));
