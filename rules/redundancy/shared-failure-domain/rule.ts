import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { entriesOf } from '../../support/entries.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { allOf, names } from '../../support/text.js';
import { keyOf, servers } from '../../support/workloads.js';
import { oneZone, type Tie, ties } from './ties.js';

export const rule = defineRule({
  id: 'shared-failure-domain',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'All replicas of a component are tied to one zone, one node or one volume.',
  rationale: `
Replicas protect from what hits one of them. A node selector for one zone, one host name, a volume that only one node can
attach, or a service in a single subnet ties all of them to a thing that fails as a whole: they are counted as three and lost as
one. It is easily overlooked, because every view of the workload shows healthy replicas, and because the tie stands in another
place than the number: \`replicas: 3\` at the top of a manifest, \`nodeSelector\` a screen below, the access mode of the claim in
another file.`,
  fix: `
Let the replicas choose between zones: drop the selector, or make it a preference (node affinity), and add a topology spread
constraint over \`topology.kubernetes.io/zone\`. Give replicas that share files a volume that several nodes can mount
(\`ReadWriteMany\`), or a claim each by a StatefulSet. Give a cloud service subnets in at least two zones.`,
  limits: `
- Only ties that are written are seen: a cluster that has a single zone anyway looks like any other.
- A node pool spans zones as a rule and is not reported. Preferred node affinity ties nothing.
- A claim whose manifest is not here may allow several nodes and is left out.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/', 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes', 'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html'],
  needs: ['workload', 'cloud-resource'],
  options: { kinds: ['zone', 'node', 'region'] as readonly string[], minReplicas: 2 },
  optionDocs: { kinds: 'Kinds of places of a node selector that count as one failure domain.', minReplicas: 'Workloads with fewer replicas are left out.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const workload of servers(view)) {
        const replicas = replicasOf(context, view, workload);
        if (replicas < Math.max(2, context.options.minReplicas)) continue;
        context.looked();
        for (const tie of ties(context.system, view, workload, context.options.kinds)) found.push(reportOf(context, view, workload, replicas, tie));
      }
    for (const view of userStacks(context)) for (const component of view.components) reportGroup(context, view, component, found);
    joinCopies(found).forEach(context.report);
  },
});

function replicasOf({ system }: Pick<RuleContext, 'system'>, view: StackView, { component, effectiveReplicas }: Workload): number {
  const desired = system.setting(component, 'desiredCount', view.stack.id)?.value;
  return effectiveReplicas?.value ?? (typeof desired === 'number' ? desired : 0);
}

/** Groups of virtual machines say their size and where they run, and no workload. */
function reportGroup(context: RuleContext<{ readonly minReplicas: number }>, view: StackView, component: string, found: Report[]): void {
  const { name } = context.system.component(component);
  const size = context.system.setting(component, 'minSize', view.stack.id)?.value;
  if (typeof size !== 'number') return;
  context.looked();
  const tie = oneZone(context.system, view, component);
  if (!tie || size < context.options.minReplicas) return;
  found.push({
    subject: { component },
    stack: view.stack.id,
    discriminator: tie.what,
    message: `losing ${tie.what} takes ${allOf(size, 'instances')} of ${name} at once: ${tie.why}`,
    place: tie.at,
    fix: { text: `Let ${name} run in subnets of at least two zones.` },
    blast: context.analysis.blast(component, view.stack.id),
  });
}

function reportOf(context: RuleContext, view: StackView, { component, fact }: Workload, replicas: number, { what, why, at, cause }: Tie): Report {
  const { name } = context.system.component(component);
  const others = (cause === undefined ? [] : entriesOf(context, view, { cause })).filter((entry) => entry !== component);
  const lost = others.length === 0 ? '' : `, and ${names(namesOf(context.system, others))} with it`;
  return {
    subject: { component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: `${keyOf(fact)} ${what}`,
    message: `losing ${what} takes ${allOf(replicas, 'replicas')} of ${name} at once${lost}: ${why}`,
    place: at,
    fix: { text: `Let the replicas of ${name} run in at least two zones or nodes that share nothing.` },
    blast: context.analysis.blast(component, view.stack.id),
  };
}
