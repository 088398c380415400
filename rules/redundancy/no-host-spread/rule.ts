import { defineRule, type RuleContext } from '../../define.js';
import { judgedWorkloads, reportWorkload, type Judged } from '../../support/judged.js';
import { SCORED_DEPLOYMENT, SCORED_STATEFUL_SET } from '../../support/peers.js';
import { allOf } from '../../support/text.js';
import { KINDS_DOC, REPLICATED, replicasOf, WRITTEN_DOC } from '../../support/workloads.js';
import { constraintFor, spreads } from './spread.js';

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
- A topology spread constraint counts as well as anti-affinity; older versions of kube-score and kube-linter know the latter alone.
- Either form is accepted, preferred or required, on any key of the option; what counts is that the selector matches the
  workload's own pods in their own namespace. A term whose key or selector could not be read counts as spreading.
- A number of replicas that nobody wrote is 1, so there is nothing to spread; \`countUnset\` takes it for one that an autoscaler sets.
- A warning where something depends on the pods, information elsewhere.
- Pods on the host network with a fixed port cannot share a node; they are left out, like DaemonSets and jobs.
- Spreading configured for the whole cluster in the scheduler is not seen.`,
  references: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  ],
  peers: [
    { id: 'kube-linter/no-anti-affinity', options: { written: true } },
    { id: 'kube-score/deployment-has-host-podantiaffinity', options: { countUnset: true, written: true }, of: SCORED_DEPLOYMENT },
    { id: 'kube-score/statefulset-has-host-podantiaffinity', options: { countUnset: true, written: true }, of: SCORED_STATEFUL_SET },
    { id: 'kics/a31b7b82', options: { written: true, antiAffinityOnly: true, kinds: ['Deployment'], minReplicas: 3, topologyKeys: ['kubernetes.io/hostname'] } },
    { id: 'kics/d740d048', options: { written: true, antiAffinityOnly: true, kinds: ['StatefulSet'], minReplicas: 3, topologyKeys: ['kubernetes.io/hostname'] } },
    'datree/83',
    'steadybit/host-podantiaffinity',
  ],
  needs: ['workload'],
  options: {
    topologyKeys: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region'] as readonly string[],
    minReplicas: 2,
    kinds: [] as readonly string[],
    countUnset: false,
    written: false,
    antiAffinityOnly: false,
  },
  optionDocs: {
    topologyKeys: 'Node labels that name a failure domain: spreading over any of them counts.',
    minReplicas: 'Workloads with fewer replicas are left out.',
    kinds: KINDS_DOC,
    countUnset: 'A number of replicas that nobody wrote counts as enough.',
    written: WRITTEN_DOC,
    antiAffinityOnly: 'Topology spread constraints do not count.',
  },
  check(context) {
    const { minReplicas, kinds, countUnset, topologyKeys, written, antiAffinityOnly } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact } = judged.workload;
      const value = replicasOf(judged.workload, written) ?? 0;
      if (fact.role !== 'serve' || !REPLICATED.has(fact.ref.kind) || (value < Math.max(2, minReplicas) && !(countUnset && value > 0 && !fact.replicas))) continue;
      context.looked();
      const pinned = !written && fact.hostNetwork === true && fact.containers.some(({ ports }) => ports.length > 0);
      if (!pinned && !fact.spread.some((term) => !(antiAffinityOnly && term.kind !== 'anti-affinity') && spreads(term, judged.workload, topologyKeys))) report(context, judged, value);
    }
  },
});

function report(context: Pick<RuleContext, 'report'>, judged: Judged, value: number): void {
  const { fact } = judged.workload;
  const [useless] = fact.spread;
  const why = useless ? 'its spread rules do not match its own pods on a known failure domain' : 'nothing keeps them apart';
  reportWorkload(context, judged, {
    message: `losing one node can take ${value > 1 ? `${allOf(value, 'replicas')} of ${judged.name}` : `every replica of ${judged.name} that an autoscaler adds`} at once: ${why}`,
    place: useless?.at ?? fact.at,
    fix: { text: `Spread the pods of ${judged.name} over nodes.`, suggestion: { language: 'yaml', text: constraintFor(fact), at: fact.podAt } },
  });
}
