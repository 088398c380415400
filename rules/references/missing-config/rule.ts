import { defineRule } from '../../define.js';
import { componentOf, configAnywhere, configNamed, usesIn } from '../../support/config-uses.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, operatorMayMake } from '../../support/objects.js';

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
  options: { sources: ['env', 'envFrom', 'volume'] as readonly string[] },
  optionDocs: { sources: 'Which uses are looked at: env, envFrom, volume.' },
  peers: [{ id: 'kube-linter/env-value-from', options: { sources: ['env'] } }, 'popeye/407', 'popeye/1300'],
  check(context) {
    for (const view of clusters(context))
      for (const { pod, use, also } of usesIn(view, 'ConfigMap', context.options.sources)) {
        context.looked();
        const { ref } = pod.fact;
        if (configNamed(view, 'ConfigMap', pod.namespace, use.name).length > 0 || configAnywhere(context, 'ConfigMap', use.name) || operatorMayMake(view, [use.name])) continue;
        const here = view.configs.filter((config) => config.ref.kind === 'ConfigMap' && view.namespaceOf(config.ref) === pod.namespace).map((config) => config.ref.name);
        reportLost(context, view, {
          object: ref,
          component: componentOf(view, pod),
          severity: here.length > 0 ? 'warning' : 'info',
          message: `new pods of ${ref.kind} ${ref.name} do not start: there is no ConfigMap ${use.name} in namespace ${pod.namespace}`,
          place: use.at,
          related: also.map(({ at }) => ({ at, text: `uses ConfigMap ${use.name}, too` })),
          fix: nameOrAdd(use.name, here, `ConfigMap ${use.name}`),
          what: `ConfigMap ${use.name}`,
        });
      }
  },
});
