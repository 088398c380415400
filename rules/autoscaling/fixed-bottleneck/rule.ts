import { isKnown } from '../../../analyzer/facts/value.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import { defineRule } from '../../define.js';
import { workloadsOf } from '../../support/by-component.js';
import { hopPlace } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, onKubernetes, REPLICATED, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'fixed-bottleneck',
  theme: 'autoscaling',
  severity: 'info',
  summary: 'Several services grow with their load, and one that they all call does not.',
  rationale: `
Autoscalers carry load inwards: what one more pod of a caller accepts, it asks of its dependencies. A service behind several of them that
keeps its number of pods is where the growth ends. It answers more slowly, its callers count more requests in flight and are given more
pods, and each of these sends it more: the autoscalers work against the system that they were to help.`,
  fix: 'Give the service an autoscaler that can grow as its callers do, or have its callers limit how much they ask of it.',
  limits: `
- Callers are those that wait for it in the request, whose autoscalers can grow to at least \`growth\` times their least, together.
- Only services with a known number of pods and no autoscaler. Stores, caches and brokers grow in other ways; their connections are
  counted by \`connection-pool-overcommit\`.
- It is information: the service may be cheap enough for all that its callers will ever ask.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  needs: ['autoscaler'],
  options: { callers: 2, growth: 3 },
  optionDocs: { callers: 'Autoscaled callers, from which on it is reported.', growth: 'How many times their least number of pods the callers may reach together.' },
  check(context) {
    const { system, options } = context;
    for (const view of userStacks(context))
      for (const workload of servers(view).filter((one) => onKubernetes(one) && REPLICATED.has(one.fact.ref.kind))) {
        const { component, fact, autoscalers, effectiveReplicas } = workload;
        if (autoscalers.length > 0 || effectiveReplicas === undefined || effectiveReplicas.value === 0 || system.component(component).kind !== 'service') continue;
        context.looked();
        const growing = callersOf(system, view, component);
        const [least, most] = [growing.reduce((sum, one) => sum + one.least, 0), growing.reduce((sum, one) => sum + one.most, 0)];
        if (growing.length < options.callers || most < least * options.growth) continue;
        const callers = growing.map(({ caller }) => system.component(caller).name);
        const { name } = system.component(component);
        context.report({
          subject: { component },
          stack: view.stack.id,
          object: fact.ref,
          discriminator: keyOf(fact),
          message: `under load ${names(callers, 4)} grow from ${least} to ${most} pods, and ${name}, which all of them call, stays at ${effectiveReplicas.value}`,
          place: isKnown(fact.replicas) ? fact.replicas.at : fact.at,
          related: growing.map(({ caller, at }) => ({ at, text: `${system.component(caller).name} calls ${name}` })),
          fix: { text: `Add an autoscaler of ${fact.ref.kind} ${fact.ref.name}, or limit how much its callers ask of it.` },
        });
      }
  },
});

/** Who waits for the component and has an autoscaler whose range is known, with the pods that it has at its least and its most. */
function callersOf(system: System, view: StackView, component: string): readonly { readonly caller: string; readonly least: number; readonly most: number; readonly at: ReturnType<typeof hopPlace> }[] {
  return system.in(component).flatMap((dependency) => {
    const { from, kind, strength, phase, stacks } = dependency;
    const scaled = from === component || kind !== 'calls' || strength !== 'hard' || phase !== 'request' || !stacks.includes(view.stack.id) ? [] : workloadsOf(view, from).flatMap(rangeOf);
    return scaled.length !== 1 ? [] : [{ caller: from, ...scaled[0]!, at: hopPlace(dependency, view) }];
  });
}

function rangeOf({ autoscalers: [autoscaler], effectiveReplicas }: Workload): readonly { readonly least: number; readonly most: number }[] {
  const max = autoscaler?.max;
  return !isKnown(max) || effectiveReplicas === undefined ? [] : [{ least: Math.max(1, effectiveReplicas.value), most: max.value }];
}
