import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule, servesUsers } from '../../define.js';
import { scheduleFlaw } from '../../support/cron.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'invalid-cron-schedule',
  theme: 'jobs',
  severity: 'error',
  summary: 'The schedule of a CronJob is none, so it never runs.',
  rationale: `
The API server refuses a schedule that it cannot read, and the release with it. Expressions are copied from places that read
them differently: six fields with seconds (Quartz), a 7 for Sunday (crontab), \`L\` and \`#\`. What is refused at the next release
is often the backup.`,
  fix: `
Write five fields (minute, hour, day of month, month, day of week), or one of \`@hourly\`, \`@daily\`, \`@weekly\`, \`@monthly\`, \`@yearly\`, \`@every 1h30m\`.`,
  limits: `
- The grammar is that of the library Kubernetes uses: names of months and weekdays, ranges, steps and lists; Sunday is 0.
- Whether a date ever comes (the 31st of February) is not judged. Values that a template fills in are left out.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax', 'https://pkg.go.dev/github.com/robfig/cron/v3'],
  peers: ['datree/8', 'kyverno/validate-cron-schedule'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const judged of judgedWorkloads(context, ['CronJob'])) {
      const schedule = judged.workload.fact.cron?.schedule;
      if (!isKnown(schedule) || isTemplated(schedule.value)) continue;
      context.looked();
      const why = scheduleFlaw(schedule.value);
      if (!why) continue;
      reportWorkload(context, judged, {
        severity: servesUsers(judged.view) ? 'error' : 'warning',
        message: `${judged.name} never runs: its schedule is refused, because ${why}`,
        place: schedule.at,
        fix: { text: 'Write the schedule as five fields: minute, hour, day of month, month, day of week.' },
      });
    }
  },
});
