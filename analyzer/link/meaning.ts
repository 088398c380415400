import { compareText } from '../facts/place.js';
import type { ClientFact, ClientMeaning } from '../facts/types.js';
import type { Evidence } from '../graph/document.js';
import { schemeOf } from '../knowledge/protocols.js';
import { technologyOf, type Technology } from '../knowledge/technologies.js';
import { HOLE, isIpAddress, isLoopback, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import type { Externals } from './externals.js';
import type { LinkedStack, World } from './world.js';

export interface MeaningAsker {
  readonly stack: LinkedStack;
  readonly from: Candidate;
  /** Somebody wrote the address; it is no library's default. */
  readonly written: boolean;
  readonly evidence: Evidence;
}

/** Where a client leads by its nature, when its address does not say: the component's id. */
export interface Meanings {
  of(client: ClientFact, address: Address | undefined, asker: MeaningAsker): string | undefined;
}

export function createMeanings(world: World, externals: Externals): Meanings {
  return {
    of: (client, address, { stack, from, written, evidence }) => {
      const means = meaningOf(client, address);
      if (means?.external !== undefined) return externals.add(means.external, stack.facts.stack.id, [evidence]);
      const found = means && (sole(stack.candidates, means, from, world) ?? sole(world.stacks.flatMap((s) => s.candidates), means, from, world));
      if (found !== undefined) return found;
      // Several that could be meant: it is one of them, and nobody knows which.
      if (means && world.stacks.some((s) => s.candidates.some((c) => fits(c, means)))) return undefined;
      const technology = means?.technology === undefined ? undefined : technologyOf(means.technology);
      if (!technology || !address || !isOutside(technology, written)) return undefined;
      return outside(address, technology, stack, externals, evidence);
    },
  };
}

/** The fact's own word, or what the address's scheme says: `jdbc:mysql://localhost/x` means a MySQL. */
function meaningOf(client: ClientFact, address: Address | undefined): ClientMeaning | undefined {
  if (client.means) return client.means;
  const technology = address?.scheme === undefined ? undefined : schemeOf(address.scheme)?.technology;
  return technology === undefined ? undefined : { technology };
}

/** The only component that is meant, or the only one in the nearest folder: a tree may hold several systems. */
function sole(candidates: readonly Candidate[], means: ClientMeaning, from: Candidate, world: World): string | undefined {
  const fitting = candidates.filter((c) => fits(c, means));
  const idsOf = (some: readonly Candidate[]) => [...new Set(some.map((c) => world.idOf.get(c)!))].sort(compareText);
  const ids = idsOf(fitting);
  if (ids.length <= 1) return ids[0];
  const shared = fitting.map((candidate) => sharedFolders(candidate, from));
  const nearest = Math.max(...shared);
  const near = idsOf(fitting.filter((_, i) => shared[i] === nearest));
  return near.length === 1 && nearest > 0 ? near[0] : undefined;
}

/** How many folders from the root two components' sources have in common. */
function sharedFolders(a: Candidate, b: Candidate): number {
  const [left, right] = [a, b].map(({ packages }) => packages[0]?.root.split('/') ?? []);
  let count = 0;
  while (count < left!.length && left![count] === right![count]) count++;
  return count;
}

const FROM_SOURCE = new Set(['discovery', 'config-server']);

function fits(candidate: Candidate, { role, technology }: ClientMeaning): boolean {
  if (technology !== undefined && candidate.technology !== undefined) return candidate.technology === technology;
  if (role === undefined || candidate.role !== role) return false;
  // Built from the tree's own source: a registry says that it is one, a tracing server is known by its name only.
  return technology === undefined || FROM_SOURCE.has(role) || [...candidate.names].some((name) => name.toLowerCase().includes(technology));
}

const HOLDS_DATA = new Set(['datastore', 'cache', 'broker']);

/** A default address of a registry or a collector proves little; a program with a database's client needs the database. */
const isOutside = (technology: Technology, written: boolean): boolean => written || HOLDS_DATA.has(technology.kind);

/** A database that nobody declares: known by its host name, on the developer's machine by what it is. */
function outside(address: Address, technology: Technology, stack: LinkedStack, externals: Externals, evidence: Evidence): string | undefined {
  if (address.host.includes(HOLE) || isIpAddress(address.host)) return isLoopback(address.host) ? externals.add(technology.technology, stack.facts.stack.id, [evidence], technology) : undefined;
  const name = isLoopback(address.host) ? technology.technology : address.host;
  return externals.add(name, stack.facts.stack.id, [evidence], technology);
}
