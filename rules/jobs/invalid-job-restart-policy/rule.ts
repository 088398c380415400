import { isUnknown } from '../../../analyzer/facts/value.js';
import { defineRule, servesUsers } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { isTemplated } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'invalid-job-restart-policy',
  theme: 'jobs',
  severity: 'error',
  summary: 'The restart policy of a job is one that the API server refuses.',
  rationale: `
A job ends when its pods end, so they may not be started again for ever: the API server takes only \`Never\` and \`OnFailure\`. The
default of a pod is \`Always\`, so leaving the field out is refused as well, and the release that contains the job with it.`,
  fix: `
Set \`restartPolicy: OnFailure\` to try again in the same pod, or \`Never\` to try again in a new one.`,
  limits: `
- A value that a template fills in is not judged.
- Hooks of Helm and Argo CD are left out with all of their workloads.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template', 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
  peers: [{ id: 'kube-score/cronjob-restartpolicy', options: { kinds: ['CronJob'] } }],
  needs: ['workload'],
  options: { kinds: ['Job', 'CronJob'] as readonly string[] },
  optionDocs: { kinds: KINDS_DOC },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds)) {
      const { restartPolicy: policy, podAt, containers } = judged.workload.fact;
      // Without a pod template nothing is known, and that is a problem of its own.
      if (containers.length === 0) continue;
      context.looked();
      if (isUnknown(policy) || (policy && (isTemplated(policy.value) || policy.value === 'Never' || policy.value === 'OnFailure'))) continue;
      reportWorkload(context, judged, {
        severity: servesUsers(judged.view) ? 'error' : 'warning',
        message: `${judged.name} is never created: ${policy ? `restartPolicy ${policy.value}` : 'a restart policy that is not set, so Always,'} is refused for a job`,
        place: policy?.at ?? podAt,
        fix: { text: 'Try again in a new pod.', suggestion: { language: 'yaml', text: 'restartPolicy: Never', at: policy?.at ?? podAt } },
      });
    }
  },
});
