import { compareText } from '../facts/place.js';
import type { ClientFact, ClientMeaning } from '../facts/types.js';
import type { Evidence } from '../graph/document.js';
import { schemeOf } from '../knowledge/protocols.js';
import { technologyOf, type Technology } from '../knowledge/technologies.js';
import { HOLE, isIpAddress, isLoopback, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import type { Externals } from './externals.js';
import type { LinkedStack, World } from './world.js';

/** Where a client leads by its nature, when its address does not say: the component's id. */
export interface Meanings {
  /** `written`: somebody wrote the address, it is no library's default. */
  of(client: ClientFact, address: Address | undefined, stack: LinkedStack, written: boolean, evidence: Evidence): string | undefined;
}

export function createMeanings(world: World, externals: Externals): Meanings {
  return {
    of: (client, address, stack, written, evidence) => {
      const means = meaningOf(client, address);
      if (means?.external !== undefined) return externals.add(means.external, stack.facts.stack.id, [evidence]);
      const found = means && (sole(stack.candidates, means, world) ?? sole(world.stacks.flatMap((s) => s.candidates), means, world));
      if (found !== undefined) return found;
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

/** The only component that is meant; undefined when there is none or nobody knows which. */
function sole(candidates: readonly Candidate[], means: ClientMeaning, world: World): string | undefined {
  const ids = [...new Set(candidates.filter((c) => fits(c, means)).map((c) => world.idOf.get(c)!))].sort(compareText);
  return ids.length === 1 ? ids[0] : undefined;
}

function fits(candidate: Candidate, { role, technology }: ClientMeaning): boolean {
  if (technology !== undefined && candidate.technology === technology) return true;
  if (role === undefined || candidate.role !== role) return false;
  // A tracing server that is built from the tree's own source is known by its name only.
  return technology === undefined || [...candidate.names].some((name) => name.toLowerCase().includes(technology));
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
