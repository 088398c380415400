import type { Place } from '../../../analyzer/facts/place.js';
import type { Dependency } from '../../../analyzer/graph/document.js';
import type { ClientLink, StackView } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { workloadsOf } from '../../support/by-component.js';
import { joinCopies } from '../../support/copies.js';
import { placeOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';
import { mainContainers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'disputed-dependency',
  theme: 'topology',
  severity: 'warning',
  summary: 'A manifest calls optional what the code cannot do without, or waits for what the code can do without.',
  rationale: `
Manifest and code each say how much a service needs another one, and whoever reads only one of them plans with it. Where the manifest
calls the other one optional, nobody sees to it that it is there, and the service starts, is ready, and fails the requests that need
it. Where the code has a fallback, but the pod waits for the other one before it starts, the fallback helps those that run and none
that are started: in the outage that it was written for nothing that dies comes back.`,
  fix: `
Say the same in both: give the code a fallback, or make the manifest require it; wait for nothing that the code can do without.`,
  limits: `
- Optional are a Compose service that others depend on with \`required: false\`, and a variable with an address that comes from a ConfigMap
  or Secret with \`optional: true\`. The code needs it where it calls without a fallback that is seen.
- What is waited for is what an init container asks for in a loop. Whether an init container's program gives up is not known.`,
  references: ['https://docs.docker.com/reference/compose-file/services/#depends_on', 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#optional-configmaps', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const dependency of context.system.document.dependencies.filter(({ stacks, phase }) => phase === 'request' && stacks.includes(view.stack.id))) {
        const calls = context.system.clients(dependency.from).filter(({ targets, fact }) => targets.includes(dependency.to) && fact.phase === 'request' && fact.scheduled === undefined);
        if (calls.length === 0) continue;
        context.looked();
        found.push(...(dependency.strength === 'hard' ? calledOptional(context, view, dependency, calls) : waitedFor(context, view, dependency, calls)));
      }
    joinCopies(found).forEach(context.report);
  },
});

/** The code calls it without a fallback, and the manifest says that it may be missing. */
function calledOptional({ system }: RuleContext, { stack, ...view }: StackView, { from, to, evidence }: Dependency, calls: readonly ClientLink[]): Report[] {
  const hard = calls.find(({ fact }) => fact.strength === 'hard');
  const optional = workloadsOf({ stack, ...view }, from).flatMap(({ fact }): Place[] => [
    ...(fact.compose?.dependsOn ?? []).filter(({ service, required }) => !required && view.workloads.some((other) => other.component === to && other.fact.ref.name === service)).map(({ at }) => at),
    ...mainContainers(fact).flatMap(({ env }) => env.filter(({ name, ref }) => ref?.optional && evidence.some(({ note }) => note === `env ${name}`)).map(({ at }) => at)),
  ])[0];
  if (!hard || !optional) return [];
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  return [{
    subject: { from, to }, stack: stack.id, discriminator: 'optional',
    message: `without ${callee} ${caller} starts and then fails what needs it: its manifest calls ${callee} optional, and its code calls it without a fallback`,
    place: optional,
    related: [{ at: hard.fact.calls[0]?.at ?? hard.fact.at, text: 'called without a fallback' }],
    fix: { text: `Give the calls of ${callee} a fallback, or require it.` },
  }];
}

/** The code has a fallback for every call, and no pod starts without it. */
function waitedFor({ system }: RuleContext, { stack }: StackView, { from, to }: Dependency, calls: readonly ClientLink[]): Report[] {
  const waits = system.out(from).find((other) => other.to === to && other.phase === 'startup' && other.strength === 'hard' && other.stacks.includes(stack.id));
  const wait = waits?.evidence.find(({ mechanism, stack: only }) => mechanism === 'args' && (only === undefined || only === stack.id));
  const soft = calls.find(({ fact }) => fact.softAt)?.fact.softAt;
  if (!wait || !soft || !calls.every(({ fact }) => fact.strength === 'soft')) return [];
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  return [{
    subject: { from, to }, stack: stack.id, discriminator: 'awaited',
    message: `while ${callee} is down, no pod of ${caller} that dies is replaced: it waits for ${callee} before it starts, although its code goes on without it`,
    place: placeOf(wait),
    related: [{ at: soft, text: 'the code goes on without it here' }],
    fix: { text: `Let ${caller} start without waiting for ${callee}.` },
  }];
}
