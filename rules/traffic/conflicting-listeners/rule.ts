import type { GatewayFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-listeners',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Listeners of Gateways claim the same port, protocol and host name.',
  rationale: `
Inside one Gateway each listener has to differ from the others in port, protocol or host name. Two that do not are both marked
Conflicted, and neither takes traffic: adding a listener can take down the one that worked. Two Gateways that claim one host and
port send users to whichever address their DNS names.`,
  fix: 'Give each listener its own host name or port.',
  limits: 'Two Gateways are usually two load balancers with an address each, so the same host in both is information. Addresses are not compared.',
  references: ['https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec'],
  needs: ['gateway'],
  options: { checks: ['listeners', 'gateways'] as readonly string[] },
  optionDocs: { checks: 'What is reported: listeners of one Gateway, the same host and port in two Gateways.' },
  peers: [{ id: 'kiali/KIA1501', options: { checks: ['gateways'] } }, { id: 'kiali/KIA1502', options: { checks: ['gateways'] } }, { id: 'kiali/KIA1503', options: { checks: ['listeners'] } }],
  check(context) {
    for (const view of clusters(context)) {
      const taken = new Map<string, { readonly gateway: GatewayFact; readonly listener: Listener }>();
      for (const gateway of view.gateways.filter(({ ref }) => ref.apiVersion?.startsWith('gateway.networking.k8s.io/'))) {
        context.looked();
        for (const listener of gateway.listeners) {
          const key = `${listener.port} ${groupOf(listener)} ${listener.hostname ?? '*'}`;
          const first = taken.get(key);
          if (first === undefined) taken.set(key, { gateway, listener });
          else report(context, view, gateway, listener, first);
        }
      }
    }
  },
});

type Listener = GatewayFact['listeners'][number];

/** HTTPS and TLS share a port by the server's name. */
const groupOf = ({ protocol }: Listener): string => (protocol === 'HTTPS' || protocol === 'TLS' ? 'TLS' : protocol);

function report(context: RuleContext<{ checks: readonly string[] }>, view: StackView, gateway: GatewayFact, listener: Listener, first: { readonly gateway: GatewayFact; readonly listener: Listener }): void {
  const own = first.gateway === gateway;
  if (!context.options.checks.includes(own ? 'listeners' : 'gateways')) return;
  const claim = `${listener.protocol} ${listener.hostname ?? 'for every host'} on port ${listener.port}`;
  reportLost(context, view, {
    object: gateway.ref,
    severity: own ? 'warning' : 'info',
    message: own ? `listeners ${first.listener.name} and ${listener.name} of Gateway ${gateway.ref.name} take no traffic: both claim ${claim}` : `${claim} is claimed by Gateway ${gateway.ref.name} and by ${first.gateway.ref.name}`,
    place: listener.at,
    related: [{ at: first.listener.at, text: `claimed here first` }],
    fix: { text: 'Give each listener its own host name or port.' },
    what: `listener ${claim}`,
  });
}
