import { nearest } from '../../../analyzer/config/nearest.js';
import { defineRule } from '../../define.js';
import { componentOf, configNamed, configUses } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { clusters, podsOf } from '../../support/objects.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-config-key',
  theme: 'references',
  severity: 'error',
  summary: 'A pod takes a key of a ConfigMap or Secret that does not have it, so no new pod of it starts.',
  rationale: `
The object is there and the key is not: renamed, misspelled, or lost in an edit. The kubelet refuses to start the container
(CreateContainerConfigError), or to mount the volume. Pods that run already have their values and go on, so the rollout of the
ConfigMap looks harmless, until something restarts a pod.`,
  fix: 'Correct the key, add it to the object, or say `optional: true`.',
  limits: `
Only objects whose keys are all known are compared: those that are declared in the stack, and those of operators that list their
keys. Keys of Secrets are read, values never. Optional references stay quiet.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/', 'https://kubernetes.io/docs/concepts/configuration/secret/'],
  needs: ['config'],
  options: { sources: ['env', 'volume'] as readonly string[] },
  optionDocs: { sources: 'Which uses are looked at: env, volume.' },
  peers: [{ id: 'kube-linter/env-value-from', options: { sources: ['env'] } }],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view))
        for (const use of configUses(pod, context.options.sources)) {
          const found = configNamed(view, use.kind, pod.namespace, use.name);
          if (use.key === undefined || found.length === 0 || found.some((config) => config.keysUnknown)) continue;
          context.looked();
          const keys = found.flatMap((config) => config.entries.map(({ key }) => key));
          if (keys.includes(use.key)) continue;
          const near = nearest(use.key, keys);
          reportLost(context, view, {
            object: pod.fact.ref,
            component: componentOf(view, pod),
            severity: 'error',
            message: `new pods of ${pod.fact.ref.kind} ${pod.fact.ref.name} do not start: ${use.kind} ${use.name} has no key ${use.key}${keys.length > 0 ? `, only ${names(keys)}` : ''}`,
            place: use.keyAt ?? use.at,
            related: [{ at: found[0]!.at, text: `${use.kind} ${use.name}` }],
            fix: { text: near === undefined ? `Add the key ${use.key} to ${use.kind} ${use.name}, or correct it here.` : `Name the key ${near} instead, or add ${use.key} to ${use.kind} ${use.name}.` },
            what: `key ${use.kind}/${use.name}/${use.key}`,
          });
        }
  },
});
