import type { AutoscalerFact } from '../../../analyzer/facts/types.js';
import type { Linked } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { HPA } from '../../support/peers.js';
import { judgedStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

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
  peers: [{ id: 'kyverno/prevent-duplicate-hpa', options: { targets: ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'] }, of: HPA }],
  needs: ['autoscaler'],
  options: { targets: [] as readonly string[] },
  optionDocs: { targets: 'Kinds of targets that are allowed; an autoscaler of another one is reported, too. Empty: all.' },
  check(context) {
    const { targets } = context.options;
    for (const view of judgedStacks(context)) {
      const first = new Map<string, Linked<AutoscalerFact>>();
      for (const scaler of view.autoscalers.filter(({ fact }) => !isMadeByKeda(fact))) {
        context.looked();
        const { fact: { target, targetAt, ref }, namespace, workloads } = scaler;
        const key = `${namespace}/${target.kind}/${target.name}`;
        const other = first.get(key);
        if (targets.length > 0 && !targets.includes(target.kind))
          reportObject(context, view, { ref, namespace }, {
            severity: 'info',
            message: `${ref.kind} ${ref.name} may scale nothing: its target is a ${target.kind}, not one of ${names(targets)}`,
            place: targetAt,
            fix: { text: `Name a target of kind ${targets[0]!}.` },
          }, workloads[0]?.component);
        else if (!other) first.set(key, scaler);
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
