import { nearest } from '../../../analyzer/config/nearest.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, hasServices, serviceAnywhere } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-webhook-service',
  theme: 'references',
  severity: 'warning',
  summary: 'An admission webhook is served by a Service that does not exist.',
  rationale: `
The API server asks a webhook before it takes an object. When the Service behind it is missing and its failurePolicy is Fail, which
is the default, every object that it is asked about is refused: no new pod, no rollout, no repair, until somebody with access
deletes the webhook by hand. Clusters have been locked this way by the removal of the chart that brought the webhook.`,
  fix: 'Correct the name or the namespace of the Service, or delete the configuration together with what served it.',
  limits: `
- Services of all stacks of the tree count. Where none is declared in the namespace, it is information: webhooks are often served
  by what another repository installs.
- \`suffix\` limits the check to webhooks whose name ends so.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy', 'https://istio.io/latest/docs/reference/config/analysis/ist0139/'],
  needs: ['webhook'],
  options: { suffix: '' },
  optionDocs: { suffix: 'Only webhooks whose name ends with this; empty: all.' },
  peers: [{ id: 'istio/IST0139', options: { suffix: 'istio.io' } }],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('webhook'))
        for (const { name, service, failurePolicy } of fact.hooks) {
          if (service === undefined || !name.endsWith(context.options.suffix) || isTemplated(service.name) || isTemplated(service.namespace)) continue;
          context.looked();
          const home = { namespace: service.namespace, sure: true };
          if (serviceAnywhere(context, home, service.name)) continue;
          const here = context.stacks.flatMap((other) => other.services.filter((each) => each.namespace === service.namespace).map((each) => each.fact.ref.name));
          const near = nearest(service.name, here);
          reportLost(context, view, {
            object: fact.ref,
            severity: hasServices(context, home) ? 'warning' : 'info',
            message: `${failurePolicy === 'Ignore' ? `webhook ${name} is skipped` : `objects that webhook ${name} is asked about are refused`}: there is no Service ${service.name} in namespace ${service.namespace}`,
            place: service.at,
            fix: { text: near === undefined ? `Add Service ${service.name}, or remove the webhook.` : `Name ${near} instead, or add Service ${service.name}.` },
            what: `webhook ${name}`,
          });
        }
  },
});
