import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'lingering-job',
  theme: 'jobs',
  severity: 'info',
  off: true,
  summary: 'Finished jobs and their pods are never cleaned up.',
  rationale: `
A finished Job keeps its pods, so that somebody can read their logs. Without a time to live they stay for ever; after some
months of deployments the API server lists thousands of dead pods, every controller that watches pods holds them in memory, and
a namespace reaches its quota with pods that do nothing.`,
  fix: `
Set \`ttlSecondsAfterFinished\` on Jobs. A CronJob keeps its last runs by \`successfulJobsHistoryLimit\`, and needs no time to live in its template.`,
  limits: `
- Off by default: tools that make Jobs often clean up themselves.
- Jobs of a CronJob are the other way round: its history limits decide, and a time to live takes away what they would keep.
- Hooks with a deletion policy are left out, as all hooks are.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits',
  ],
  peers: ['kube-linter/job-ttl-seconds-after-finished'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const judged of judgedWorkloads(context, ['Job', 'CronJob'])) {
      const { ref, ttlSecondsAfterFinished: ttl, at, specAt } = judged.workload.fact;
      const recurs = ref.kind === 'CronJob';
      context.looked();
      if (recurs ? !ttl : ttl) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: recurs ? `runs of ${judged.name} vanish before its history limits say so: its jobs have a time to live` : `finished pods of ${judged.name} stay in the cluster for ever: ttlSecondsAfterFinished is not set`,
        place: ttl?.at ?? at,
        fix: recurs ? { text: 'Remove ttlSecondsAfterFinished; the history limits clean up.' } : { text: 'Let it be cleaned up after a day.', suggestion: { language: 'yaml', text: 'ttlSecondsAfterFinished: 86400', at: specAt } },
      });
    }
  },
});
