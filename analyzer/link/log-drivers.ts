import { addressesIn, HOLE, isIpAddress, isLoopback, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { fill } from './fill.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/** Docker itself sends what containers print, from its own machine: a number or that machine means who publishes the port. */
export function followLogDrivers(tools: Tools): void {
  for (const stack of tools.world.stacks) for (const candidate of stack.candidates) followCandidate(stack, candidate, tools);
}

function followCandidate(stack: LinkedStack, candidate: Candidate, { world, collected, resolve }: Tools): void {
  const from = world.idOf.get(candidate)!;
  for (const { fact, namespace } of candidate.workloads) {
    const logging = fact.compose?.logging;
    if (logging === undefined) continue;
    const how = evidence(logging.at, 'compose', 'log driver');
    for (const address of addressesIn(fill(logging.address, () => undefined))) {
      const resolved = resolve(ofMachine(address), { stack, from: candidate, namespace, workload: fact, evidence: how, at: logging.at, outside: false, loopback: true });
      for (const to of resolved.is === 'components' ? resolved.ids : []) if (to !== from) collected.edges.push({ from, to, kind: 'observes', phase: 'request', strength: 'soft', by: 'manifest', stack: stack.facts.stack.id, evidence: [how] });
    }
  }
}

const ofMachine = (address: Address): Address => (address.host === HOLE || isIpAddress(address.host) || isLoopback(address.host) ? { ...address, host: 'localhost' } : address);
