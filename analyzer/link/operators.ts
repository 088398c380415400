import { addressesIn } from './address.js';
import { evidence } from './evidence.js';
import { kindTowards } from './kinds.js';
import type { Tools } from './tools.js';

/** What custom resources say that they need: the cluster that a connector, a dashboard or a pooler belongs to. */
export function followOperators({ world, resolve, profile, collected }: Tools): void {
  for (const stack of world.stacks)
    for (const candidate of stack.candidates)
      for (const workload of candidate.workloads)
        for (const { address: text, at, note } of workload.fact.managed?.targets ?? [])
          for (const address of addressesIn(text)) {
            const from = world.idOf.get(candidate)!;
            const how = evidence(at, 'workload', note);
            const resolved = resolve(address, { stack, from: candidate, namespace: workload.namespace, workload: workload.fact, evidence: how, at, outside: address.form !== 'bare', loopback: false });
            if (resolved.is === 'components') for (const to of resolved.ids) collected.edges.push({ from, to, kind: kindTowards(profile, from, to), phase: 'request', strength: 'hard', by: 'manifest', stack: stack.facts.stack.id, evidence: [how, ...resolved.evidence] });
          }
}
