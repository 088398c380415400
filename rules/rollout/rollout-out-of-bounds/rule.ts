import { isKnown, type Value } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { KINDS_DOC, REPLICATED } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'rollout-out-of-bounds',
  theme: 'rollout',
  severity: 'info',
  off: true,
  summary: 'A rolling update may take away more pods at once than the service can miss.',
  rationale: `
\`maxUnavailable\` is how many pods a rollout may be short of. At half of them the other half carries the whole load, just while
caches are cold and new pods start; at 100 % a rolling update is no better than \`Recreate\`. A large \`maxSurge\` needs as much free
room in the cluster, or the rollout waits for it.`,
  fix: `
Let a rollout be short of no pod: \`maxUnavailable: 0\` with \`maxSurge: 1\`, or a share that the rest can carry.`,
  limits: `
- Off by default: the defaults (25 %) suit most services. Numbers without a known number of replicas are not judged.
- Percentages of \`maxUnavailable\` are rounded down and those of \`maxSurge\` up, as the controller does.
- With \`explicit\` an update whose bounds nobody wrote is reported, too.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment'],
  peers: ['kube-linter/update-configuration'],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], maxUnavailable: 25, maxSurge: 100, explicit: false },
  optionDocs: {
    kinds: KINDS_DOC,
    maxUnavailable: 'Largest share of the pods, in percent, that a rollout may be short of.',
    maxSurge: 'Largest share, in percent, that it may add.',
    explicit: 'Report updates whose bounds nobody wrote.',
  },
  check(context) {
    const { kinds, maxUnavailable: most, maxSurge, explicit } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, effectiveReplicas } = judged.workload;
      if (fact.role !== 'serve' || !REPLICATED.has(fact.ref.kind) || fact.ref.kind === 'ReplicaSet') continue;
      context.looked();
      const { strategy } = fact;
      const missing = explicit && !strategy?.maxUnavailable && !strategy?.maxSurge;
      const unavailable = percent(strategy?.maxUnavailable, effectiveReplicas?.value);
      const surge = percent(strategy?.maxSurge, effectiveReplicas?.value);
      const over = unavailable !== undefined && unavailable > most ? strategy?.maxUnavailable : surge !== undefined && surge > maxSurge ? strategy?.maxSurge : undefined;
      if (!over && !missing) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: !over ? `nobody wrote how many pods of ${judged.name} a rollout may take away` : over === strategy?.maxUnavailable ? `a rollout of ${judged.name} may take away ${shown(over)} of its pods at once` : `a rollout of ${judged.name} needs room for ${shown(over)} more pods`,
        place: over?.at ?? strategy?.at ?? fact.specAt,
        fix: { text: `Replace the pods of ${judged.name} one by one.`, suggestion: { language: 'yaml', text: 'rollingUpdate:\n  maxUnavailable: 0\n  maxSurge: 1', at: strategy?.at ?? fact.specAt } },
      });
    }
  },
});

const shown = (value: Value<number | string>): string => (isKnown(value) ? String(value.value) : value.unknown);

/** Of the replicas that run. */
function percent(value: Value<number | string> | undefined, replicas: number | undefined): number | undefined {
  if (!isKnown(value)) return undefined;
  const share = /^(\d{1,4})%$/.exec(String(value.value))?.[1];
  if (share !== undefined) return Number(share);
  return replicas ? (Number(value.value) / replicas) * 100 : undefined;
}
