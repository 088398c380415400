import type { Container, Probe } from '../../../analyzer/facts/types.js';
import { isKnown, isUnknown, type Value } from '../../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { userStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { keyOf, mainContainers, onKubernetes, servers } from '../../support/workloads.js';
import { callsAtStart, delayOf } from './start.js';

export const rule = defineRule({
  id: 'short-startup-budget',
  theme: 'probes',
  severity: 'warning',
  summary: 'A probe restarts a container before it has had the time that its start may take.',
  rationale: `
Until a startup probe succeeds, or without one from the first second, every failed probe counts. A service that waits for its database
for half a minute before it listens, and is restarted after twenty seconds, never gets to the end of its wait: each restart begins it
anew, with a longer pause before the next one. What should have been a slow start while the database comes back is a crash loop that
goes on after it is back, for all replicas at once.`,
  fix: `
Add a startup probe whose \`failureThreshold\` x \`periodSeconds\` is longer than the slowest start that is still one; the liveness probe
then waits for it, and may stay strict.`,
  limits: `
- Compared is \`initialDelaySeconds\` + \`failureThreshold\` x \`periodSeconds\` of the startup probe, or of the liveness probe where there is
  none, with what is written of the start: how long calls that are made before the service listens may take with all their attempts
  (a warning), and how long the same check is not asked for readiness (information, as such delays are often generous).
- Calls count where all of their limits are written. Probes that run a command may succeed before the service listens, so they are left
  out, as are probes and limits of which a part is not known.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes', 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view).filter(onKubernetes)) {
        const containers = mainContainers(workload.fact);
        for (const container of containers) judge(context, view, workload, container, containers.length === 1);
      }
  },
});

function judge(context: RuleContext, view: StackView, workload: Workload, { name, probes }: Container, alone: boolean): void {
  const probe = probes.startup ?? probes.liveness;
  const budget = probe && budgetOf(probe);
  if (!probe || budget === undefined) return;
  context.looked();
  const needs = [...(alone ? callsAtStart(context, view, workload) : []), ...delayOf(probe, probes.readiness)];
  const need = needs.filter(({ ms }) => ms > budget).sort((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning') || b.ms - a.ms)[0];
  if (!need) return;
  const service = context.system.component(workload.component).name;
  const kind = probes.startup ? 'startup' : 'liveness';
  context.report({
    subject: { component: workload.component },
    stack: view.stack.id,
    object: workload.fact.ref,
    discriminator: `${keyOf(workload.fact)} ${name}`,
    severity: need.severity,
    message: `a slow start of ${service} becomes a crash loop: its ${kind} probe restarts it after ${duration(budget)}, and ${need.text}`,
    place: probe.at,
    related: [{ at: need.at, text: need.text }],
    fix: { text: `Give ${service} a startup probe with failureThreshold x periodSeconds above ${duration(need.ms)}.`, suggestion: { language: 'yaml', text: `failureThreshold: ${Math.ceil((need.ms * 1.5) / PERIOD)}\nperiodSeconds: ${PERIOD / 1000}`, at: probe.at } },
  });
}

const PERIOD = 10_000;

/** Milliseconds until the probe restarts a container that does not answer; undefined where a part is unknown or the check needs no listener. */
function budgetOf({ kind, initialDelaySeconds, periodSeconds, failureThreshold }: Probe): number | undefined {
  if (kind === 'exec' || [initialDelaySeconds, periodSeconds, failureThreshold].some(isUnknown)) return undefined;
  const or = (value: Value<number> | undefined, otherwise: number): number => (isKnown(value) ? value.value : otherwise);
  return 1000 * (or(initialDelaySeconds, 0) + or(periodSeconds, 10) * or(failureThreshold, 3));
}
