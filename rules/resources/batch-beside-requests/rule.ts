import { placementOf } from '../../../analyzer/propagation/pod-causes.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'batch-beside-requests',
  theme: 'resources',
  severity: 'info',
  summary: 'A recurring job shares a database or a node pool with what answers users.',
  rationale: `
A batch job takes what it can get: it reads whole tables, fills the connection pool, uses every core. What answers users on the same
database or the same nodes gets slower just then, and slower requests pile up. A bulkhead keeps the two apart, so that the night's
report can be late without the shop being down.`,
  fix: `
Let the job read from a replica, or give it its own user with a connection limit and a statement timeout. On shared nodes give it a lower
\`priorityClassName\` and limits, or a pool of its own with a taint.`,
  limits: `
- CronJobs only; whether they run when users are there is not known, so it is info.
- A node pool counts where both select it by a label, and the job has no priority class of its own.`,
  references: ['https://learn.microsoft.com/azure/architecture/patterns/bulkhead', 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const job of view.workloads.filter(({ fact }) => fact.role === 'cron' && fact.cron?.suspend === undefined)) {
        context.looked();
        found.push(...stores(context, view, job), ...pools(context, view, job));
      }
    joinCopies(found).forEach(context.report);
  },
});

function stores({ system, analysis }: RuleContext, view: StackView, job: Workload): Report[] {
  const used = system.out(job.component).filter(({ kind, stacks, to }) => kind === 'stores' && stacks.includes(view.stack.id) && system.component(to).kind === 'datastore');
  return used.flatMap(({ to }) => {
    const entries = analysis.blast(to, view.stack.id).entryPointsLost.filter((entry) => entry !== job.component);
    return entries.length === 0 ? [] : [reportOf(view, job, `store ${to}`, `when the job ${system.component(job.component).name} loads ${system.component(to).name}, users of ${names(namesOf(system, entries))} wait: both use the one database`)];
  });
}

function pools({ system }: RuleContext, view: StackView, job: Workload): Report[] {
  if (job.fact.priorityClass !== undefined) return [];
  return placementOf(job).filter(({ kind }) => kind === 'node-pool').flatMap(({ name }) => {
    const beside = servers(view).filter((other) => placementOf(other).some((place) => place.kind === 'node-pool' && place.name === name));
    const who = names(namesOf(system, [...new Set(beside.map(({ component }) => component))]));
    return beside.length === 0 ? [] : [reportOf(view, job, `pool ${name}`, `the job ${system.component(job.component).name} competes with ${who} for node pool ${name}, at the same priority`)];
  });
}

const reportOf = (view: StackView, { component, fact }: Workload, what: string, message: string): Report => ({
  subject: { component },
  stack: view.stack.id,
  object: fact.ref,
  discriminator: `${keyOf(fact)} ${what}`,
  message,
  place: fact.at,
  fix: { text: 'Keep the job apart from requests: a read replica, limits of its own, a lower priority or a pool of its own.' },
});
