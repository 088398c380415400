import type { Place } from '../../../analyzer/facts/place.js';
import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { EACH_SERVICE_DOC, reportByFile } from '../../support/compose-files.js';
import { judge, type Judged } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';
import { isTemplated } from '../../support/text.js';
import { reportPolicy, sayUnset } from './not-restarted.js';

export const rule = defineRule({
  id: 'missing-restart-policy',
  theme: 'rollout',
  severity: 'warning',
  summary: 'A container that ends is not started again.',
  rationale: `
Compose leaves a container that crashed where it is, unless \`restart\` says otherwise. The process that died at night of a lost
database connection is still dead in the morning, and everything that depends on it with it. After a reboot of the host nothing
starts at all. \`on-failure\` without a number tries for ever, which hides a process that cannot start.`,
  fix: `
Set \`restart: unless-stopped\`. For tasks that end, \`on-failure:3\` with a number of attempts.`,
  limits: `
- In Kubernetes a policy that nobody wrote is \`Always\`, so there only what is written counts: \`Never\` on a Pod that is meant
  to serve. Jobs are free to use it.
- Compose: a warning in a project that is named for production; information elsewhere, since a project without such a name is most
  often a laptop's, and for \`on-failure\` without a number. Services that others wait for to complete, and those with a profile, are left out.
- The services of a Compose file that have no policy are one finding, at the first of them.
- \`deploy.restart_policy\` counts as \`restart\` does, and Swarm's default is to restart.`,
  references: [
    'https://docs.docker.com/engine/containers/start-containers-automatically/',
    'https://docs.docker.com/reference/compose-file/services/#restart',
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  ],
  peers: [
    { id: 'kube-linter/restart-policy', options: { platforms: ['kubernetes'], countUnset: true, jobs: true } },
    { id: 'datree/10', options: { platforms: ['kubernetes'], accepted: ['Always'] }, of: ['Deployment', 'ReplicaSet', 'DaemonSet', 'ReplicationController'] },
    { id: 'kics/2fc99041', options: { platforms: ['compose'], accepted: ['always', 'unless-stopped', 'no', 'on-failure', 'on-failure:5', 'unset'], eachService: true } },
  ],
  needs: ['workload'],
  options: {
    platforms: ['compose', 'kubernetes'] as readonly string[],
    accepted: ['always', 'unless-stopped', 'on-failure:N', 'Always', 'OnFailure', 'any'] as readonly string[],
    countUnset: false,
    jobs: false,
    eachService: false,
  },
  optionDocs: {
    platforms: 'Where to look.',
    accepted: 'Policies that are fine; `on-failure:N` is any number of attempts, `unset` that none is written.',
    countUnset: 'In Kubernetes, report a policy that nobody wrote, although it is Always.',
    jobs: 'In Kubernetes, look at what ends, too: a Job that may not be started again.',
    eachService: EACH_SERVICE_DOC,
  },
  check(context) {
    const { platforms, accepted, countUnset, jobs } = context.options;
    const unset: { readonly judged: Judged; readonly place: Place }[] = [];
    for (const view of judgedStacks(context))
      for (const workload of view.workloads.filter(({ fact }) => platforms.includes(fact.platform))) {
        const { fact } = workload;
        if (!(jobs && fact.platform === 'kubernetes') && (fact.role === 'cron' || fact.role === 'hook' || fact.role === 'idle' || (fact.role === 'job' && (fact.platform === 'compose' || fact.ref.kind !== 'Pod')) || (fact.compose?.profiles.length ?? 0) > 0)) continue;
        context.looked();
        const policy = fact.platform === 'compose' ? fact.compose?.restart : (fact.restartPolicy ?? (countUnset ? undefined : { value: 'Always', at: fact.at }));
        if (isUnknown(policy) || (isKnown(policy) ? accepts(policy.value, accepted) : accepted.includes('unset'))) continue;
        const judged = judge(context, view, workload);
        if (fact.platform === 'compose' && !isKnown(policy)) unset.push({ judged, place: fact.at });
        else reportPolicy(context, judged, isKnown(policy) ? policy : undefined);
      }
    reportByFile(context, unset, sayUnset, context.options.eachService);
  },
});

/** `on-failure:3` is `on-failure` with a number. */
const accepts = (policy: string, accepted: readonly string[]): boolean => isTemplated(policy) || accepted.includes(policy) || (/^on-failure:\d+$/.test(policy) && accepted.includes('on-failure:N'));
