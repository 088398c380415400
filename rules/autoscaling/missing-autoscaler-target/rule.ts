import { defineRule } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, hasPods, inOtherStack, operatorMayMake, podsOf } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-autoscaler-target',
  theme: 'autoscaling',
  severity: 'warning',
  summary: 'An autoscaler names a workload that is not there, so nothing is scaled when load rises.',
  rationale: `
A HorizontalPodAutoscaler finds its workload by kind and name. When it finds none, it reports FailedGetScale in its status and
does nothing, for ever. The workload that was meant keeps the replicas of its manifest: enough on a quiet day, too few on the
day that the autoscaler was written for.`,
  fix: 'Name the workload by its kind and its exact name, in the namespace of the autoscaler.',
  limits: `
- Kinds of custom resources can be scaled, too, and their objects may be made by an operator: only Deployments, StatefulSets,
  ReplicaSets, ReplicationControllers and Rollouts are looked for. The apiVersion is not compared: the API server converts it.
- Where no workload at all is declared in the namespace, the target may come from another repository: information.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/', 'https://keda.sh/docs/latest/reference/scaledobject-spec/'],
  needs: ['autoscaler'],
  options: { kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Rollout'] as readonly string[] },
  optionDocs: { kinds: 'Kinds of targets that are looked for.' },
  peers: ['kube-linter/dangling-horizontalpodautoscaler', 'kube-score/horizontalpodautoscaler-has-target', 'kubescape/C-0300', 'kics/2f652c42', 'popeye/600'],
  check(context) {
    for (const view of clusters(context))
      for (const { fact, namespace, workloads } of view.autoscalers) {
        const { kind, name } = fact.target;
        if (!context.options.kinds.includes(kind) || isTemplated(name)) continue;
        context.looked();
        const isTarget = (pod: ReturnType<typeof podsOf>[number]) => pod.fact.ref.kind === kind && pod.fact.ref.name === name;
        if (workloads.length > 0 || podsOf(view).some((pod) => pod.namespace === namespace && isTarget(pod))) continue;
        if (inOtherStack(context, view, (other) => podsOf(other).some(isTarget)) || operatorMayMake(view, [name])) continue;
        const sameName = podsOf(view).find((pod) => pod.fact.ref.name === name);
        const here = podsOf(view).filter((pod) => pod.namespace === namespace).map((pod) => pod.fact.ref.name);
        reportLost(context, view, {
          object: fact.ref,
          severity: hasPods(context, namespace) ? 'warning' : 'info',
          message: `${fact.ref.kind} ${fact.ref.name} scales nothing: there is no ${kind} ${name} in namespace ${namespace}`,
          place: fact.targetAt,
          related: sameName ? [{ at: sameName.fact.at, text: `is a ${sameName.fact.ref.kind} in namespace ${sameName.namespace}` }] : [],
          fix: nameOrAdd(name, sameName ? [] : here, `${kind} ${name}`),
          what: `target ${kind}/${name}`,
        });
      }
  },
});
