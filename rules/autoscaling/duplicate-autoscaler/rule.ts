import type { AutoscalerFact } from '../../../analyzer/facts/types.js';
import type { Linked } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'duplicate-autoscaler',
  theme: 'autoscaling',
  severity: 'warning',
  summary: 'Two autoscalers set the replicas of one workload against each other.',
  rationale: `
Each autoscaler computes a number from its own metric and writes it; the other one overwrites it half a minute later. With one
that sees little load, the workload is shrunk in the middle of a peak, grown, and shrunk again. Kubernetes says of such a
pair only that its selectors are ambiguous, and may stop scaling at all.`,
  fix: 'Keep one autoscaler, with both metrics: it takes the highest of what they ask for.',
  limits: `
- Autoscalers are of one target when kind, name and namespace are the same. The HorizontalPodAutoscaler that KEDA makes of a
  ScaledObject is not a second one.
- The finding is about every one but the first.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/', 'https://keda.sh/docs/latest/concepts/scaling-deployments/'],
  peers: ['kyverno/prevent-duplicate-hpa'],
  needs: ['autoscaler'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of judgedStacks(context)) {
      const first = new Map<string, Linked<AutoscalerFact>>();
      for (const scaler of view.autoscalers.filter(({ fact }) => !isMadeByKeda(fact))) {
        context.looked();
        const { fact: { target, targetAt, ref }, namespace, workloads } = scaler;
        const key = `${namespace}/${target.kind}/${target.name}`;
        const other = first.get(key);
        if (!other) first.set(key, scaler);
        else
          reportObject(context, view, { ref, namespace }, {
            severity: servesUsers(view) ? 'warning' : 'info',
            message: `${other.fact.ref.kind} ${other.fact.ref.name} and ${ref.kind} ${ref.name} overwrite each other's number of replicas of ${target.name}`,
            place: targetAt,
            related: [{ at: other.fact.targetAt, text: `${other.fact.ref.name} scales it as well` }],
            fix: { text: `Keep one autoscaler of ${target.kind} ${target.name}, with the metrics of both.` },
          }, workloads[0]?.component);
      }
    }
  },
});

const isMadeByKeda = ({ ref, labels }: AutoscalerFact): boolean => ref.name.startsWith('keda-hpa-') || 'scaledobject.keda.sh/name' in labels;
