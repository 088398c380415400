import { defineRule } from '../../define.js';
import { missingObjects, reportMissing } from '../../support/config-uses.js';
import { nameOrAdd } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

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
  options: { sources: ['env', 'envFrom', 'volume'] as readonly string[], everyWorkload: false },
  optionDocs: { sources: 'Which uses are looked at: env, envFrom, volume.', everyWorkload: 'Report each workload that needs the object, instead of the object once with all of them.' },
  peers: [{ id: 'kube-linter/env-value-from', options: { sources: ['env'], everyWorkload: true } }, { id: 'popeye/304', options: { everyWorkload: true } }, { id: 'popeye/305', options: { everyWorkload: true } }, { id: 'popeye/407', options: { everyWorkload: true } }, { id: 'popeye/1300', options: { everyWorkload: true } }],
  check(context) {
    for (const view of clusters(context))
      for (const { name, namespace, uses } of missingObjects(context, view, 'Secret', context.options.sources)) {
        const here = view.configs.filter(({ ref }) => ref.kind === 'Secret' && view.namespaceOf(ref) === namespace).map(({ ref }) => ref.name);
        reportMissing(context, view, 'Secret', uses, context.options.everyWorkload, {
          severity: 'info',
          message: `do not start until somebody makes Secret ${name} in namespace ${namespace}`,
          fix: nameOrAdd(name, here, `what makes Secret ${name}`),
          what: `Secret ${name}`,
        });
      }
  },
});
