import type { SpreadTerm } from '../../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { matchesSelector } from '../../support/selectors.js';
import { userStacks } from '../../support/stacks.js';
import { allOf } from '../../support/text.js';
import { keyOf, labelLines, onKubernetes, ownLabels, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'no-host-spread',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'Nothing keeps the replicas of a workload apart, so one node can hold them all.',
  rationale: `
Replicas protect against the loss of a node only when they are on different nodes. The scheduler scores nodes by free
resources and cached images; on a freshly added node both point the same way, and all replicas may land there. Its built-in
spreading tolerates a difference of three pods between nodes, so two or three replicas may share one. When that node goes,
the service goes, although the manifest says three.`,
  fix: `
Add a topology spread constraint (or a pod anti-affinity term) whose selector matches the pods' own labels. \`ScheduleAnyway\`
costs nothing when nodes are scarce; use \`DoNotSchedule\` only where running fewer replicas is better than sharing a node.`,
  limits: `
- Either form is accepted, preferred or required, on any key of the option; what counts is that the selector matches the
  workload's own pods in their own namespace. A term whose key or selector could not be read counts as spreading.
- Pods on the host network with a fixed port cannot share a node; they are left out, like DaemonSets and jobs.
- Spreading configured for the whole cluster in the scheduler is not seen.`,
  references: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  ],
  needs: ['workload'],
  options: {
    topologyKeys: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region'] as readonly string[],
    minReplicas: 2,
  },
  optionDocs: { topologyKeys: 'Node labels that name a failure domain: spreading over any of them counts.', minReplicas: 'Workloads with fewer replicas are left out.' },
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view)) {
        if (!onKubernetes(workload) || (workload.effectiveReplicas?.value ?? 0) < Math.max(2, context.options.minReplicas)) continue;
        context.looked();
        const { fact } = workload;
        const pinned = fact.hostNetwork === true && fact.containers.some(({ ports }) => ports.length > 0);
        if (!pinned && !fact.spread.some((term) => spreads(term, workload, context.options.topologyKeys))) report(context, view, workload);
      }
  },
});

function spreads(term: SpreadTerm, { fact, namespace }: Workload, keys: readonly string[]): boolean {
  const key = term.topologyKey === undefined || keys.includes(term.topologyKey);
  const here = term.namespaces.length === 0 || term.namespaces.includes(namespace);
  return key && here && matchesSelector(term.selector, fact.podLabels);
}

function report(context: Pick<RuleContext, 'system' | 'report'>, view: StackView, workload: Workload): void {
  const { fact, effectiveReplicas } = workload;
  const { name } = context.system.component(workload.component);
  const [useless] = fact.spread;
  const why = useless ? 'its spread rules do not match its own pods on a known failure domain' : 'nothing keeps them apart';
  const labels = labelLines(ownLabels(fact), 6);
  context.report({
    subject: { component: workload.component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    message: `losing one node can take ${allOf(effectiveReplicas!.value, 'replicas')} of ${name} at once: ${why}`,
    place: useless?.at ?? fact.at,
    fix: {
      text: `Spread the pods of ${name} over nodes.`,
      suggestion: {
        language: 'yaml',
        text: `topologySpreadConstraints:\n- maxSkew: 1\n  topologyKey: kubernetes.io/hostname\n  whenUnsatisfiable: ScheduleAnyway\n  labelSelector:\n    matchLabels:\n${labels}`,
        at: fact.podAt,
      },
    },
  });
}
