import type { DisruptionBudgetFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { Linked, StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';
import { sumOf } from '../../support/sums.js';
import { names } from '../../support/text.js';
import { isOfKind, keyOf, replicasOf as writtenReplicas } from '../../support/workloads.js';
import { type Block, blocks, blocksByShare, blocksEach } from './block.js';

const CURRENT = ['policy/v1/PodDisruptionBudget'];

export const rule = defineRule({
  id: 'blocking-disruption-budget',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A disruption budget never lets a pod go, so nodes cannot be drained.',
  rationale: `
The eviction API refuses as long as the budget would be violated. A budget that leaves no room refuses for ever: the drain of
a node hangs, the cluster upgrade stops halfway, the autoscaler cannot remove an empty-looking node. Somebody then deletes
the pods by force, all at once and in a hurry, which is the outage that the budget was there to prevent.`,
  fix: 'Let one pod go: `maxUnavailable: 1`. A workload with one replica needs a second replica first.',
  limits: `
- Replicas are those that run at the least: the autoscaler's minimum where there is one, all workloads that the budget
  selects added up. Percentages are rounded up, as the API does.
- Budgets of DaemonSets and jobs are left out: a drain does not evict the former, and the latter end.
- Where the number of replicas is not known, or no manifest here has the pods, only budgets that can never allow an eviction
  are reported. Some tools want a share to be left free beyond that; \`share\` is for them.
- It is a warning wherever users are served, whatever runs in the pods: the node is what cannot be drained.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/'],
  peers: [
    { id: 'kube-linter/pdb-max-unavailable', options: { fields: ['maxUnavailable'], compareWith: 'nothing', unreadable: true }, of: CURRENT },
    { id: 'kube-linter/pdb-min-available', options: { fields: ['minAvailable'], compareWith: 'each', unreadable: true }, of: CURRENT },
    { id: 'polaris/pdbDisruptionsIsZero', options: { compareWith: 'nothing' } },
    { id: 'polaris/pdbMinAvailableGreaterThanHPAMinReplicas', options: { fields: ['minAvailable'], compareWith: 'autoscaler', equal: false } },
    'popeye/901',
    { id: 'kyverno/deployment-replicas-higher-than-pdb', options: { fields: ['minAvailable'], compareWith: 'each', numbers: true, targets: ['Deployment'] } },
    { id: 'kyverno/require-replicas-allow-disruption', options: { fields: ['minAvailable'], compareWith: 'each', numbers: true, targets: ['Deployment', 'StatefulSet'], onWorkload: true } },
    { id: 'kyverno/pdb-maxunavailable-with-deployments', options: { fields: ['maxUnavailable'] } },
    { id: 'kyverno/require-reasonable-pdbs', options: { share: 50, compareWith: 'percentages' } },
  ],
  needs: ['budget'],
  options: { fields: ['minAvailable', 'maxUnavailable'] as readonly string[], share: 100, compareWith: 'replicas', equal: true, unreadable: false, numbers: false, targets: [] as readonly string[], onWorkload: false },
  optionDocs: {
    fields: 'Fields of a budget to look at.',
    share: 'A `minAvailable` of more than this percentage blocks, whatever it leaves.',
    compareWith: 'What `minAvailable` is compared with: `replicas` that run, the minimum of an `autoscaler` and nothing else, the number that is written in `each` workload by itself (where it is 1 the autoscaler\'s minimum), `percentages` alone, of which `maxUnavailable` has to be as much as `share`, or `nothing`: then only what can never allow an eviction is reported.',
    equal: 'As many as run are too many; without, only more than run.',
    unreadable: 'Report a value that is neither a number nor a percentage.',
    numbers: 'Leave out a `minAvailable` that is a percentage.',
    targets: 'Kinds of workloads that each are compared; empty: all.',
    onWorkload: 'Report the workload that runs too few, instead of the budget.',
  },
  check(context) {
    for (const view of judgedStacks(context))
      for (const budget of view.budgets) {
        context.looked();
        const { compareWith, share, numbers, targets, onWorkload } = context.options;
        if (compareWith === 'percentages') {
          const unreasonable = blocksByShare(budget, share);
          if (unreasonable) report(context, view, budget, [], unreasonable);
          continue;
        }
        if (numbers && !isNumber(budget)) continue;
        const evicted = budget.workloads.filter(({ fact }) => fact.role === 'serve' && fact.ref.kind !== 'DaemonSet');
        // What it selects may be somewhere else; what is here and never evicted is not.
        if (evicted.length === 0 && budget.workloads.length > 0 && compareWith !== 'nothing' && compareWith !== 'each') continue;
        const compared = compareWith === 'nothing' ? [] : compareWith === 'each' ? budget.workloads.filter(({ fact }) => fact.selector !== undefined && fact.ref.kind !== 'ReplicationController' && isOfKind(targets, fact)) : compareWith === 'autoscaler' ? evicted.filter(({ autoscalers }) => autoscalers.length > 0) : evicted;
        if (compareWith === 'autoscaler' && compared.length === 0) continue;
        if (onWorkload) {
          for (const workload of compared) {
            const few = replicasOfOne(workload) === 0 ? undefined : blocksEach(budget, [workload], context.options);
            if (few) reportFew(context, view, budget, workload, few);
          }
          continue;
        }
        const block = compareWith === 'each' ? blocksEach(budget, compared, context.options) : blocks(budget, compared.length > 0 ? replicasOf(compared, view.partial) : undefined, context.options);
        if (block) report(context, view, budget, evicted, block);
      }
  },
});

function report(context: RuleContext, view: StackView, { fact, namespace }: Linked<DisruptionBudgetFact>, evicted: readonly Workload[], block: Block): void {
  const components = [...new Set(evicted.map(({ component }) => component))];
  const all = components.length > 0 ? names(components.map((id) => context.system.component(id).name)) : 'the pods it selects';
  reportObject(context, view, { ref: fact.ref, namespace }, {
    severity: servesUsers(view) ? 'warning' : 'info',
    message: `nodes that run ${all} cannot be drained: the budget ${fact.ref.name} asks for ${block.text}`,
    place: block.at,
    related: evicted.map((workload) => ({ at: workload.fact.replicas?.at ?? workload.fact.at, text: `selected: ${keyOf(workload.fact)}` })),
    fix: block.replicas === 1 ? { text: `Run at least 2 replicas of ${all} and allow one to go, or remove the budget.` } : { text: 'Allow one pod to go at a time.', suggestion: { language: 'yaml', text: 'maxUnavailable: 1', at: block.at } },
  }, components[0]);
}

function reportFew(context: RuleContext, view: StackView, { fact: { ref } }: Linked<DisruptionBudgetFact>, { fact, namespace, component }: Workload, { at, text }: Block): void {
  reportObject(context, view, { ref: fact.ref, namespace }, {
    severity: servesUsers(view) ? 'warning' : 'info',
    message: `nodes that run ${fact.ref.name} cannot be drained: the budget ${ref.name} asks for ${text}`,
    place: fact.replicas?.at ?? fact.at,
    related: [{ at, text: `the budget ${ref.name}` }],
    fix: { text: `Run more replicas of ${fact.ref.name}, or allow one to go.` },
  }, component);
}

const replicasOfOne = (workload: Workload): number | undefined => writtenReplicas(workload, true);

const isNumber = ({ fact: { minAvailable } }: Linked<DisruptionBudgetFact>): boolean => isKnown(minAvailable) && /^\d+$/.test(String(minAvailable.value));

/** Undefined when one of them is unknown, as behind an autoscaler that could not be read; 0 when all are scaled to nothing. */
const replicasOf = (workloads: readonly Workload[], partial: boolean): number | undefined =>
  sumOf(workloads.map(({ effectiveReplicas }) => (partial && effectiveReplicas?.from !== 'autoscaler' ? undefined : effectiveReplicas?.value)));
