import { push } from '../../../analyzer/facts/groups.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { plainSchedule } from '../../support/cron.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'simultaneous-jobs',
  theme: 'resources',
  severity: 'info',
  summary: 'Several jobs start in the same minute and load the same component.',
  rationale: `
Everybody writes \`0 2 * * *\`. What all those jobs need gets its whole day's batch load in one minute: the database's connections
are used up, the nodes scale, images are pulled at once. Each job alone was harmless when it was tested, and which of them is too
much for the others is found out at two in the morning.`,
  fix: `
Spread the minutes: \`7 2 * * *\`, \`23 2 * * *\`, \`41 2 * * *\`. Where one needs what another made, start it from the other instead of by the
clock.`,
  limits: `
- Schedules are the same that have the same fields (\`@daily\` is \`0 0 * * *\`); two that only meet now and then are not seen.
- Only jobs that are known to need one same component, and at least \`minJobs\` of them.`,
  references: ['https://sre.google/sre-book/distributed-periodic-scheduling/', 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
  needs: ['workload'],
  options: { minJobs: 3 },
  optionDocs: { minJobs: 'Jobs with one schedule and one component that they need.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      const groups = new Map<string, Workload[]>();
      for (const job of view.workloads) {
        const { cron, role } = job.fact;
        if (role !== 'cron' || cron?.suspend !== undefined || !isKnown(cron?.schedule)) continue;
        context.looked();
        const targets = new Set(context.system.out(job.component).filter(({ stacks, kind }) => stacks.includes(view.stack.id) && kind !== 'observes').map(({ to }) => to));
        for (const target of targets) {
          const key = `${plainSchedule(cron.schedule.value)}\n${target}`;
          push(groups, key, job);
        }
      }
      for (const [key, jobs] of groups) if (jobs.length >= context.options.minJobs) found.push(reportOf(context, view, key.split('\n') as [string, string], jobs));
    }
    joinCopies(found).forEach(context.report);
  },
});

function reportOf({ system }: RuleContext<{ minJobs: number }>, view: StackView, [schedule, target]: readonly [string, string], jobs: readonly Workload[]): Report {
  const place = ({ fact }: Workload) => (isKnown(fact.cron?.schedule) ? fact.cron.schedule.at : fact.at);
  const [first, ...others] = jobs;
  return {
    subject: { component: target },
    stack: view.stack.id,
    discriminator: schedule,
    message: `${system.component(target).name} gets the load of ${jobs.length} jobs in one minute (${schedule}): ${names(namesOf(system, jobs.map(({ component }) => component)))}`,
    place: place(first!),
    related: others.map((job) => ({ at: place(job), text: `${system.component(job.component).name} starts then, too` })),
    fix: { text: 'Give each of the jobs a minute of its own.' },
  };
}
