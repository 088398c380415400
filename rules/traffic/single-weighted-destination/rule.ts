import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'single-weighted-destination',
  theme: 'traffic',
  severity: 'info',
  summary: 'A route gives its only destination a weight, which means nothing.',
  rationale: `
A weight is a share among destinations. One alone gets everything, whatever its number is: \`weight: 10\` does not hold back nine of
ten requests. It is often half of a canary whose other half was deleted, and reads as if that still protected somebody.`,
  fix: 'Remove the weight, or add the destination that gets the rest.',
  limits: 'Off by default: with a weight of 100 it is only superfluous. Mirrors do not count as destinations.',
  references: ['https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination'],
  needs: ['virtual-service'],
  options: { partial: false },
  optionDocs: { partial: 'Leave out weights of 0, and of 100 and more.' },
  off: true,
  peers: [{ id: 'kiali/KIA1104', options: { partial: true } }],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service'))
        for (const [index, { destinations }] of fact.rules.entries()) {
          context.looked();
          const [only, ...others] = destinations.filter(({ mirror }) => !mirror);
          if (only?.weight === undefined || others.length > 0 || (context.options.partial && !(Number(only.weight.text) > 0 && Number(only.weight.text) < 100))) continue;
          reportLost(context, view, {
            object: fact.ref,
            severity: 'info',
            message: `${only.host} gets all requests of VirtualService ${fact.ref.name}, not ${only.weight.text} of 100: it is the only destination`,
            place: only.weight.at,
            fix: { text: 'Remove the weight, or add the other destination.' },
            what: `weight ${index}`,
          });
        }
  },
});
