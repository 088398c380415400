import { isKnown, isUnknown, knownOf } from '../../../analyzer/facts/value.js';
import { defineRule, servesUsers } from '../../define.js';
import { HPA } from '../../support/peers.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'autoscaler-without-range',
  theme: 'autoscaling',
  severity: 'error',
  summary: 'The maximum of an autoscaler is not above its minimum, so it never scales.',
  rationale: `
An autoscaler whose maximum equals its minimum holds a fixed number and reports that it is at its limit. The team believes to
have elasticity; under load nothing happens. A maximum below the minimum is refused by the API server, and with it the
release that contains it.`,
  fix: `
Raise the maximum to what the peak needs, or remove the autoscaler and write \`replicas\`.`,
  limits: `
- Equal numbers are a warning, since somebody may have pinned them for a while; a maximum below the minimum is an error.
- A minimum that nobody wrote is 1 (HorizontalPodAutoscaler) or 0 (KEDA).`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/',
  ],
  peers: [{ id: 'polaris/hpaMaxAvailability', options: { unset: false }, of: HPA }],
  needs: ['autoscaler'],
  options: { unset: true },
  optionDocs: { unset: 'Where nobody wrote a minimum, compare with the one of the API.' },
  check(context) {
    for (const view of judgedStacks(context))
      for (const { fact, namespace, workloads } of view.autoscalers) {
        context.looked();
        if (!isKnown(fact.max) || isUnknown(fact.min) || (fact.min === undefined && !context.options.unset)) continue;
        const least = knownOf(fact.min) ?? (fact.ref.kind === 'ScaledObject' ? 0 : 1);
        const { value: most, at } = fact.max;
        if (most > least) continue;
        const users = servesUsers(view);
        reportObject(context, view, { ref: fact.ref, namespace }, {
          severity: !users ? 'info' : most < least ? 'error' : 'warning',
          message: most < least ? `${fact.ref.kind} ${fact.ref.name} is refused: its maximum of ${most} is below its minimum of ${least}` : `${fact.target.name} never scales: minimum and maximum of ${fact.ref.kind} ${fact.ref.name} are both ${most}`,
          place: at,
          ...(isKnown(fact.min) && { related: [{ at: fact.min.at, text: `the minimum is ${least}` }] }),
          fix: { text: `Raise the maximum of ${fact.ref.name} to what the peak needs.` },
        }, workloads[0]?.component);
      }
  },
});
