import { isUnknown, knownOf } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'concurrent-cron-runs',
  theme: 'jobs',
  severity: 'info',
  summary: 'A run of a CronJob may start while the one before is still going.',
  rationale: `
A job that is due every five minutes and needs four is fine, until the day the database is slow and it needs six. Then the next
run starts beside it, makes the database slower, and the run after that finds two. Runs pile up until the node or the database
gives up. Runs that expect to be alone (billing, mails, migrations) also do their work twice.`,
  fix: `
Set \`concurrencyPolicy: Forbid\` to leave out a run while another is going, or \`Replace\` to end the old one.`,
  limits: `
- Information: short jobs that may run twice lose nothing. The default is \`Allow\`, whether written or not.
- Suspended CronJobs and templated values are left out.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],
  peers: ['datree/24'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const judged of judgedWorkloads(context, ['CronJob'])) {
      const { cron, at, specAt } = judged.workload.fact;
      const policy = cron?.concurrencyPolicy;
      if (knownOf(cron?.suspend) === true) continue;
      context.looked();
      if (isUnknown(policy) || (policy && policy.value !== 'Allow')) continue;
      reportWorkload(context, judged, {
        message: `when a run of ${judged.name} takes longer than its interval, runs pile up beside each other: concurrencyPolicy is ${policy ? 'Allow' : 'not set, so Allow'}`,
        place: policy?.at ?? at,
        fix: { text: 'Let one run end before the next.', suggestion: { language: 'yaml', text: 'concurrencyPolicy: Forbid', at: policy?.at ?? specAt } },
      });
    }
  },
});
