import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCORED_DEPLOYMENT } from '../../support/peers.js';
import { count } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'replicas-beside-autoscaler',
  theme: 'autoscaling',
  severity: 'warning',
  summary: 'Every deployment puts an autoscaled workload back to the number in its manifest.',
  rationale: `
An autoscaler and a manifest that says \`replicas\` both own the same field. Each time the manifest is applied, by a release or
by a tool that reconciles every few minutes, the number goes back to what was written, and the autoscaler has to climb again.
At the peak of the day that means a sudden loss of most pods, just because somebody deployed a change of a label.`,
  fix: `
Remove \`replicas\` from the manifest; the autoscaler keeps the number. (Remove it with care: the first apply without it falls to 1, unless the field is given up first, as the page of the autoscaler describes.)`,
  limits: `
- A warning where something depends on the pods, information elsewhere.
- A number that a template fills in is not judged: charts leave it out when autoscaling is on.
- An autoscaler whose target is in another repository has no finding here.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    'https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#leaving-room-for-imperativeness',
  ],
  peers: [{ id: 'kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured', options: {}, of: SCORED_DEPLOYMENT }, { id: 'kics/5744cbb8', options: {}, of: ['Deployment'] }],
  needs: ['autoscaler'],
  options: { kinds: [] as readonly string[] },
  optionDocs: { kinds: KINDS_DOC },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds)) {
      const { fact, autoscalers: [scaler] } = judged.workload;
      if (!scaler) continue;
      context.looked();
      if (!isKnown(fact.replicas)) continue;
      const { value, at } = fact.replicas;
      reportWorkload(context, judged, {
        message: `each time its manifest is applied, ${judged.name} falls back to ${count(value, 'replica')}, whatever ${scaler.ref.kind} ${scaler.ref.name} has scaled it to`,
        place: at,
        related: [{ at: scaler.targetAt, text: `${scaler.ref.kind} ${scaler.ref.name} decides the number, too` }],
        fix: { text: `Remove replicas from ${fact.ref.kind} ${fact.ref.name}.` },
      });
    }
  },
});
