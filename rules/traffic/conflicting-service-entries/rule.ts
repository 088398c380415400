import type { ServiceEntryFact } from '../../../analyzer/facts/mesh.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { visible } from '../../support/mesh/names.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-service-entries',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two ServiceEntries register one host and port with different protocols; only one of them holds.',
  rationale: `
The proxies know one protocol for a host and port. Of two entries the older decides for everybody who sees both, and the other team's
calls are treated as something that they are not: TLS is read as HTTP, or HTTP is not looked into and loses its retries and timeouts.
Which of the two it is changes with the order in which they were created.`,
  fix: 'Agree on one protocol for the host and port, or limit each entry to its namespace with `exportTo: ["."]`.',
  limits: 'Entries that no namespace sees together do not conflict. Files that are alternatives are left alone or information.',
  references: ['https://istio.io/latest/docs/reference/config/networking/service-entry/'],
  needs: ['service-entry'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0177', 'kiali/KIA1212'],
  check(context) {
    for (const view of clusters(context)) {
      const all = together(view, 'service-entry');
      context.looked(all.length);
      for (const fact of all) {
        const found = all.filter((other) => other !== fact && seenTogether(view, fact, other)).flatMap((other) => clash(fact, other))[0];
        if (found) report(context, view, fact, found);
      }
    }
  },
});

interface Clash {
  readonly other: ServiceEntryFact;
  readonly host: string;
  readonly own: ServiceEntryFact['ports'][number];
  readonly theirs: ServiceEntryFact['ports'][number];
}

const clash = (fact: ServiceEntryFact, other: ServiceEntryFact): Clash[] =>
  fact.hosts.filter(({ text }) => other.hosts.some((each) => each.text === text)).flatMap(({ text }) => fact.ports.flatMap((own) => other.ports.filter((theirs) => theirs.number === own.number && theirs.protocol !== own.protocol).map((theirs) => ({ other, host: text, own, theirs }))));

function seenTogether(view: StackView, a: ServiceEntryFact, b: ServiceEntryFact): boolean {
  const [ofA, ofB] = [view.namespaceOf(a.ref), view.namespaceOf(b.ref)];
  return [ofA, ofB, ...a.exportTo, ...b.exportTo].some((from) => from !== '.' && visible(a.exportTo, ofA, from) && visible(b.exportTo, ofB, from));
}

const report = (context: Pick<RuleContext, 'report'>, view: StackView, fact: ServiceEntryFact, { other, host, own, theirs }: Clash): void =>
  reportLost(context, view, {
    object: fact.ref,
    severity: amongVariants(view, fact, other) ? 'info' : 'warning',
    message: `calls to ${host}:${own.number} are ${own.protocol || 'of no protocol'} by ServiceEntry ${fact.ref.name} and ${theirs.protocol || 'of no protocol'} by ${other.ref.name}: the older decides for both`,
    place: own.at,
    related: [{ at: theirs.at, text: `ServiceEntry ${other.ref.name}` }],
    fix: { text: `Register ${host}:${own.number} with one protocol.` },
    what: `host ${host}:${own.number}`,
  });
