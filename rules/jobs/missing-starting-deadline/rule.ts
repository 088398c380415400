import { knownOf } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'missing-starting-deadline',
  theme: 'jobs',
  severity: 'info',
  summary: 'A CronJob does not say until when a missed run may still be started.',
  rationale: `
When the control plane is down over the time of a run, or runs are forbidden while another is still going, the run is missed.
Without a deadline the controller starts it whenever it comes back: the nightly clean-up runs at noon, with everybody's traffic.
Older clusters go further: after a hundred missed runs they never start the job again, and say so only in an event.`,
  fix: `
Set \`startingDeadlineSeconds\` to how late a run is still useful.`,
  limits: `
- Information: most jobs can run late. Values below 10 seconds are reported by nobody and still wrong, since the controller
  looks every 10 seconds.
- Suspended CronJobs are left out.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/',
  ],
  peers: ['kube-score/cronjob-has-deadline', 'kics/192fe40b', 'datree/17'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const judged of judgedWorkloads(context, ['CronJob'])) {
      const { cron, at, specAt } = judged.workload.fact;
      if (knownOf(cron?.suspend) === true) continue;
      context.looked();
      if (cron?.startingDeadlineSeconds) continue;
      reportWorkload(context, judged, {
        message: `a missed run of ${judged.name} is started at any later time: startingDeadlineSeconds is not set`,
        place: at,
        fix: { text: 'Say how late a run is still useful.', suggestion: { language: 'yaml', text: 'startingDeadlineSeconds: 600', at: specAt } },
      });
    }
  },
});
