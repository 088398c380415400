import { defineRule, type RuleContext } from '../../define.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'dead-route',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A route that no request can take: it attaches to no gateway, or all its weights are zero.',
  rationale: `
A route is reached through a gateway. One that names none is valid and unreachable; one whose destinations all have the weight 0
answers 500 to everybody who takes it. A listener without any route answers 404. Each is what a migration leaves when its last step
was forgotten, and each looks finished in a review.`,
  fix: 'Attach the route to its gateway, give a destination a weight, or remove what is left over.',
  limits: `
Only routes of the Gateway API have to name a gateway. A listener without routes is information, because routes are often kept with
the applications; it is reported where the tree declares routes at all.`,
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/'],
  needs: ['route', 'gateway', 'virtual-service'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of clusters(context)) {
      for (const { fact } of view.routes) {
        context.looked();
        if (fact.attachments?.length === 0)
          reportLost(context, view, {
            object: fact.ref,
            severity: 'warning',
            message: `no request reaches ${fact.ref.kind} ${fact.ref.name}: it attaches to no Gateway`,
            place: fact.at,
            fix: { text: 'Name a Gateway in parentRefs.' },
            what: 'parents',
          });
        const sent = fact.backends.filter(({ mirror }) => !mirror);
        if (fact.attachments && sent.length > 0 && sent.every(({ weight }) => weight === 0))
          reportLost(context, view, {
            object: fact.ref,
            severity: 'warning',
            message: `every request of ${fact.ref.kind} ${fact.ref.name} fails: all its backends have weight 0`,
            place: sent[0]!.at,
            fix: { text: 'Give one of the backends a weight.' },
            what: 'weights',
          });
      }
      unusedListeners(context, view);
    }
  },
});

function unusedListeners(context: RuleContext, view: StackView): void {
  const attached = context.stacks.flatMap((other) => other.routes.flatMap(({ fact }) => fact.attachments ?? []));
  if (attached.length === 0) return;
  for (const { ref, at, listeners } of view.gateways) {
    if (!ref.apiVersion?.startsWith('gateway.networking.k8s.io/')) continue;
    context.looked();
    const own = attached.filter((each) => each.ref.name === ref.name);
    const idle = listeners.filter(({ name, port }) => !own.some((each) => (each.section === undefined || each.section === name) && (each.port === undefined || each.port === port)));
    if (idle.length > 0 && listeners.every(({ protocol }) => protocol !== 'HBONE'))
      reportLost(context, view, {
        object: ref,
        severity: 'info',
        message: `Gateway ${ref.name} answers 404 on ${idle.map(({ name, port }) => `${name} (${port})`).join(', ')}: no route here attaches to it`,
        place: idle[0]?.at ?? at,
        fix: { text: `Attach a route to Gateway ${ref.name}, or remove the listener.` },
        what: 'listeners',
      });
  }
}
