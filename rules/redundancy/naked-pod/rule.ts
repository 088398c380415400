import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'naked-pod',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'A Pod without a controller is gone for good when its node is.',
  rationale: `
A Pod that no controller owns is never made again. Its node is drained, runs out of memory or is replaced by the autoscaler,
and the pod goes with it; the Service in front of it stays, with no endpoint. Because everything looked well until that day,
the manifest is usually the last place where somebody looks.`,
  fix: `
Let a Deployment (or a StatefulSet, or a Job for what ends) make the pod: its template is the Pod's \`metadata.labels\` and \`spec\`.`,
  limits: `
- A warning where a Service sends requests to the pod or something else needs it; information for others, and for pods that
  end by themselves, which lose only their retry.
- Pods with an owner are left out: they are a dump of a cluster. So are test and installation hooks, and what the kubelet of a
  node runs by itself (static pods in \`kube-system\`).`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/', 'https://kubernetes.io/docs/concepts/configuration/overview/'],
  peers: [...['kubescape/C-0073', 'datree/25'].map((id) => ({ id, options: { all: true } })), { id: 'popeye/208', options: { all: true, controller: true } }],
  needs: ['workload'],
  options: { all: false, controller: false },
  optionDocs: { all: 'Report what has no owner, also what is idle or the kubelet\'s own.', controller: 'Only an owner that is said to be its controller is one.' },
  check(context) {
    for (const judged of judgedWorkloads(context, ['Pod'])) {
      const { fact, namespace } = judged.workload;
      if ((context.options.controller ? fact.controlled : fact.owned) || (!context.options.all && (fact.role === 'idle' || namespace === 'kube-system' || 'kubernetes.io/config.mirror' in fact.annotations))) continue;
      context.looked();
      const ends = fact.role !== 'serve';
      reportWorkload(context, judged, {
        message: ends ? `if its node goes while ${judged.name} runs, nothing starts it again: it is a Pod without a controller` : `when the node of ${judged.name} is drained or lost, nothing makes its pod again: it has no controller`,
        place: fact.at,
        fix: ends ? { text: `Run ${judged.name} as a Job, which tries again.` } : { text: `Make a Deployment of Pod ${judged.name}; its spec is the template.` },
      });
    }
  },
});
