import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { names, yamlScalar } from '../../support/text.js';
import { KINDS_DOC, labelLines, ownLabels, REPLICATED } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'no-topology-spread',
  theme: 'redundancy',
  severity: 'info',
  off: true,
  summary: 'A workload has no topology spread constraint.',
  rationale: `
Anti-affinity keeps two pods off the same node; it does not keep twelve pods balanced over three zones. Without a spread
constraint a zone may hold most of them, because that is where nodes were free, and its loss takes more than the rest can
carry.`,
  fix: 'Add a constraint over zones, and one over hosts, whose selector matches the pods\' own labels.',
  limits: `
- Off by default: \`no-host-spread\` reports what has no protection of any kind, and clusters may have default constraints that
  no manifest shows.
- Jobs and workloads of fewer replicas are left out, and, unless \`kinds\` names them, Pods and DaemonSets.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
  peers: [
    { id: 'polaris/topologySpreadConstraint', options: { minReplicas: 0, kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Rollout', 'Pod'] } },
    { id: 'kyverno/topologyspreadconstraints-policy', options: { minReplicas: 3, kinds: ['Deployment', 'StatefulSet'], topologyKeys: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'] } },
  ],
  needs: ['workload'],
  options: { minReplicas: 2, kinds: [] as readonly string[], topologyKeys: [] as readonly string[] },
  optionDocs: { minReplicas: 'Workloads with fewer replicas are left out.', kinds: KINDS_DOC, topologyKeys: 'Keys that have to be spread over; empty: any.' },
  check(context) {
    const { minReplicas, kinds, topologyKeys } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, effectiveReplicas } = judged.workload;
      const isReplicated = REPLICATED.has(fact.ref.kind);
      if ((kinds.length === 0 && !(isReplicated && fact.role === 'serve')) || (isReplicated && (effectiveReplicas?.value ?? 0) < minReplicas)) continue;
      context.looked();
      const spread = fact.spread.filter(({ kind }) => kind === 'topology-spread');
      const lacking = topologyKeys.filter((key) => !spread.some(({ topologyKey = key }) => topologyKey === key));
      if (topologyKeys.length === 0 ? spread.length > 0 : lacking.length === 0) continue;
      const key = lacking[0] ?? 'topology.kubernetes.io/zone';
      reportWorkload(context, judged, {
        severity: 'info',
        message: `pods of ${judged.name} may pile up in one failure domain: no topology spread constraint balances them${lacking.length > 0 ? ` over ${names(lacking)}` : ''}`,
        place: fact.at,
        fix: { text: `Balance the pods of ${judged.name}.`, suggestion: { language: 'yaml', text: `topologySpreadConstraints:\n- maxSkew: 1\n  topologyKey: ${yamlScalar(key)}\n  whenUnsatisfiable: ScheduleAnyway\n  labelSelector:\n    matchLabels:\n${labelLines(ownLabels(fact), 6)}`, at: fact.podAt } },
      });
    }
  },
});
