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
  /** The client asks a registry or a configuration server, the system has one, and this component is none. */
  contradicts(client: ClientFact, id: string): boolean;
}

export function createMeanings(world: World, externals: Externals): Meanings {
  const inside = new Map(world.identities.map(({ id, candidates }) => [id, candidates]));
  const roles = new Set(world.identities.flatMap(({ candidates }) => candidates.map((c) => c.role)));
  return {
    contradicts: ({ means }, id) => {
      const role = means?.role;
      return role !== undefined && FROM_SOURCE.has(role) && roles.has(role) && (inside.get(id) ?? []).some((c) => c.technology === undefined && c.role !== role);
    },
    of: (client, address, asker) => {
      const { stack, from, written, evidence } = asker;
      const means = meaningOf(client, address, written);
      if (means === undefined) return undefined;
      if ('external' in means && means.external !== undefined) return externals.add(means.external, stack.facts.stack.id, [evidence]);
      const own = stack.candidates.filter((c) => fits(c, means) && !isAnothers(c, stack));
      const others = world.stacks.flatMap((s) => s.candidates.filter((c) => fits(c, means) && !isAnothers(c, s)));
      const near = own.filter((c) => startsBefore(c, from));
      if (near.length === 0 && hasOtherStore(means, from, stack)) return undefined;
      const found = sole(near, from, world) ?? sole(own, from, world) ?? sole(beside(others, address, world), from, world) ?? sole(others, from, world);
      if (found !== undefined) return found;
      // Several that could be meant: it is one of them, and nobody knows which.
      if (others.length > 0) return undefined;
      const technology = 'technology' in means && means.technology !== undefined ? technologyOf(means.technology) : undefined;
      if (!technology || !(isOutside(technology, written, client) || externals.of(technology.technology).length > 0)) return undefined;
      return address && !address.host.includes(HOLE) ? outside(address, technology, stack, externals, evidence) : undeclared(client, technology, stack, externals, evidence);
    },
  };
}

type Meaning = ClientMeaning | { readonly protocol: string };

/** The fact's own word, what the address's scheme says (`jdbc:mysql://localhost/x` means a MySQL), or what the client speaks. */
function meaningOf(client: ClientFact, address: Address | undefined, written: boolean): Meaning | undefined {
  if (client.means) return client.means;
  const technology = (address?.scheme === undefined ? undefined : schemeOf(address.scheme)?.technology) ?? schemeOf(client.protocol)?.technology;
  if (technology !== undefined) return { technology };
  // A starter that nobody configured runs a database inside the process.
  return client.protocol === 'sql' && written ? { protocol: 'sql' } : undefined;
}

const SQL = new Set(['postgresql', 'mysql', 'tds', 'oracle', 'db2']);

function fits(candidate: Candidate, means: Meaning): boolean {
  const own = candidate.technology === undefined ? undefined : technologyOf(candidate.technology);
  if ('protocol' in means) return own?.kind === 'datastore' && SQL.has(own.protocol ?? '');
  const { role, technology } = means;
  if (technology !== undefined && own !== undefined) return own.technology === technology || (HOLDS_DATA.has(own.kind) && own.protocol !== 'http' && own.protocol === technologyOf(technology)?.protocol);
  if (role === undefined || candidate.role !== role) return false;
  // Built from the tree's own source: a registry says that it is one, a tracing server is known by its name only.
  return technology === undefined || FROM_SOURCE.has(role) || [...candidate.names].some((name) => name.toLowerCase().includes(technology));
}

const HOLDS_DATA: ReadonlySet<string> = new Set(['datastore', 'cache', 'broker']);
const FROM_SOURCE: ReadonlySet<string> = new Set(['discovery', 'config-server']);

/** Compose starts it before the asker, or links the two. */
const startsBefore = (candidate: Candidate, from: Candidate): boolean => from.workloads.some(({ fact }) => [...(fact.compose?.dependsOn ?? []), ...(fact.compose?.links ?? [])].some(({ service }) => candidate.names.has(service)));

/** It waits for a database of another kind: code that could use several uses that one. */
const hasOtherStore = (means: Meaning, from: Candidate, { candidates }: LinkedStack): boolean =>
  (('technology' in means && means.technology !== undefined && technologyOf(means.technology)?.kind === 'datastore') || 'protocol' in means) && candidates.some((c) => c.kind === 'datastore' && startsBefore(c, from));

/** The database of a bought-in product (an identity server's): only such products wait for it. Consoles and exporters look at anybody's. */
function isAnothers(store: Candidate, { candidates }: LinkedStack): boolean {
  const waiting = candidates.filter((c) => c !== store && startsBefore(store, c));
  return waiting.length > 0 && waiting.every((c) => c.technology !== undefined && c.kind !== 'other');
}

/** The only one, or the only one in the nearest folder: a tree may hold several systems. */
function sole(fitting: readonly Candidate[], from: Candidate, world: World): string | undefined {
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

/** A default address of a registry or a collector proves little; a program with a database's client needs the database. */
const isOutside = (technology: Technology, written: boolean, client: ClientFact): boolean => written || HOLDS_DATA.has(technology.kind) || isSentOut(technology, client);

/** Mail, and what the cloud has for everybody: nobody declares it, and code that calls it needs it. */
const isSentOut = ({ kind, technology }: Technology, { calls }: ClientFact): boolean => calls.length > 0 && (kind === 'external' || CLOUD.has(technology));
const CLOUD: ReadonlySet<string> = new Set(['s3', 'dynamodb', 'sns', 'sqs']);

/** On the developer's machine it is what Compose starts there, not what a cloud template declares. */
const beside = (candidates: readonly Candidate[], address: Address | undefined, { stacks }: World): readonly Candidate[] =>
  address && isLoopback(address.host) ? candidates.filter((c) => stacks.some(({ facts, candidates: all }) => facts.stack.kind === 'compose' && all.includes(c))) : [];

/** Code that asks a database at an address that nobody committed needs it all the same, where no deployment says which of its clients are in use. */
const undeclared = (client: ClientFact, technology: Technology, stack: LinkedStack, externals: Externals, evidence: Evidence): string | undefined =>
  isSentOut(technology, client) || (stack.facts.stack.kind === 'code' && client.calls.length > 0 && HOLDS_DATA.has(technology.kind)) ? externals.add(technology.technology, stack.facts.stack.id, [evidence], technology) : undefined;

/**
 * A database that nobody declares: known by its host name; on the developer's machine or by a number as the only one of its kind
 * that is called by a name of the stack's, or by what it is.
 */
function outside({ host }: Address, technology: Technology, stack: LinkedStack, externals: Externals, evidence: Evidence): string | undefined {
  const [only, ...others] = externals.of(technology.technology);
  const called = only !== undefined && others.length === 0 && !only.includes('.') ? only : technology.technology;
  const name = isLoopback(host) || isIpAddress(host) ? called : host;
  return externals.add(name, stack.facts.stack.id, [evidence], technology);
}
