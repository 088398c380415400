import type { FaultEvent } from '../../../analyzer/propagation/faults.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { componentPlace } from '../../support/entries.js';
import { stepsOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'double-point-of-failure',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'Two parts that look unrelated together take an entry point down.',
  rationale: `
What is redundant survives the loss of one half, and for that reason the loss of one half goes on for long: nobody is paged, the
ticket has a low priority, the zone is drained over the weekend. The outage comes with the second half. Where the two halves fail
for reasons of different kinds (a zone here, a single cache there), nobody connects them, and maintenance of one is planned
while the other is down.`,
  fix: `
Alert on the loss of either half as on a risk for the entry point, and do not work on one while the other is down. Better, break
the pair: a third place for the redundant part, a replica for the single one.`,
  limits: `
- Off by default: which pairs are worth a warning depends on how often each half fails, and that is in no file.
- Pairs are exact over hard dependencies, routes, replicas over failure domains and common causes; the instances of one
  Deployment are not counted as a pair.
- At most \`most\` pairs are reported for one entry point, those of components first; \`faultline impact\` shows the rest.`,
  references: ['https://en.wikipedia.org/wiki/Fault_tree_analysis', 'https://sre.google/sre-book/service-best-practices/'],
  needs: ['workload'],
  options: { most: 5 },
  optionDocs: { most: 'Pairs reported for one entry point.' },
  off: true,
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const { entry, pairs } of context.analysis.cutSets(view.stack.id)) {
        context.looked();
        for (const pair of pairs.slice(0, context.options.most)) found.push(reportOf(context, view, entry, pair));
      }
    joinCopies(found).forEach(context.report);
  },
});

function reportOf(context: RuleContext<{ most: number }>, view: StackView, entry: string, pair: readonly [FaultEvent, FaultEvent]): Report {
  const { system, analysis } = context;
  const [one, other] = pair.map((event) => ('component' in event ? system.component(event.component).name : event.cause)) as [string, string];
  const place = (event: FaultEvent) => 'component' in event ? componentPlace(system, view, event.component) : analysis.commonCauses(view.stack.id).find(({ id }) => id === event.cause)!.members[0]!.at;
  const paths = analysis.cutPaths(entry, pair, view.stack.id);
  return {
    subject: { component: entry },
    stack: view.stack.id,
    discriminator: `${one} ${other}`,
    message: `if ${one} and ${other} fail at the same time, ${system.component(entry).name} fails, which survives each of them alone`,
    place: place(pair[0]),
    path: stepsOf(system, paths[0] ?? [], view),
    related: [{ at: place(pair[1]), text: `${other}, the other half` }],
    fix: { text: `Never work on ${one} while ${other} is down, or give one of them a spare.` },
  };
}
