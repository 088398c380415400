import { formatPlace } from '../facts/place.js';
import { showTemplate } from '../facts/template.js';
import type { ScalerTarget } from '../facts/types.js';
import { addressesIn } from './address.js';
import type { Candidate } from './candidates.js';
import type { Collected } from './collect.js';
import { evidence } from './evidence.js';
import { fill } from './fill.js';
import type { LinkedWorkload } from './objects.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/** What the triggers of autoscalers name: a broker whose messages the workload consumes, what its scale is read from. */
export function followScalers(tools: Tools): void {
  for (const stack of tools.world.stacks)
    for (const { fact, workloads } of stack.objects.autoscalers)
      for (const asked of fact.asks ?? [])
        for (const workload of workloads) for (const candidate of stack.candidates.filter((each) => each.workloads.includes(workload))) follow(asked, workload, candidate, stack, tools);
}

function follow({ trigger, address: template, dependency, at }: ScalerTarget, workload: LinkedWorkload, candidate: Candidate, stack: LinkedStack, { world, variables, resolve, collected }: Tools): void {
  const from = world.idOf.get(candidate)!;
  const how = evidence(at, 'autoscaler', `trigger ${trigger}`);
  for (const address of addressesIn(fill(template, variables.lookup(stack, candidate)))) {
    const resolved = resolve(address, { stack, from: candidate, namespace: workload.namespace, workload: workload.fact, evidence: how, at, outside: address.form !== 'bare', loopback: false });
    if (resolved.is !== 'components') {
      collected.unresolved.push({ from, expression: showTemplate(template), why: resolved.is === 'unknown' ? resolved.why : `there is no ${resolved.target}`, evidence: how });
      continue;
    }
    // Without the numbers that a scale is read from it stays what it is.
    const strength = dependency === 'consumes' ? 'hard' : 'soft';
    if (dependency === 'consumes') known(collected, from, resolved.ids, stack.facts.stack.id);
    for (const to of resolved.ids) collected.edges.push({ from, to, kind: dependency, phase: 'request', strength, by: 'manifest', stack: stack.facts.stack.id, ...(address.listed ? { list: formatPlace(at) } : {}), evidence: [how, ...resolved.evidence] });
  }
}

/** Of a broker's address alone nobody can say what it is for; here it is known. */
function known({ edges }: Collected, from: string, ids: readonly string[], stack: string): void {
  for (const [index, edge] of edges.entries())
    if (edge.from === from && edge.stack === stack && edge.by === 'manifest' && edge.kind === 'publishes' && ids.includes(edge.to)) edges[index] = { ...edge, kind: 'consumes' };
}
