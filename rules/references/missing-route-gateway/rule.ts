import type { GatewayFact, RouteFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, isPlaced } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-route-gateway',
  theme: 'references',
  severity: 'warning',
  summary: 'A route attaches to a Gateway, or to a listener of it, that is not there, so it serves nobody.',
  rationale: `
A route takes effect only through the Gateways that it names as parents. When a parent does not exist, or has no listener of the
name or port that the route asks for, the route is kept with the condition Accepted=False in a status that few people read, and
the gateway goes on answering 404 for its hosts.`,
  fix: 'Name a Gateway and one of its listeners, with the namespace of the Gateway where it is another one.',
  limits: `
Gateways are often kept by another team in another repository: one that the tree does not declare is information. A listener that
a declared Gateway lacks is a warning. Parents that are no Gateways (a Service of a mesh) are left alone.`,
  references: ['https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways'],
  needs: ['route'],
  options: {},
  optionDocs: {},
  peers: ['kubescape/C-0302', 'kiali/KIA1401'],
  check(context) {
    const gateways = context.stacks.flatMap((view) => view.gateways.filter(isKubernetes).map((fact) => ({ fact, namespace: view.namespaceOf(fact.ref) })));
    for (const view of clusters(context))
      for (const { fact } of view.routes)
        for (const attachment of fact.attachments ?? []) {
          if (attachment.ref.kind !== 'Gateway' || isTemplated(attachment.ref.name)) continue;
          context.looked();
          report(context, view, fact, attachment, gateways);
        }
  },
});

const isKubernetes = ({ ref }: GatewayFact): boolean => ref.apiVersion?.startsWith('gateway.networking.k8s.io/') ?? false;

type Attachment = NonNullable<RouteFact['attachments']>[number];

function report(context: Pick<RuleContext, 'report'>, view: StackView, route: RouteFact, { ref, section, port, at }: Attachment, gateways: readonly { readonly fact: GatewayFact; readonly namespace: string }[]): void {
  const namespace = ref.namespace ?? view.namespaceOf(route.ref);
  const named = gateways.filter(({ fact }) => fact.ref.name === ref.name);
  // A Gateway without a namespace goes where whoever deploys it says.
  const gateway = named.find((each) => each.namespace === namespace) ?? named.find(({ fact }) => !isPlaced(view, fact.ref));
  const of = `${route.ref.kind} ${route.ref.name} serves nobody`;
  if (gateway === undefined) {
    const fix = nameOrAdd(ref.name, gateways.filter((each) => each.namespace === namespace).map(({ fact }) => fact.ref.name), `Gateway ${ref.name}`);
    reportLost(context, view, {
      object: route.ref,
      severity: 'info',
      message: `${of} unless Gateway ${ref.name} in namespace ${namespace} is made elsewhere`,
      place: at,
      related: named[0] ? [{ at: named[0].fact.at, text: `has this name, but is in namespace ${named[0].namespace}` }] : [],
      fix,
      what: `gateway ${ref.name}`,
    });
    return;
  }
  const { listeners } = gateway.fact;
  if (section === undefined && port === undefined) return;
  if (listeners.some((each) => isTemplated(each.name)) || listeners.some((each) => (section === undefined || each.name === section) && (port === undefined || each.port === port))) return;
  const wanted = [...(section === undefined ? [] : [section]), ...(port === undefined ? [] : [`port ${port}`])].join(', ');
  reportLost(context, view, {
    object: route.ref, severity: 'warning', place: at,
    message: `${of} through Gateway ${ref.name}: it has no listener ${wanted}, only ${listeners.map((each) => `${each.name} (${each.port})`).join(', ') || 'none'}`,
    related: [{ at: gateway.fact.at, text: `Gateway ${ref.name}` }],
    fix: { text: `Name a listener of Gateway ${ref.name}, or add ${wanted} to it.` },
    what: `gateway ${ref.name} listener ${wanted}`,
  });
}
