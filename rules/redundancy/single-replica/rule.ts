import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { judge, reportWorkload } from '../../support/judged.js';
import { SCORED_DEPLOYMENT } from '../../support/peers.js';
import { requestServices } from '../../support/ports.js';
import { leavesReplicasOpen } from '../../support/published.js';
import { fall, missed } from '../../support/redundancy.js';
import { judgedStacks, namesOf } from '../../support/stacks.js';
import { beyondOne, isSingleton } from '../../support/singleton.js';
import { hasOwnDisk } from '../../support/storage.js';
import { names } from '../../support/text.js';
import { isOfKind, KINDS_DOC, replicasOf, replicasPlace, replicasReason, replicasSuggestion, servers, WRITTEN_DOC } from '../../support/workloads.js';
import { isCounted, totals } from './counted.js';

export const rule = defineRule({
  id: 'single-replica',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'A service that others use runs as one replica.',
  rationale: `
While its only pod is moved, restarted or rolled out, a Service has no endpoint and its callers get connection errors. The
usual cause is not a crash but maintenance: a node pool upgrade drains one node after the other, and each drain takes down
every service whose only pod lives there. An autoscaler with a minimum of one does not help, because it is idle at night,
when the maintenance runs.`,
  fix: `
Set \`replicas\`, or the autoscaler's \`minReplicas\`, to 2 or more, then add a disruption budget and a spread constraint so
that the two are not lost together.`,
  limits: `
- When users lose an entry point with the component, in this stack or another one, \`single-point-of-failure\` reports it instead,
  with all places: one cause, one finding.
- The minimum of an autoscaler decides where there is one; unset, it is 1. An autoscaler is no excuse by itself, nor is a
  number that nobody wrote: the API takes 1 for it. What is scaled to 0 is switched off on purpose.
- A warning where something selects, routes to or calls the service; information where nothing but a monitoring system does, and where its data is on a disk
  of its own (a claim that one node mounts, a claim template): a second replica would start without it. Information, too, where the
  Deployment recreates its pods, so that no two run at once, and where a value of a chart says it that others install.
- Versions of one component count together. Datastores and brokers are left out, because a second replica of them takes more
  than a number. With \`perObject\` each object is judged alone, as most tools do, datastores included.
- Pods, DaemonSets and jobs have no number of replicas to raise. Compose projects are left out: their containers share one host.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/disruptions/', 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  peers: [
    { id: 'kube-linter/minimum-three-replicas', options: { min: 3, perObject: true, written: true } },
    { id: 'kube-score/deployment-replicas', options: { perObject: true, written: true, serviceOnly: true, autoscaled: false }, of: SCORED_DEPLOYMENT },
    { id: 'polaris/deploymentMissingReplicas', options: { perObject: true, written: true, kinds: ['Deployment'] } },
    { id: 'datree/16', options: { perObject: true, written: true, unset: false, kinds: ['Deployment'] } },
    { id: 'kyverno/deployment-has-multiple-replicas', options: { perObject: true, written: true, kinds: ['Deployment'] } },
    { id: 'steadybit/single-replica', options: { perObject: true } },
  ],
  needs: ['workload'],
  options: { min: 2, kinds: [] as readonly string[], perObject: false, serviceOnly: false, written: false, autoscaled: true, unset: true },
  optionDocs: {
    min: 'Fewer replicas than this are too few.',
    kinds: KINDS_DOC,
    perObject: 'Judge each object alone: without the other versions of its component, and also where `single-point-of-failure` says what is lost.',
    serviceOnly: 'Leave out what no Service selects.',
    written: WRITTEN_DOC,
    autoscaled: 'Look at what an autoscaler scales, too.',
    unset: 'Look at what nobody wrote a number for, too.',
  },
  check(context) {
    const { min, kinds, perObject, serviceOnly, written, autoscaled, unset } = context.options;
    const told = perObject ? new Set<string>() : missed(context);
    for (const view of judgedStacks(context)) {
      const total = totals(view);
      for (const workload of servers(view)) {
        if (!isCounted(context, view, workload) || !isOfKind(kinds, workload.fact) || (serviceOnly && workload.services.length === 0) || (!autoscaled && workload.autoscalers.length > 0) || (!unset && workload.fact.replicas === undefined)) continue;
        context.looked();
        const replicas = perObject ? replicasOf(workload, written) : total.get(workload.component);
        if (replicas !== undefined && replicas < min && !told.has(workload.component)) report(context, view, workload);
      }
    }
  },
});

function report(context: RuleContext, view: StackView, workload: Workload): void {
  const { system, options: { min, perObject, written } } = context;
  const { component } = workload;
  const services = requestServices(workload);
  const { blast, entries } = fall(context, component, view);
  if (entries.length > 0 && perObject !== true) return;
  const judged = judge(context, view, workload);
  const bound = perObject !== true && hasOwnDisk(view, workload);
  const singleton = perObject !== true && isSingleton(workload);
  const users = namesOf(system, [...blast.lost, ...blast.degraded]);
  const who = users.length > 0 ? names(users) : services.length > 0 ? `the callers of Service ${services[0]!.ref.name}` : undefined;
  const consequence = who ? `while its pod restarts or moves, ${who} cannot reach it` : 'while its pod restarts or moves, nothing does its work';
  const wanted = Math.max(2, Number(min));
  const value = replicasOf(workload, written === true)!;
  reportWorkload(context, judged, {
    message: value === 1 ? `${judged.name} runs as one replica (${replicasReason(workload)}): ${consequence}` : `${judged.name} runs as ${value} replicas, where ${wanted} are asked for`,
    place: replicasPlace(workload),
    ...(bound || singleton || (perObject !== true && leavesReplicasOpen(context, view, workload)) ? { severity: 'info' as const } : {}),
    fix: bound ? { text: `Move what ${judged.name} keeps on its disk to a store that replicas share, then run ${wanted}.` } : singleton ? { text: beyondOne(judged.name) } : { text: `Run at least ${wanted} replicas of ${judged.name}.`, suggestion: replicasSuggestion(workload, wanted) },
    blast,
  });
}
