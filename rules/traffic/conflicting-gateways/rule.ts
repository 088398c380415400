import type { MeshGatewayFact, MeshServer } from '../../../analyzer/facts/mesh.js';
import type { Labels } from '../../../analyzer/facts/types.js';
import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters, podsWith } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-gateways',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two Istio Gateways open the same port for the same host on the same proxies.',
  rationale: `
The proxies merge the Gateways that select them. Two servers for one host and port cannot both be there: with TLS the later one is
dropped, and its certificate with it; with plain HTTP their routes fall into one list in which the order of creation decides. Either
way one team's Gateway changes what users of the other get.`,
  fix: 'Open each host once, in one Gateway, and let the VirtualServices of both teams name that one.',
  limits: `
Hosts are compared as they are written: \`*\` beside \`shop.example\` is no conflict, since the more specific one wins. Servers of plain
HTTP are merged, which is information; so are conflicts among files that are alternatives. Different \`bind\` addresses do not conflict.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/gateway/', 'https://istio.io/latest/docs/reference/config/analysis/ist0145/'],
  needs: ['mesh-gateway'],
  options: { overlap: false, itself: false },
  optionDocs: { overlap: 'Hosts that a wildcard of another server covers are the same; only where both have the same selector.', itself: 'A Gateway may conflict with itself, where hosts overlap.' },
  peers: [{ id: 'istio/IST0145', options: { overlap: true } }, { id: 'kiali/KIA0301', options: { overlap: true, itself: true } }],
  check(context) {
    for (const view of clusters(context)) {
      const all = together(view, 'mesh-gateway');
      context.looked(all.length);
      if (context.options.overlap) {
        for (const fact of all) for (const server of fact.servers) checkOverlap(context, view, fact, server, all);
        continue;
      }
      for (const fact of all)
        for (const server of fact.servers) {
          const found = all.filter((other) => other !== fact && sameProxies(view, fact, other)).flatMap((other) => other.servers.flatMap((each) => (shared(server, each) === undefined ? [] : [{ other, each }])))[0];
          if (found) report(context, view, fact, server, found);
        }
    }
  },
});

/** The same labels; or one asks for more than the other, and a pod has them all. */
function sameProxies(view: StackView, { selector: a }: MeshGatewayFact, { selector: b }: MeshGatewayFact): boolean {
  const sizes = [Object.keys(a).length, Object.keys(b).length];
  const covered = sizes[0] === 0 || sizes[1] === 0 ? sizes[0] === sizes[1] : matchesLabels(a, b) || matchesLabels(b, a);
  return covered && (sizes[0] === sizes[1] || podsWith(view, { ...a, ...b }).length > 0);
}

function checkOverlap(context: RuleContext<{ itself: boolean }>, view: StackView, fact: MeshGatewayFact, server: MeshServer, all: readonly MeshGatewayFact[]): void {
  for (const other of all.filter((each) => alike(each.selector) === alike(fact.selector) && (each !== fact || context.options.itself)))
    for (const each of other.servers.filter(({ port }) => port === server.port))
      for (const a of server.hosts)
        for (const b of each.hosts) if (a !== b && (covers(a.text, b.text) || covers(b.text, a.text))) return report(context, view, fact, server, { other, each }, a.text);
}

const alike = (selector: Labels): string => JSON.stringify(Object.entries(selector).sort());

/** `*` takes everything, `*.example.com` what ends alike. */
const covers = (wide: string, host: string): boolean => wide === host || wide === '*' || (wide.startsWith('*.') && host.toLowerCase().endsWith(wide.slice(1).toLowerCase()));

const shared = (a: MeshServer, b: MeshServer): string | undefined => (a.port === b.port && a.bind === b.bind ? a.hosts.find(({ text }) => b.hosts.some((other) => other.text === text))?.text : undefined);

function report(context: Pick<RuleContext, 'report'>, view: StackView, fact: MeshGatewayFact, server: MeshServer, { other, each }: { readonly other: MeshGatewayFact; readonly each: MeshServer }, host = shared(server, each)!): void {
  const plain = server.protocol.startsWith('HTTP') && server.protocol !== 'HTTPS' && each.protocol === server.protocol;
  reportLost(context, view, {
    object: fact.ref,
    severity: plain || amongVariants(view, fact, other) ? 'info' : 'warning',
    message: plain ? `the routes of Gateway ${fact.ref.name} and ${other.ref.name} fall into one list: both open ${host} on port ${server.port}` : `port ${server.port} serves ${host} by Gateway ${fact.ref.name} or by ${other.ref.name}, whichever is older: the other is dropped`,
    place: server.at,
    related: [{ at: each.at, text: `Gateway ${other.ref.name} opens it, too` }],
    fix: { text: `Open ${host} on port ${server.port} in one Gateway.` },
    what: `port ${server.port} host ${host}`,
  });
}
