import { push } from '../../../analyzer/facts/groups.js';
import type { VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { fullName, visible } from '../../support/mesh/names.js';
import { registryOf } from '../../support/mesh/registry.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-virtual-services',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two VirtualServices route the same host for the same callers; the mesh uses one of them.',
  rationale: `
For calls inside of the mesh there is one VirtualService a host. Of two, the older is used, and nothing of the other is: not its
timeout, not its retries, not its canary. After both are created anew the order may be another, and the routing changes although
nobody changed it.`,
  fix: 'Put the rules for the host into one VirtualService, or separate the two by `exportTo`.',
  limits: `
- Only what holds for sidecars (\`gateways\` absent or with \`mesh\`): VirtualServices of one gateway are merged by Istio. \`gateways: true\`
  compares those, too.
- Two that no namespace sees together (\`exportTo\`) do not conflict. Files that declare one object several times are alternatives, and
  so, as information, are the others in their folder.`,
  references: ['https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services', 'https://istio.io/latest/docs/reference/config/analysis/ist0109/'],
  needs: ['virtual-service'],
  options: { gateways: false },
  optionDocs: { gateways: 'Also compare VirtualServices that are bound to the same gateway.' },
  peers: ['istio/IST0109', { id: 'kiali/KIA1106', options: { gateways: true } }],
  check(context) {
    for (const view of clusters(context)) {
      const claims = claimsOf(context, view);
      for (const facts of claims.values())
        for (const { fact, host } of facts) {
          const other = facts.find((each) => each.fact !== fact && seenTogether(view, fact, each.fact)) ?? (context.options.gateways ? besideStar(view, fact, host, claims) : undefined);
          if (other) report(context, view, fact, other.fact, host);
        }
    }
  },
});

/** Who claims every host beside one, or another one beside who claims every host; for the same gateway and in the same namespace. */
const besideStar = (view: StackView, fact: VirtualServiceFact, host: string, claims: ReadonlyMap<string, readonly Claim[]>): Claim | undefined =>
  [...claims.values()].flat().find((each) => each.fact !== fact && (host === '*' || each.host === '*') && view.namespaceOf(each.fact.ref) === view.namespaceOf(fact.ref) && domainsOf(each.fact).some((domain) => domainsOf(fact).includes(domain)));

const domainsOf = ({ gateways }: VirtualServiceFact): string[] => (gateways.length === 0 ? ['mesh'] : gateways.map(({ text }) => text));

interface Claim {
  readonly fact: VirtualServiceFact;
  readonly host: string;
}

/** Who routes each host, for sidecars or for a gateway. */
function claimsOf(context: RuleContext<{ gateways: boolean }>, view: StackView): ReadonlyMap<string, readonly Claim[]> {
  const { nameOf } = registryOf(context.system);
  const claims = new Map<string, Claim[]>();
  for (const fact of together(view, 'virtual-service')) {
    context.looked();
    for (const domain of domainsOf(fact).filter((text) => context.options.gateways || text === 'mesh'))
      for (const { text } of fact.hosts) push(claims, `${domain} ${fullName(nameOf(view, fact.ref, text))}`, { fact, host: text });
  }
  return claims;
}

/** Both are visible in the namespace of one of them, or in one that both name. */
function seenTogether(view: StackView, a: VirtualServiceFact, b: VirtualServiceFact): boolean {
  const [ofA, ofB] = [view.namespaceOf(a.ref), view.namespaceOf(b.ref)];
  return [ofA, ofB, ...a.exportTo, ...b.exportTo].some((from) => from !== '.' && visible(a.exportTo, ofA, from) && visible(b.exportTo, ofB, from));
}

const report = (context: Pick<RuleContext, 'report'>, view: StackView, fact: VirtualServiceFact, other: VirtualServiceFact, host: string): void =>
  reportLost(context, view, {
    object: fact.ref,
    severity: amongVariants(view, fact, other) ? 'info' : 'warning',
    message: `whether VirtualService ${fact.ref.name} or ${other.ref.name} routes calls to ${host} depends on which is older: both claim it`,
    place: fact.at,
    related: [{ at: other.at, text: `VirtualService ${other.ref.name}` }],
    fix: { text: `Put the rules for ${host} into one VirtualService.` },
    what: `host ${host}`,
  });
