import { defineRule } from '../../define.js';
import { componentOf, configAnywhere, configNamed, usesIn } from '../../support/config-uses.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, operatorMayMake } from '../../support/objects.js';

export const rule = defineRule({
  id: 'missing-secret',
  theme: 'references',
  severity: 'info',
  summary: 'A pod needs a Secret that no manifest declares; somebody has to make it before the pod can start.',
  rationale: `
Secrets are rarely committed, and rightly so. But a pod that names one does not start without it, and nothing in the repository
says who makes it: a person, a pipeline, an operator. In a new cluster, after a disaster or in the second region, this is the step
that is forgotten, and the reason why the recovery takes an afternoon.`,
  fix: 'Declare how the Secret is made (ExternalSecret, SealedSecret, Certificate), correct its name, or note who makes it in the configuration of this tool.',
  limits: `
- It is information, because the usual place of a Secret is elsewhere.
- Secrets that ExternalSecret, SealedSecret and Certificate make are there. A Secret of that name in any stack of the tree counts.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/', 'https://external-secrets.io/latest/'],
  needs: ['workload'],
  options: { sources: ['env', 'envFrom', 'volume'] as readonly string[] },
  optionDocs: { sources: 'Which uses are looked at: env, envFrom, volume.' },
  peers: [{ id: 'kube-linter/env-value-from', options: { sources: ['env'] } }, 'popeye/304', 'popeye/305', 'popeye/407', 'popeye/1300'],
  check(context) {
    for (const view of clusters(context))
      for (const { pod, use, also } of usesIn(view, 'Secret', context.options.sources)) {
        context.looked();
        const { ref } = pod.fact;
        if (configNamed(view, 'Secret', pod.namespace, use.name).length > 0 || configAnywhere(context, 'Secret', use.name) || operatorMayMake(view, [use.name])) continue;
        const here = view.configs.filter((config) => config.ref.kind === 'Secret' && view.namespaceOf(config.ref) === pod.namespace).map((config) => config.ref.name);
        reportLost(context, view, {
          object: ref,
          component: componentOf(view, pod),
          severity: 'info',
          message: `new pods of ${ref.kind} ${ref.name} do not start until somebody makes Secret ${use.name} in namespace ${pod.namespace}`,
          place: use.at,
          related: also.map(({ at }) => ({ at, text: `uses Secret ${use.name}, too` })),
          fix: nameOrAdd(use.name, here, `what makes Secret ${use.name}`),
          what: `Secret ${use.name}`,
        });
      }
  },
});
