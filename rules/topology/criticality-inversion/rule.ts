import type { Dependency } from '../../../analyzer/graph/document.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { ranking, tierOf, TIER_LABELS, TIERS } from '../../support/labels.js';
import { hopPlace, stepsOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'criticality-inversion',
  theme: 'topology',
  severity: 'warning',
  summary: 'A critical component cannot work without one of a lower tier.',
  rationale: `
A tier says how a component is treated: how soon somebody gets up for it, how carefully it is changed, how much spare capacity it
has. A component is never more available than what it needs in every request, so a critical one that needs a best-effort one is
best-effort in truth. The mistake shows during the first incident of the lesser component, when its team, rightly, waits until
the morning.`,
  fix: `
Raise the tier of the dependency, with all that follows for how it is run. Or make the critical side survive without it: a
timeout and a fallback in the code, a copy of the data, an event instead of a call.`,
  limits: `
- Only components with a tier are compared: by \`tiers\` in the configuration, a tag or label that says it.
- Tiers that are not in \`order\` are not compared.
- Hard dependencies of the request phase count, directly or through components without a tier. A fallback in the code ends them.`,
  references: ['https://sre.google/sre-book/service-level-objectives/', 'https://sre.google/workbook/implementing-slos/'],
  needs: ['workload'],
  options: { order: TIERS, labels: TIER_LABELS },
  optionDocs: { order: 'Names of tiers, the most critical first. `0`, `tier0` and `tier-0` are the same.', labels: 'Labels or annotations of a workload that say its tier, where the configuration does not.' },
  check(context) {
    const rankOf = ranking(context.options.order);
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      const tier = (id: string): string | undefined => tierOf(context.system, view, id, context.options.labels);
      const rank = new Map(view.components.map((id) => [id, rankOf(tier(id))]));
      for (const [id, own] of rank) {
        if (own === undefined) continue;
        context.looked();
        const blast = context.analysis.blast(id, view.stack.id);
        for (const lost of blast.lost) {
          const path = blast.witness(lost);
          const higher = rank.get(lost);
          // Whoever stands between with a tier of its own is the one to blame.
          const between = path.slice(1).some(({ from }) => rank.get(from) !== undefined);
          if (higher !== undefined && higher < own && !between) found.push(reportOf(context, view, path, [tier(lost)!, tier(id)!]));
        }
      }
    }
    joinCopies(found).forEach(context.report);
  },
});

type Context = RuleContext<{ order: readonly string[]; labels: readonly string[] }>;

function reportOf({ system, analysis }: Context, view: StackView, path: readonly Dependency[], [high, low]: readonly [string, string]): Report {
  const higher = system.component(path[0]!.from);
  const lesser = system.component(path.at(-1)!.to);
  return {
    subject: { from: higher.id, to: lesser.id },
    stack: view.stack.id,
    message: `if ${lesser.name} (${low}) fails, ${higher.name} (${high}) fails with it: it cannot answer a request without it`,
    place: hopPlace(path[0]!, view),
    path: stepsOf(system, path, view),
    fix: { text: `Run ${lesser.name} as ${high}, or let ${higher.name} answer without it.` },
    blast: analysis.blast(lesser.id, view.stack.id),
  };
}
