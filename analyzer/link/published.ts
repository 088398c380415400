import type { Dependency } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { addEntry, type Entries } from './routes.js';
import type { LinkedStack, World } from './world.js';

/** Services that the platform publishes: LoadBalancer, NodePort, and ports that Compose maps to the host. */
export function findPublished(world: World, entries: Entries, dependencies: readonly Dependency[]): void {
  const generators = new Set(world.identities.filter((i) => i.candidates.some((c) => c.role === 'load-generator')).map((i) => i.id));
  const called = new Set(dependencies.filter((d) => !generators.has(d.from) && d.phase === 'request' && isCall(d)).map((d) => d.to));
  const queued = new Set(dependencies.filter(({ kind }) => kind === 'publishes' || kind === 'consumes').map((d) => d.from));
  for (const stack of world.stacks) {
    byService(world, stack, entries);
    byCompose(world, stack, entries, (candidate) => called.has(world.idOf.get(candidate)!), (candidate) => isWorker(candidate) && queued.has(world.idOf.get(candidate)!));
  }
}

/** To be watched is not to be called, and a link of Compose that nothing confirms may be for nothing. */
const isCall = ({ kind, evidence: proofs }: Dependency): boolean => kind !== 'observes' && proofs.some(({ mechanism }) => mechanism !== 'link');

/** What works off a queue has a port for its health or its metrics, if any. */
const isWorker = ({ name }: Candidate): boolean => /(?:^|[-_])(?:workers?|consumers?|beat)(?:$|[-_])/i.test(name);

const isServer = ({ role, kind }: Candidate): boolean => role === undefined && (kind === 'service' || kind === 'gateway');

function byService(world: World, { candidates, facts: { stack } }: LinkedStack, entries: Entries): void {
  for (const candidate of candidates.filter(isServer))
    for (const service of new Set(candidate.workloads.flatMap((w) => w.services)))
      if (service.type === 'LoadBalancer' || service.type === 'NodePort') addEntry(entries, world.idOf.get(candidate)!, stack.id, evidence(service.at, 'selector', `${service.type} Service ${service.ref.name}`));
}

/** Developers publish every port to look at it; the ones that no other component calls are the way in. */
function byCompose(world: World, { candidates, facts: { stack } }: LinkedStack, entries: Entries, isCalled: (candidate: Candidate) => boolean, worksOff: (candidate: Candidate) => boolean): void {
  const published = candidates.filter((c) => isServer(c) && !worksOff(c) && c.workloads.some((w) => (w.fact.compose?.published.length ?? 0) > 0));
  const uncalled = published.filter((c) => !isCalled(c));
  for (const candidate of uncalled.length > 0 ? uncalled : published)
    for (const port of candidate.workloads.flatMap((w) => w.fact.compose?.published ?? []).slice(0, 1)) addEntry(entries, world.idOf.get(candidate)!, stack.id, evidence(port.at, 'compose', 'published port'));
}
