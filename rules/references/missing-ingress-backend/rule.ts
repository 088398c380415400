import type { RouteFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { backendState, portsOf } from '../../support/backends.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'missing-ingress-backend',
  theme: 'references',
  severity: 'error',
  summary: 'An Ingress sends users to a Service, or to a port of it, that is not there.',
  rationale: `
The API server takes an Ingress whose backend does not exist, and so does the controller: it answers 503 on that path, or hands
the request to its default page. The path looks served from the outside, so a health check of the host alone never notices; the
first to know are the users of that path. A port that the Service does not have ends the same way.`,
  fix: 'Name a Service of the namespace of the Ingress and one of its ports, by number or by name.',
  limits: `
- Default backends are looked at, too, which kube-score leaves out.
- Backends that are no Services (buckets, functions), and a port that stands for an action of the controller, are left alone.
- A Service that another stack of the tree declares counts. Where the tree declares no Service in the namespace at all, what is
  missing may come from another repository: information.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  needs: ['route'],
  options: { actionPorts: ['use-annotation'] as readonly string[], checks: ['service', 'port'] as readonly string[], fallback: true },
  optionDocs: { actionPorts: 'Port names by which a controller recognises an action instead of a Service.', checks: 'What is reported: a `service` that is not there, a `port` that it does not have. There is also `unsaid`: neither number nor name of a port.', fallback: 'Look at default backends, too.' },
  peers: [{ id: 'kube-linter/dangling-ingress', options: {}, of: ['networking.k8s.io/v1/Ingress'] }, 'kube-score/ingress-targets-service', 'kubescape/C-0298', { id: 'popeye/1401', options: { checks: ['service'], fallback: false } }, { id: 'popeye/1402', options: { checks: ['port'], fallback: false } }, { id: 'popeye/1404', options: { checks: ['unsaid'], fallback: false } }],
  check(context) {
    for (const view of clusters(context))
      for (const { fact } of view.routes)
        for (const backend of fact.ref.kind === 'Ingress' ? fact.backends : []) {
          if (context.options.actionPorts.includes(String(backend.port)) || (backend.fallback && !context.options.fallback)) continue;
          context.looked();
          report(context, view, fact, backend);
        }
  },
});

function report(context: RuleContext<{ checks: readonly string[] }>, view: StackView, route: RouteFact, backend: RouteFact['backends'][number]): void {
  const { checks } = context.options;
  const state = backendState(context, view, route, backend);
  const requests = backend.fallback ? 'that match no rule' : `for ${backend.host ?? 'any host'}${backend.path ?? ''}`;
  if (state.is === 'missing' && checks.includes('service'))
    reportLost(context, view, {
      object: route.ref, severity: state.foreign ? 'info' : 'error', place: backend.at,
      message: `users get errors from Ingress ${route.ref.name} for requests ${requests}: there is no Service ${state.name} in namespace ${state.namespace}`,
      fix: nameOrAdd(state.name, view.services.filter((s) => s.namespace === state.namespace).map((s) => s.fact.ref.name), `Service ${state.name}`),
      what: `backend ${state.name}`,
    });
  if (state.is === 'portless' && checks.includes('port'))
    reportLost(context, view, {
      object: route.ref, severity: 'error', place: backend.at, component: state.service.components[0],
      message: `users get errors from Ingress ${route.ref.name} for requests ${requests}: Service ${state.service.fact.ref.name} has no port ${backend.port}, only ${portsOf(state.service)}`,
      related: [{ at: state.service.fact.ports[0]!.at, text: `the ports of Service ${state.service.fact.ref.name}` }],
      fix: { text: `Name a port of Service ${state.service.fact.ref.name}: ${portsOf(state.service)}.` },
      what: `backend ${state.service.fact.ref.name} port ${backend.port}`,
    });
  if (state.is === 'fine' && backend.ref.kind === 'Service' && !backend.port && checks.includes('unsaid'))
    reportLost(context, view, {
      object: route.ref, severity: 'warning', place: backend.at,
      message: `users get errors from Ingress ${route.ref.name} for requests ${requests}: it names no port of Service ${backend.ref.name}`,
      fix: { text: `Name a port of Service ${backend.ref.name}.` },
      what: `backend ${backend.ref.name} without port`,
    });
}
