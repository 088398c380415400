import { defineRule } from '../../define.js';
import { missingObjects, reportMissing } from '../../support/config-uses.js';
import { nameOrAdd } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'missing-config',
  theme: 'references',
  severity: 'warning',
  summary: 'A pod takes its configuration from a ConfigMap that no manifest declares, so no new pod of it starts.',
  rationale: `
A container that takes a variable or a volume from a ConfigMap waits until it is there: CreateContainerConfigError, or a volume
that is not mounted. Pods that run already keep running, so the mistake sleeps. It wakes when a node fails, an autoscaler adds a
pod or an image is rolled out, which are the moments at which a new pod is needed.`,
  fix: 'Add the ConfigMap, correct its name, or say `optional: true` where the program can do without it.',
  limits: `
- Variables, envFrom, volumes and projected volumes are looked at, in all containers. Optional ones stay quiet.
- A ConfigMap of that name in any stack of the tree counts, and so does one that a custom resource of the stack may make.
- Where the namespace has no ConfigMap in the tree at all, they are kept elsewhere: information.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/configmap/', 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/'],
  needs: ['workload'],
  options: { sources: ['env', 'envFrom', 'volume'] as readonly string[], everyWorkload: false },
  optionDocs: { sources: 'Which uses are looked at: env, envFrom, volume.', everyWorkload: 'Report each workload that needs the object, instead of the object once with all of them.' },
  peers: [{ id: 'kube-linter/env-value-from', options: { sources: ['env'], everyWorkload: true } }, { id: 'popeye/407', options: { everyWorkload: true } }, { id: 'popeye/1300', options: { everyWorkload: true } }],
  check(context) {
    for (const view of clusters(context))
      for (const { name, namespace, uses } of missingObjects(context, view, 'ConfigMap', context.options.sources)) {
        const here = view.configs.filter(({ ref }) => ref.kind === 'ConfigMap' && view.namespaceOf(ref) === namespace).map(({ ref }) => ref.name);
        reportMissing(context, view, 'ConfigMap', uses, context.options.everyWorkload, {
          severity: here.length > 0 ? 'warning' : 'info',
          message: `do not start: there is no ConfigMap ${name} in namespace ${namespace}`,
          fix: nameOrAdd(name, here, `ConfigMap ${name}`),
          what: `ConfigMap ${name}`,
        });
      }
  },
});
