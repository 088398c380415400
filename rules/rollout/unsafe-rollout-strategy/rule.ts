import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule, type RuleContext } from '../../define.js';
import { judgedWorkloads, reportWorkload, type Judged } from '../../support/judged.js';
import { SCORED_DEPLOYMENT } from '../../support/peers.js';
import { mountsExclusively } from '../../support/storage.js';
import { isTemplated } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'unsafe-rollout-strategy',
  theme: 'rollout',
  severity: 'warning',
  summary: 'A rollout stops all pods before it starts new ones, or waits for somebody to delete them.',
  rationale: `
\`Recreate\` ends every old pod before the first new one starts. From then until the new version is pulled, started and ready,
the Service has no endpoint; if the new version does not start at all, it has none until somebody rolls back. \`OnDelete\` does
the opposite: the release seems to be done, while the old version goes on running until its pods happen to be replaced.`,
  fix: `
Use \`RollingUpdate\`. Where two versions must not run at once, make the change in two releases that can.`,
  limits: `
- A type that nobody wrote is RollingUpdate, and is fine. \`countUnset\` wants it written.
- \`Recreate\` is the right choice for a pod with a volume that only one node can mount (a ReadWriteOnce claim): a rolling update
  would wait for ever. It is quiet, unless \`evenWithVolume\` asks for it, since no other tool makes the exception.
- \`Recreate\` is a warning where something depends on the pods; \`OnDelete\`, which an operator may want, is information.
- Canary and blue-green rollouts are fine. An unknown type is not judged.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  ],
  peers: [
    { id: 'kube-linter/no-rolling-update-strategy', options: { kinds: ['Deployment', 'DaemonSet', 'StatefulSet', 'DeploymentConfig'], evenWithVolume: true, countUnset: true } },
    { id: 'kube-score/deployment-strategy', options: { serviceOnly: true, evenWithVolume: true }, of: SCORED_DEPLOYMENT },
    { id: 'kubescape/C-0305', options: { kinds: ['Deployment'], evenWithVolume: true } },
    { id: 'steadybit/deployment-strategy', options: { kinds: ['Deployment'], evenWithVolume: true } },
  ],
  needs: ['workload'],
  options: {
    kinds: [] as readonly string[],
    accepted: ['RollingUpdate', 'Rolling', 'Canary', 'BlueGreen'] as readonly string[],
    serviceOnly: false,
    evenWithVolume: false,
    countUnset: false,
  },
  optionDocs: {
    kinds: KINDS_DOC,
    accepted: 'Strategies that replace pods step by step.',
    serviceOnly: 'Leave out what no Service selects.',
    evenWithVolume: 'Report `Recreate` also where a ReadWriteOnce volume needs it.',
    countUnset: 'Report a strategy that nobody wrote, although it is a rolling update.',
  },
  check(context) {
    const { kinds, accepted, serviceOnly, evenWithVolume, countUnset } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, services } = judged.workload;
      const type = fact.strategy?.type;
      if (serviceOnly && services.length === 0) continue;
      context.looked();
      if (!type && countUnset) reportUnset(context, judged);
      if (!isKnown(type) || isTemplated(type.value) || accepted.includes(type.value)) continue;
      const recreate = type.value === 'Recreate';
      if (recreate && !evenWithVolume && mountsExclusively(judged.view, judged.workload)) continue;
      reportWorkload(context, judged, {
        ...(!recreate && { severity: 'info' as const }),
        message: recreate ? `each rollout of ${judged.name} stops all its pods before new ones start: its strategy is Recreate` : `a release of ${judged.name} changes nothing until somebody deletes its pods: its strategy is ${type.value}`,
        place: type.at,
        fix: { text: `Roll ${judged.name} out pod by pod.`, suggestion: { language: 'yaml', text: 'type: RollingUpdate', at: type.at } },
      });
    }
  },
});

const reportUnset = (context: Pick<RuleContext, 'report'>, judged: Judged): void =>
  reportWorkload(context, judged, {
    severity: 'info',
    message: `how a release replaces the pods of ${judged.name} is left to the default: it names no strategy`,
    place: judged.workload.fact.strategy?.at ?? judged.workload.fact.specAt,
    fix: { text: `Write down that ${judged.name} is rolled out pod by pod.` },
  });
