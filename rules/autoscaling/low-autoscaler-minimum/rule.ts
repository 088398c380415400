import { isKnown, isUnknown, knownOf } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { HPA } from '../../support/peers.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'low-autoscaler-minimum',
  theme: 'autoscaling',
  severity: 'info',
  summary: 'An autoscaler may go down to a single replica.',
  rationale: `
Autoscalers shrink a workload to its minimum when nothing happens, which is at night and at weekends: when nodes are upgraded
and nobody looks. With a minimum of one, the workload is a single replica just then, whatever \`replicas\` says, and the first
requests of the morning meet one pod that has to carry them until new ones have started.`,
  fix: 'Set the minimum to what has to run for the loss of one pod not to be noticed: at least 2.',
  limits: `
- The Service's point of view is \`single-replica\`, which says who cannot reach what; this is about the autoscaler as such, so
  it is information.
- A minimum that nobody wrote is 1 (HorizontalPodAutoscaler) or 0 (KEDA). KEDA's scaling to zero is left out unless
  \`scaleToZero\` asks for it: who sets or leaves it at 0 wants it, and consumers of a queue lose nothing by it.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/', 'https://keda.sh/docs/latest/reference/scaledobject-spec/'],
  peers: [
    { id: 'kube-linter/hpa-minimum-three-replicas', options: { min: 3, scaleToZero: true }, of: HPA },
    { id: 'kube-score/horizontalpodautoscaler-replicas', options: { scaleToZero: true }, of: HPA },
    { id: 'polaris/hpaMinAvailability', options: { scaleToZero: true, unset: false }, of: HPA },
    { id: 'datree/13', options: { written: false }, of: HPA },
    'steadybit/hpa-minimum',
  ],
  needs: ['autoscaler'],
  options: { min: 2, scaleToZero: false, unset: true, written: true },
  optionDocs: { min: 'A smaller minimum is too small.', scaleToZero: 'Report a minimum of 0, too.', unset: 'Report a minimum that nobody wrote.', written: 'Report one that is written and too small.' },
  check(context) {
    const { min: enough, scaleToZero, unset, written } = context.options;
    for (const view of judgedStacks(context))
      for (const { fact, namespace, workloads } of view.autoscalers) {
        context.looked();
        if (isUnknown(fact.min) || !(fact.min === undefined ? unset : written)) continue;
        const keda = fact.ref.kind === 'ScaledObject';
        const least = knownOf(fact.min) ?? (keda ? 0 : 1);
        if (least >= enough || (least === 0 && !scaleToZero)) continue;
        const field = keda ? 'minReplicaCount' : 'minReplicas';
        reportObject(context, view, { ref: fact.ref, namespace }, {
          message: `${fact.ref.kind} ${fact.ref.name} lets ${fact.target.name} shrink to ${least === 1 ? 'a single replica' : `${least} replicas`}${fact.min ? '' : `, because ${field} is not set`}`,
          place: isKnown(fact.min) ? fact.min.at : fact.at,
          fix: { text: `Keep at least ${enough} replicas of ${fact.target.name}.`, suggestion: { language: 'yaml', text: `${field}: ${enough}`, at: isKnown(fact.min) ? fact.min.at : fact.targetAt } },
        }, workloads[0]?.component);
      }
  },
});
