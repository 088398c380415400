import type { AvailabilityBound, Promised } from '../../../analyzer/propagation/availability.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { placeOf, stepsOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'objective-above-dependencies',
  theme: 'observability',
  severity: 'warning',
  summary: 'A component promises more than the components that it cannot do without.',
  rationale: `
A request that needs three services succeeds when all three do, so the best that can be promised for it is what is left when
their failures have been taken off. With 99.9 % each, three of them leave 99.7 %: two hours a month instead of 43 minutes. An
objective above that bound is missed in every month in which the dependencies do exactly what they promised. Its alerts are then
ignored, and the budget that should decide about releases decides nothing.`,
  fix: `
Lower the objective to what its dependencies allow, or need less of them: a cache or a fallback that answers while one is down
takes it out of the product. Or raise what they promise, with what that costs.`,
  limits: `
- Objectives are read from OpenSLO, Sloth and Pyrra. A component without one is looked through: what is behind it counts.
- A managed service that Terraform or CloudFormation declares, and for which nobody states an objective, counts with what its provider
  publishes, as far as that is known with its source: Amazon RDS, Aurora, ElastiCache, MemoryDB, DynamoDB, S3 and Lambda, Cloud SQL with
  a regional instance, Azure SQL Database. Where the tier cannot be told, the highest promise counts. What a provider pays for
  missing it is money, and no uptime.
- The product assumes that failures are independent of each other. Where the objective is below the least promise and only above
  the product, the finding is info.
- An objective on latency is taken as what it is, a share of good requests.`,
  references: ['https://aws.amazon.com/legal/service-level-agreements/', 'https://queue.acm.org/detail.cfm?id=3096459', 'https://sre.google/workbook/implementing-slos/', 'https://github.com/OpenSLO/OpenSLO'],
  needs: ['component-settings'],
  options: { slack: 0 },
  optionDocs: { slack: 'Percentage points by which an objective may be above the bound.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const bound of context.analysis.availability(view.stack.id)) {
        context.looked();
        if ((bound.objective.value as number) > bound.product + context.options.slack) found.push(reportOf(context, view, bound));
      }
    joinCopies(found).forEach(context.report);
  },
});

function reportOf({ system }: RuleContext<{ slack: number }>, view: StackView, { component, objective, promises, product, least }: AvailabilityBound): Report {
  const { name } = system.component(component);
  const terms = promises.map((one) => `${one.objective.value} % of ${system.component(one.component).name}${published(one) === undefined ? '' : `, as published for ${published(one)}`}`);
  const allow = terms.length === 1 ? terms[0] : `${terms.join(' x ')} = ${product} %`;
  const worst = promises.reduce((a, b) => ((b.objective.value as number) < (a.objective.value as number) ? b : a));
  return {
    subject: { component },
    stack: view.stack.id,
    severity: (objective.value as number) > least ? 'warning' : 'info',
    message: `${name} promises ${objective.value} %, and what it needs in every request allows no more than ${allow}`,
    place: placeOf(objective.evidence),
    path: stepsOf(system, worst.path, view),
    related: promises.map((one) => ({ at: placeOf(one.objective.evidence), text: published(one) === undefined ? `the objective of ${system.component(one.component).name}` : one.objective.source! })),
    fix: { text: `Promise at most ${product} % for ${name}, or let it answer without ${system.component(worst.component).name}.` },
  };
}

/** `Amazon RDS, one instance`, where the provider says it and nobody here. */
const published = ({ objective }: Promised): string | undefined => (objective.name === 'publishedSla' ? objective.source?.split(': ', 1)[0] : undefined);
