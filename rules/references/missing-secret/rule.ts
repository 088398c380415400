import type { ObjectFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { missingObjects, reportMissing } from '../../support/config-uses.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, isPlaced } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

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
  optionDocs: { sources: 'Which uses are looked at: env, envFrom, volume. There are also those of a ServiceAccount: secrets, imagePullSecrets.', everyWorkload: 'Report each workload that needs the object, instead of the object once with all of them.' },
  peers: [{ id: 'kube-linter/env-value-from', options: { sources: ['env'], everyWorkload: true } }, { id: 'popeye/304', options: { sources: ['secrets'] } }, { id: 'popeye/305', options: { sources: ['imagePullSecrets'] } }, { id: 'popeye/407', options: { everyWorkload: true } }, { id: 'popeye/1300', options: { everyWorkload: true } }],
  check(context) {
    for (const view of clusters(context)) {
      for (const { name, namespace, uses } of missingObjects(context, view, 'Secret', context.options.sources)) {
        const here = view.configs.filter(({ ref }) => ref.kind === 'Secret' && view.namespaceOf(ref) === namespace).map(({ ref }) => ref.name);
        reportMissing(context, view, 'Secret', uses, context.options.everyWorkload, {
          severity: 'info',
          message: `do not start until somebody makes Secret ${name} in namespace ${namespace}`,
          fix: nameOrAdd(name, here, `what makes Secret ${name}`),
          what: `Secret ${name}`,
        });
      }
      for (const account of view.objects.filter(({ ref }) => ref.kind === 'ServiceAccount')) checkAccount(context, view, account);
    }
  },
});

function checkAccount(context: RuleContext<{ sources: readonly string[] }>, view: StackView, { ref, fields }: ObjectFact): void {
  for (const [field, value] of Object.entries(fields)) {
    if (!context.options.sources.includes(field.replace(/\.\d+$/, '')) || !isKnown(value) || isTemplated(String(value.value))) continue;
    context.looked();
    const name = String(value.value);
    const namespace = view.namespaceOf(ref);
    if (context.stacks.some((each) => each.configs.some((config) => config.ref.kind === 'Secret' && config.ref.name === name && (!isPlaced(view, ref) || !isPlaced(each, config.ref) || each.namespaceOf(config.ref) === namespace)))) continue;
    reportLost(context, view, {
      object: ref, severity: 'info', place: value.at,
      message: `pods of ServiceAccount ${ref.name} do without Secret ${name} until somebody makes it in namespace ${namespace}`,
      fix: nameOrAdd(name, view.configs.filter((config) => config.ref.kind === 'Secret').map((config) => config.ref.name), `what makes Secret ${name}`),
      what: `Secret ${name}`,
    });
  }
}
