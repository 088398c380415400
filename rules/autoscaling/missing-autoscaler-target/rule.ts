import type { AutoscalerFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, hasPods, inOtherStack, operatorMayMake, podsOf } from '../../support/objects.js';
import { HPA } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';

/** The API server refuses such a metric; where it does not, the autoscaler has nothing to count. */
function reportAimless(context: Pick<RuleContext, 'report'>, view: StackView, { ref, aimless = [] }: AutoscalerFact): void {
  const [place, ...rest] = aimless;
  if (place === undefined) return;
  reportLost(context, view, {
    object: ref,
    severity: 'warning',
    message: `${ref.kind} ${ref.name} has nothing to scale by: a metric of an object does not name the object, its metric or the target`,
    place,
    related: rest.map((at) => ({ at, text: 'nor does this one' })),
    fix: { text: `Give each metric of type Object of ${ref.name} its \`describedObject\`, \`metric\` and \`target\`.` },
    what: 'metrics',
  });
}

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
- A metric of type Object that leaves out the object, its metric or the target gives no number, and is reported as well.
- Kinds of custom resources can be scaled, too, and their objects may be made by an operator: only Deployments, StatefulSets,
  ReplicaSets, ReplicationControllers and Rollouts are looked for. The apiVersion is not compared: the API server converts it.
- Where no workload at all is declared in the namespace, the target may come from another repository: information.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/', 'https://keda.sh/docs/latest/reference/scaledobject-spec/'],
  needs: ['autoscaler'],
  options: { kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Rollout'] as readonly string[], exact: false, checks: ['target', 'metrics'] as readonly string[] },
  optionDocs: { checks: 'What has to name something: the `target`, and `metrics` of type Object.', kinds: 'Kinds of targets that are looked for.', exact: 'Look for every kind, by the very apiVersion that is written, in any namespace.' },
  peers: [
    { id: 'kube-linter/dangling-horizontalpodautoscaler', options: { exact: true, checks: ['target'] }, of: HPA },
    { id: 'kubescape/C-0300', options: { kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'], checks: ['target'] }, of: HPA },
    { id: 'kics/2f652c42', options: { checks: ['metrics'] }, of: HPA },
    ...['kube-score/horizontalpodautoscaler-has-target', 'popeye/600'].map((id) => ({ id, options: { checks: ['target'] }, of: HPA })),
  ],
  check(context) {
    for (const view of clusters(context))
      for (const { fact, namespace, workloads } of view.autoscalers) {
        const { kind, name } = fact.target;
        const { exact, kinds, checks } = context.options;
        if (checks.includes('metrics')) reportAimless(context, view, fact);
        if (!checks.includes('target') || (!exact && !kinds.includes(kind)) || isTemplated(name)) continue;
        context.looked();
        const isTarget = ({ fact: { ref } }: ReturnType<typeof podsOf>[number]) => ref.kind === kind && ref.name === name && (!exact || (ref.apiVersion === fact.target.apiVersion && ref.apiVersion?.includes('/')));
        if ((!exact && workloads.length > 0) || podsOf(view).some((pod) => (exact || pod.namespace === namespace) && isTarget(pod))) continue;
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
