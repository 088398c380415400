import { push } from '../../../analyzer/facts/groups.js';
import type { DestinationRuleFact } from '../../../analyzer/facts/mesh.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { fullName } from '../../support/mesh/names.js';
import { registryOf } from '../../support/mesh/registry.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-destination-rules',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two DestinationRules set the policy of the same host or subset; one of them is not used.',
  rationale: `
Istio joins the subsets of several DestinationRules for one host and takes the traffic policy of the oldest. A connection limit or an
outlier detection that stands in the other is in no proxy. Which is the oldest is decided by when they were applied, which no file
shows.`,
  fix: 'Keep one DestinationRule for a host, with all its subsets.',
  limits: `
A rule with subsets alone beside one that has other subsets is what Istio joins: they do not conflict. Rules for the calls of some
pods (\`workloadSelector\`) are left alone, and so are rules of different namespaces: that of the caller comes first, then that of the
Service. Alternatives among files are information.`,
  references: ['https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services', 'https://istio.io/latest/docs/reference/config/networking/destination-rule/'],
  needs: ['destination-rule'],
  options: { eachMember: false },
  optionDocs: { eachMember: 'Report each of them, not the later alone.' },
  peers: [{ id: 'kiali/KIA0201', options: { eachMember: true } }],
  check(context) {
    const { nameOf } = registryOf(context.system);
    for (const view of clusters(context)) {
      const byHost = new Map<string, DestinationRuleFact[]>();
      for (const fact of together(view, 'destination-rule')) {
        context.looked();
        if (fact.callers) continue;
        const host = `${view.namespaceOf(fact.ref)} ${fullName(nameOf(view, fact.ref, fact.host.text))}`;
        push(byHost, host, fact);
      }
      for (const rules of byHost.values())
        for (const [index, fact] of rules.entries()) {
          const others = context.options.eachMember ? rules.filter((each) => each !== fact) : rules.slice(0, index);
          const other = others.find((each) => clash(each, fact) || (context.options.eachMember && (each.subsets.length === 0 || fact.subsets.length === 0)));
          if (other) report(context, view, fact, other);
        }
    }
  },
});

const clash = (a: DestinationRuleFact, b: DestinationRuleFact): boolean =>
  (a.subsets.length === 0 && b.subsets.length === 0) || a.subsets.some(({ name }) => b.subsets.some((each) => each.name === name));

const report = (context: Pick<RuleContext, 'report'>, view: StackView, fact: DestinationRuleFact, other: DestinationRuleFact): void =>
  reportLost(context, view, {
    object: fact.ref,
    severity: amongVariants(view, fact, other) ? 'info' : 'warning',
    message: `the policy of DestinationRule ${fact.ref.name} or that of ${other.ref.name} is not in force: both are for ${fact.host.text}`,
    place: fact.host.at,
    related: [{ at: other.host.at, text: `DestinationRule ${other.ref.name}` }],
    fix: { text: `Join DestinationRule ${fact.ref.name} and ${other.ref.name}.` },
    what: `host ${fact.host.text}`,
  });
