import { defineRule, type Report, type RuleContext } from '../../define.js';
import { bySubject, joinCopies } from '../../support/copies.js';
import { stepsOf } from '../../support/places.js';
import { leavesReplicasOpen } from '../../support/published.js';
import { fall, lostServices, singles, type Fall, type Single } from '../../support/redundancy.js';
import { isService, userStacks } from '../../support/stacks.js';
import { beyondOne, isSingleton } from '../../support/singleton.js';
import { hasOwnDisk } from '../../support/storage.js';
import { keyOf, replicasPlace, replicasReason, replicasSuggestion } from '../../support/workloads.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { consequence, isGrave } from './consequence.js';

export const rule = defineRule({
  id: 'single-point-of-failure',
  theme: 'redundancy',
  severity: 'error',
  summary: 'A component runs as one instance, and user traffic cannot be served without it.',
  rationale: `
A process dies more often than its author thinks: a node is drained for an upgrade, the kernel kills it for memory, a bad
configuration makes it restart. With one instance every such event is an outage of everything that needs it, and hard
dependencies carry the outage upwards: a cart that cannot reach its store answers 500, the checkout that needs the cart
fails too, and the page that users see is gone because a pod was moved.

The rule follows hard request-time dependencies from each component that is known to run once and reports it when a place
where users enter falls with it. The message counts what else stops.`,
  fix: `
Run at least two instances of a stateless service and let them land on different nodes. Give a datastore a replica with
automatic failover, or use a managed one. Where neither is possible, make its callers survive without it: a fallback in the
code turns the hard dependency into a soft one, and the finding goes away because the outage does.`,
  limits: `
- Only what is known to run once is reported. Managed services, external hosts, DaemonSets and templated replica counts are
  not known to, so they stay quiet.
- Several stacks of one system that show the same are one finding: where it is gravest, with the other places beside it, those where
  nobody can tell what users lose included.
- It is a warning where fewer than three services run, none of them twice or by an autoscaler, and nobody says that it is for production.
- Two replicas of a datastore count as redundant; whether they replicate is not checked.
- A service whose data is on a disk of its own cannot simply run twice: it is information where nothing else falls with it.
- So it is, and a warning where more falls, where no two may run at once: a Deployment that recreates its pods, an ECS service that ends its
  task before it starts the next.
- Where a value of a chart says it that nothing in the tree installs, and of which it builds no image, it is information: who installs
  the chart gives the number.
- In a Compose project it is a warning at most: all its containers share one host. So it is where no manifest says where users
  enter, and what serves and nobody calls is taken for it.
- Of several brokers or seeds in one list of addresses each alone can be missed; that all of them fail is not followed.
- A dependency counts as hard unless the code shows a fallback. The reported path says which hops were assumed.`,
  references: [
    'https://sre.google/sre-book/addressing-cascading-failures/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  ],
  needs: ['workload'],
  options: { errorShare: 0.3 },
  optionDocs: { errorShare: 'Share of the services (0 to 1) that must fall, an entry point among them, to make it an error. Losing every entry point always is one.' },
  check(context) {
    const found: Report[] = [];
    const felt = new Set<string>();
    for (const view of userStacks(context))
      for (const single of singles(context, view)) {
        context.looked();
        const fallen = fall(context, single.component, view);
        if (fallen.entries.length > 0) felt.add(single.component);
        else if (single.workload.fact.platform === 'compose') continue;
        found.push({ ...reportOf(context, view, single, fallen), ...(fallen.entries.length === 0 && { severity: 'info' as const }) });
      }
    joinCopies(found.filter(({ subject }) => 'component' in subject && felt.has(subject.component)), bySubject).forEach(context.report);
  },
});

function reportOf(context: RuleContext<{ errorShare: number }>, view: StackView, { component, workload }: Single, fallen: Fall): Report {
  const { system } = context;
  const it = system.component(component);
  const entry = fallen.entries.find((id) => id !== component);
  const bound = isService(it) && hasOwnDisk(view, workload);
  const singleton = isService(it) && isSingleton(workload);
  const open = leavesReplicasOpen(context, view, workload);
  const alone = (bound || singleton) && lostServices(context, view, fallen.blast).lost.length === 0;
  const grave = !singleton && workload.fact.platform !== 'compose' && fallen.declared && isGrave(context, view, component, fallen);
  return {
    subject: { component },
    stack: view.stack.id,
    object: workload.fact.ref,
    discriminator: keyOf(workload.fact),
    severity: alone || open ? 'info' : grave ? 'error' : 'warning',
    message: `if ${it.name} fails, ${consequence(context, view, component, fallen)}; it runs as one instance (${replicasReason(workload)})`,
    place: replicasPlace(workload),
    path: entry === undefined ? [] : stepsOf(system, fallen.blast.witness(entry), view),
    fix: bound
      ? { text: `Move what ${it.name} keeps on its disk to a store that replicas share and run 2, or let its callers answer without it.` }
      : singleton
      ? { text: beyondOne(it.name) }
      : isService(it)
      ? { text: workload.fact.platform === 'compose' ? `Run ${it.name} where it can have 2 instances on different hosts.` : `Run at least 2 replicas of ${it.name} on different nodes.`, suggestion: replicasSuggestion(workload, 2) }
      : { text: `Run ${it.name} with a replica and automatic failover, use a managed service, or let its callers answer without it.` },
    blast: fallen.blast,
  };
}
