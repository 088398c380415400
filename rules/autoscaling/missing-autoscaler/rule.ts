import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { KINDS_DOC, REPLICATED } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-autoscaler',
  theme: 'autoscaling',
  severity: 'info',
  off: true,
  summary: 'A workload cannot grow with its load.',
  rationale: `
A fixed number of replicas is a bet on the highest load that will ever come. When it is lost, requests queue in front of pods
that are all busy, time out, and are sent again; nothing adds a pod until somebody is called.`,
  fix: 'Add an autoscaler over a metric that follows the load, with a minimum of at least 2.',
  limits: `
- Off by default: many services have a load that does not change, and a fixed number cannot fail.
- Workloads that no Service sends requests to are left out, unless \`serviceOnly\` is off.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  peers: [{ id: 'kyverno/check-hpa-exists', options: { serviceOnly: false } }],
  needs: ['workload'],
  options: { kinds: ['Deployment'] as readonly string[], serviceOnly: true },
  optionDocs: { kinds: KINDS_DOC, serviceOnly: 'Leave out what no Service selects.' },
  check(context) {
    const { kinds, serviceOnly } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, services, autoscalers } = judged.workload;
      if (!REPLICATED.has(fact.ref.kind) || (serviceOnly && services.length === 0)) continue;
      context.looked();
      if (autoscalers.length > 0) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `${judged.name} cannot grow with its load: no autoscaler targets it`,
        place: fact.at,
        fix: { text: `Add a HorizontalPodAutoscaler of ${fact.ref.kind} ${fact.ref.name}.` },
      });
    }
  },
});
