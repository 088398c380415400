import type { PackageFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { HOLE } from './address.js';
import { fill } from './fill.js';
import type { Variables } from './variables.js';
import type { LinkedStack } from './world.js';

/** Who listens on a port of the developer's machine, by stack. */
export interface Listeners {
  at(port: number, stack: string): readonly Candidate[];
}

/**
 * Ports that Compose publishes and ports that code listens on by its own settings. The asker's stack decides; when it says
 * nothing, all stacks together do, because code run by hand talks to what Compose publishes.
 */
export function findListeners(stacks: readonly LinkedStack[], packages: readonly PackageFact[], variables: Variables): Listeners {
  const byPort = new Map<string, Set<Candidate>>();
  const add = (stack: string, port: number, candidate: Candidate) => {
    for (const key of [`${stack} ${port}`, `* ${port}`]) byPort.set(key, (byPort.get(key) ?? new Set()).add(candidate));
  };
  for (const stack of stacks)
    for (const candidate of stack.candidates) {
      const id = stack.facts.stack.id;
      const published = candidate.workloads.flatMap((w) => w.fact.compose?.published ?? []);
      for (const { host } of published) if (host !== undefined) add(id, host, candidate);
      if (published.length > 0 || stack.facts.stack.kind === 'kubernetes' || stack.facts.stack.kind === 'kustomize' || stack.facts.stack.kind === 'helm') continue;
      for (const port of portsOfCode(candidate, stack, packages, variables)) add(id, port, candidate);
    }
  return { at: (port, stack) => [...(byPort.get(`${stack} ${port}`) ?? byPort.get(`* ${port}`) ?? [])] };
}

function portsOfCode(candidate: Candidate, stack: LinkedStack, packages: readonly PackageFact[], variables: Variables): number[] {
  const own = packages.filter((p) => candidate.packages.some((link) => link.root === p.root));
  return own.flatMap((p) => p.listens.map((l) => fill(l.port, variables.lookup(stack, candidate)))).filter((text) => !text.includes(HOLE)).map(Number).filter((n) => Number.isInteger(n) && n > 0);
}
