import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import type { Call } from '../../../analyzer/propagation/call.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { callPlace } from '../../support/budgets.js';
import { userStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { keyOf, mainContainers, onKubernetes, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'short-grace-period',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A pod that is stopped is killed before the requests in it are done.',
  rationale: `
When a pod is stopped it gets a signal, finishes what it works on, and is killed when its grace period ends; the preStop hook's
time is part of it. Requests that may take longer than what is left are cut off in every rollout and every drain of a node: not
often each, but on every release, and those that take longest are often those that matter most.`,
  fix: `
Let \`terminationGracePeriodSeconds\` be longer than the preStop hook and the longest request together, and let the process stop
taking new requests when it gets the signal.`,
  limits: `
- The longest request is what callers of the service are known to wait for it, where they say so; nothing is guessed from what the
  service itself calls. Who waits more than an hour keeps a connection open, for events or a WebSocket, which no grace outlasts.
- It is a warning where the preStop hook alone uses the whole period up, or where both numbers are written; information where the
  period is the default of 30 seconds.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination', 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view).filter(onKubernetes)) {
        context.looked();
        judge(context, view, workload);
      }
  },
});

const DEFAULT_SECONDS = 30;

function judge(context: RuleContext, view: StackView, workload: Workload): void {
  const written = workload.fact.terminationGracePeriodSeconds;
  if (isUnknown(written)) return;
  const grace = isKnown(written) ? written.value : DEFAULT_SECONDS;
  const hooks = mainContainers(workload.fact).flatMap(({ preStop }) => (preStop?.seconds === undefined ? [] : [{ seconds: preStop.seconds, at: preStop.at }]));
  const hook = hooks.reduce<(typeof hooks)[number] | undefined>((longest, one) => (one.seconds > (longest?.seconds ?? 0) ? one : longest), undefined);
  const longest = longestRequest(context, view, workload.component);
  const left = grace - (hook?.seconds ?? 0);
  const usedUp = hook !== undefined && left <= 0;
  if (!usedUp && (longest === undefined || longest.patience.low <= left * 1000)) return;
  const name = context.system.component(workload.component).name;
  const period = `${grace} s of grace${isKnown(written) ? '' : ' (the default)'}`;
  context.report({
    subject: { component: workload.component },
    stack: view.stack.id,
    object: workload.fact.ref,
    discriminator: keyOf(workload.fact),
    severity: usedUp || isKnown(written) ? 'warning' : 'info',
    message: usedUp
      ? `each rollout cuts requests to ${name}: its preStop hook takes ${hook.seconds} s of ${period}, and nothing is left to finish them`
      : `each rollout cuts long requests to ${name}: ${context.system.component(longest!.dependency.from).name} waits ${duration(longest!.patience.low)} for an answer, and ${hook ? `after ${hook.seconds} s of preStop ${left} s are left of ${period}` : `${name} has ${period}`}`,
    place: isKnown(written) ? written.at : workload.fact.podAt,
    related: [...(hook ? [{ at: hook.at, text: `preStop takes ${hook.seconds} s` }] : []), ...(longest ? [{ at: callPlace(longest, view), text: `${context.system.component(longest.dependency.from).name} waits ${duration(longest.patience.low)}` }] : [])],
    fix: {
      text: `Give the pods of ${name} more time to stop.`,
      suggestion: { language: 'yaml', text: `terminationGracePeriodSeconds: ${Math.ceil((hook?.seconds ?? 0) + Math.max(longest?.patience.low ?? 0, 10_000) / 1000 + 5)}`, at: workload.fact.podAt },
    },
  });
}

/** A longer wait is no request's, but that of a connection that stays open. */
const MAX_REQUEST_MS = 3_600_000;

/** The caller that waits longest for an answer and says so. */
function longestRequest({ system, analysis }: RuleContext, { stack }: StackView, component: string): Call | undefined {
  const { call } = analysis.deadlines(stack.id);
  const calls = system.in(component).filter(({ kind, phase, stacks }) => (kind === 'calls' || kind === 'routes') && phase === 'request' && stacks.includes(stack.id)).map(call);
  return calls.filter(({ explicit, patience }) => explicit && patience.low <= MAX_REQUEST_MS).sort((a, b) => b.patience.low - a.patience.low)[0];
}
