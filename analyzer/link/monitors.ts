import { matchesSelector } from '../facts/selectors.js';
import type { MonitorFact } from '../facts/types.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import type { Tools } from './tools.js';
import type { LinkedStack, World } from './world.js';

/** What a Prometheus of the stack scrapes because a monitor selects it. Without one the monitor asks nobody. */
export function followMonitors({ world, collected }: Tools): void {
  for (const stack of world.stacks) {
    const watchers = stack.candidates.filter((c) => c.technology === 'prometheus').map((c) => world.idOf.get(c)!);
    for (const monitor of watchers.length === 0 ? [] : ofKind(stack.facts.facts, 'monitor')) {
      const how = evidence(monitor.selectorAt, 'selector', `${monitor.ref.kind} ${monitor.ref.name}`);
      for (const from of watchers)
        for (const to of scraped(world, stack, monitor)) if (from !== to) collected.edges.push({ from, to, kind: 'observes', phase: 'request', strength: 'soft', by: 'manifest', stack: stack.facts.stack.id, evidence: [how] });
    }
  }
}

function scraped(world: World, { candidates, objects }: LinkedStack, { of, ref, namespaces, selector }: MonitorFact): Set<string> {
  const among = namespaces ?? [objects.namespaceOf(ref)];
  const inside = (namespace: string): boolean => among.length === 0 || among.includes(namespace);
  const workloads = of === 'pod'
    ? objects.workloads.filter((w) => inside(w.namespace) && matchesSelector(selector, w.fact.podLabels))
    : objects.services.filter((s) => inside(s.namespace) && matchesSelector(selector, s.fact.labels)).flatMap((s) => s.workloads);
  return new Set(candidates.filter((c) => c.workloads.some((w) => workloads.includes(w))).map((c) => world.idOf.get(c)!));
}
