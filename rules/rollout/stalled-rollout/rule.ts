import type { Place } from '../../../analyzer/facts/place.js';
import type { WorkloadFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'stalled-rollout',
  theme: 'rollout',
  severity: 'info',
  off: true,
  summary: 'A progressive rollout may stop halfway, or cannot be taken back.',
  rationale: `
A canary that waits for somebody to go on waits over the weekend, with two versions in production. Past its deadline it stays
as it is unless it is told to abort. After a blue-green switch the old pods are the way back; gone after a few seconds, or
with no revision kept, the way back is a new release.`,
  fix: `
Give each pause a \`duration\`, set \`progressDeadlineAbort: true\`, keep at least one revision, and let the old version stay at least 30 seconds.`,
  limits: `
- Off by default. Argo Rollouts only; Flagger has no such settings.
- A pause without duration may be meant as a manual gate; \`checks\` tells which of the four are looked at.`,
  references: ['https://argo-rollouts.readthedocs.io/en/stable/features/specification/', 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/'],
  peers: [
    { id: 'datree/38', options: { checks: ['pause'] } },
    { id: 'datree/41', options: { checks: ['history'], unset: true } },
    { id: 'datree/42', options: { checks: ['scale-down'], unset: true } },
    { id: 'datree/43', options: { checks: ['abort'] } },
  ],
  needs: ['workload'],
  options: { checks: ['pause', 'history', 'scale-down', 'abort'] as readonly string[], minScaleDownDelaySeconds: 30, unset: false },
  optionDocs: { checks: 'What to look at.', minScaleDownDelaySeconds: 'How long the old version has to stay, in seconds.', unset: 'Ask for a history and for a delay also where nobody wrote one.' },
  check(context) {
    const { checks, minScaleDownDelaySeconds, unset } = context.options;
    for (const judged of judgedWorkloads(context, ['Rollout'])) {
      context.looked();
      for (const [check, text, place] of [...stalls(judged.workload.fact, minScaleDownDelaySeconds), ...(unset ? unwritten(judged.workload.fact) : [])])
        if (checks.includes(check)) reportWorkload(context, judged, { of: check, severity: 'info', message: `${text(judged.name)}`, place, fix: { text: FIXES[check] } });
    }
  },
});

type Check = 'pause' | 'history' | 'scale-down' | 'abort';
type Stall = readonly [check: Check, text: (name: string) => string, place: Place];

const FIXES: Readonly<Record<Check, string>> = {
  pause: 'Give the pause a duration.',
  history: 'Keep at least one revision: `revisionHistoryLimit: 2`.',
  'scale-down': 'Keep the old version for a while: `scaleDownDelaySeconds: 30`.',
  abort: 'Abort a rollout that does not get on: `progressDeadlineAbort: true`.',
};

function unwritten({ strategy, revisionHistoryLimit, specAt }: WorkloadFact): Stall[] {
  return [
    ...(revisionHistoryLimit === undefined ? [['history', (name: string) => `nobody says how many revisions of ${name} are kept`, specAt] as const] : []),
    ...(isKnown(strategy?.type) && strategy.type.value === 'BlueGreen' && strategy.scaleDownDelaySeconds === undefined ? [['scale-down', (name: string) => `nobody says how long the old version of ${name} stays`, strategy.at] as const] : []),
  ];
}

function stalls({ strategy, revisionHistoryLimit, progressDeadlineAbort, specAt }: WorkloadFact, least: number): Stall[] {
  const found: Stall[] = [];
  for (const at of strategy?.endlessPauses ?? []) found.push(['pause', (name) => `a rollout of ${name} stops here until somebody goes on: the pause has no duration`, at]);
  if (isKnown(revisionHistoryLimit) && revisionHistoryLimit.value === 0) found.push(['history', (name) => `${name} cannot be rolled back: no revision is kept`, revisionHistoryLimit.at]);
  const delay = strategy?.scaleDownDelaySeconds;
  if (isKnown(delay) && delay.value < least) found.push(['scale-down', (name) => `the old version of ${name} is gone ${delay.value} s after the switch, and with it the way back`, delay.at]);
  if (!progressDeadlineAbort || (isKnown(progressDeadlineAbort) && !progressDeadlineAbort.value)) found.push(['abort', (name) => `a rollout of ${name} past its deadline stays halfway: it is not told to abort`, progressDeadlineAbort?.at ?? specAt]);
  return found;
}
