import { isEmptySelector, matchesSelector } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { clusters, labelsAreTemplated, labelText, podsOf, selectorIsTemplated, selectorText } from '../../support/objects.js';
import { SCANNED_TOO, SCORED_DEPLOYMENT, SCORED_STATEFUL_SET } from '../../support/peers.js';

export const rule = defineRule({
  id: 'mismatched-workload-selector',
  theme: 'references',
  severity: 'error',
  summary: 'A workload does not select the pods of its own template; the API server refuses it.',
  rationale: `
A controller counts the pods that its selector finds. With a template of other labels it would never find what it makes, and make
more and more; the API server therefore refuses the object. The apply fails at this object, and what came before it in the same
release is already changed.`,
  fix: 'Give the template every label that the selector asks for.',
  limits: 'Jobs and CronJobs get their selector from the cluster and are left alone, and so are patches, which have no image. A workload without selector is a warning: old API versions took it from the template.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  needs: ['workload'],
  options: { kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout', 'ReplicationController'] as readonly string[], unfinished: false, missing: true },
  optionDocs: { kinds: 'Kinds that are looked at.', missing: 'Report a workload that has no selector.', unfinished: 'Report a missing selector everywhere: where an old API fills it in, and where the template has neither image nor labels, too.' },
  peers: [{ id: 'kube-linter/mismatching-selector', options: { unfinished: true, kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'DeploymentConfig'] } }, { id: 'kube-score/deployment-pod-selector-labels-match-template-metadata-labels', options: { unfinished: true }, of: SCORED_DEPLOYMENT }, { id: 'kube-score/statefulset-pod-selector-labels-match-template-metadata-labels', options: { unfinished: true }, of: SCORED_STATEFUL_SET }, { id: 'kubescape/C-0296', options: { missing: false }, of: SCANNED_TOO }, 'popeye/508'],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        const { ref, selector, podLabels, containers, workloadRef, specAt } = pod.fact;
        if (!context.options.kinds.includes(ref.kind) || workloadRef !== undefined || labelsAreTemplated(podLabels)) continue;
        context.looked();
        const base = { object: ref, component: componentOf(view, pod), place: specAt, what: 'selector' };
        if (selector === undefined || isEmptySelector(selector)) {
          const isOld = ref.apiVersion === 'extensions/v1beta1' || ref.apiVersion === 'apps/v1beta1';
          const isPatch = !context.options.unfinished && ((isOld && selector === undefined) || !containers.some(({ image }) => image !== undefined) || Object.keys(podLabels).length === 0);
          if (!isPatch && context.options.missing && (ref.kind !== 'ReplicationController' || context.options.unfinished))
            reportLost(context, view, {
              ...base,
              severity: 'warning',
              message: `${ref.kind} ${ref.name} is refused by the API server: it has no selector`,
              fix: { text: `Select ${labelText(podLabels)} in ${ref.kind} ${ref.name}.` },
            });
        } else if (!selectorIsTemplated(selector) && !matchesSelector(selector, podLabels))
          reportLost(context, view, {
            ...base,
            severity: 'error',
            message: `${ref.kind} ${ref.name} is refused by the API server: it selects ${selectorText(selector)}, and its own pods have ${labelText(podLabels)}`,
            fix: { text: `Let the selector and the labels of the template of ${ref.kind} ${ref.name} agree.` },
          });
      }
  },
});
