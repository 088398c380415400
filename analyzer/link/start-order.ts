import type { Evidence } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { kindTowards } from './kinds.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/**
 * Compose: what is started before (`depends_on`), and links, which also give the other's address away and so are used. A link does
 * not say for what: of a store it is the data, of anything else nobody knows that the work stops without it.
 */
export function followStartOrder(tools: Tools): void {
  for (const stack of tools.world.stacks) {
    if (stack.facts.stack.kind !== 'compose') continue;
    for (const candidate of stack.candidates) followCandidate(stack, candidate, tools);
  }
}

function followCandidate(stack: LinkedStack, candidate: Candidate, tools: Tools): void {
  const { world, profile, collected } = tools;
  const from = world.idOf.get(candidate)!;
  for (const { fact, namespace } of candidate.workloads) {
    const named = (service: string, how: Evidence): readonly string[] => {
      // Start order knows no networks: it goes by the service's name alone.
      const answer = stack.names(service, { namespace });
      if (answer?.is === 'components') return answer.candidates.map((target) => world.idOf.get(target)!);
      // One system in several files, which are given to Compose together.
      const elsewhere = tools.resolve({ host: service, form: 'bare' }, { stack, from: candidate, namespace, workload: fact, evidence: how, at: how, outside: false, loopback: false });
      return elsewhere.is === 'components' ? elsewhere.ids.filter((id) => id !== from) : [];
    };
    const uses = [
      ...fact.compose!.dependsOn.map((d) => ({ ...d, mechanism: 'depends-on' as const, phase: 'startup' as const, by: 'order' as const })),
      ...fact.compose!.links.map((l) => ({ ...l, mechanism: 'link' as const, phase: 'request' as const, by: 'manifest' as const })),
    ];
    for (const { service, at, mechanism, phase, by } of uses) {
      for (const to of named(service, evidence(at, mechanism))) {
        const kind = kindTowards(profile, from, to);
        const strength = mechanism === 'depends-on' || kind === 'stores' || kind === 'caches' ? 'hard' : 'soft';
        collected.edges.push({ from, to, kind, phase, strength, by, stack: stack.facts.stack.id, evidence: [evidence(at, mechanism)] });
      }
    }
  }
}
