import { groupBy } from '../facts/groups.js';
import { compareText } from '../facts/place.js';
import { knownOf } from '../facts/value.js';
import { technologyOf } from '../knowledge/technologies.js';
import type { Candidate } from './candidates.js';
import { repository } from './packages.js';

/** Candidates of different stacks that are one component, with its id. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  /** At most one a stack. */
  readonly candidates: readonly Candidate[];
}

/**
 * One component for one thing. Candidates of different stacks join by evidence, strongest first: the same name, a name that is
 * the other's alias, the same source package, the same own image, what runs the same under a name that only a release's prefix
 * tells apart, gateways that open the same, stores that the same variable of one component leads to. Two of one stack never join: a
 * stack that declares both means two. `joins` are names that the configuration says are one.
 */
export function identify(candidates: readonly Candidate[], joins: readonly (readonly string[])[] = [], roles: ReadonlyMap<Candidate, readonly string[]> = new Map()): Identity[] {
  const clusters = new Clusters(candidates);
  const repeated = repeatedNames(candidates);
  for (const names of joins) clusters.join(candidates, (c) => names.find((name) => c.names.has(name)) !== undefined ? [names[0]!] : []);
  clusters.join(candidates, (c) => [qualifiedName(c, repeated)]);
  const unrepeated = candidates.filter((c) => !repeated.has(c));
  clusters.join(unrepeated, (c) => [...c.names]);
  clusters.join(unrepeated, (c) => c.packages.map((p) => p.root));
  clusters.join(unrepeated, ownImages);
  const plain = plainNames(candidates);
  clusters.join(unrepeated, (c) => [...ownImages(c), ...(c.technology === undefined ? [] : [c.technology])].map((runs) => `${runs}\u0000${plain(c)}`));
  clusters.join(unrepeated, (c) => (c.opens === undefined ? [] : [c.opens]));
  clusters.join(unrepeated, (c) => roles.get(c) ?? []);
  return name(clusters.all(), repeated);
}

/**
 * Candidates whose name another of their stack has (two namespaces). A job and a gateway that is only declared give way to what
 * serves under the name: `web (gateway)` routes to `web`, which is the `web` of the other stacks.
 */
function repeatedNames(candidates: readonly Candidate[]): Set<Candidate> {
  const byName = groupBy(candidates, ({ stack, name }) => `${stack}\u0000${name}`);
  return new Set([...byName.values()].flatMap((alike) => {
    const serving = alike.filter((candidate) => !givesWay(candidate));
    return alike.length === 1 ? [] : serving.length === 1 ? alike.filter(givesWay) : alike;
  }));
}

const givesWay = ({ kind, workloads }: Candidate): boolean => kind === 'job' || (kind === 'gateway' && workloads.length === 0);

/** The name; where the stack has two of it with its namespace, and with its kind for what gives way. */
function qualifiedName(candidate: Candidate, repeated: ReadonlySet<Candidate>): string {
  if (!repeated.has(candidate)) return candidate.name;
  const name = shownName(candidate, repeated);
  return candidate.namespace ? `${candidate.namespace}/${name}` : name;
}

const shownName = (candidate: Candidate, repeated: ReadonlySet<Candidate>): string =>
  repeated.has(candidate) && givesWay(candidate) ? `${candidate.name} (${candidate.kind})` : candidate.name;

/** Public images say nothing about identity: two Redis are two. What runs once from an image is not what serves from it. */
function ownImages(candidate: Candidate): string[] {
  if (candidate.technology) return [];
  const runs = candidate.kind === 'job' ? 'job ' : '';
  return candidate.workloads.flatMap((w) => w.fact.containers.filter((c) => c.role === 'main')).map((c) => knownOf(c.image)).filter((i): i is string => i !== undefined).map((image) => `${runs}${repository(image)}`);
}

/** `cart` of `shop-cart`, where half of what its stack runs is called `shop-…`: the release's prefix. */
function plainNames(candidates: readonly Candidate[]): (candidate: Candidate) => string {
  const prefixes = new Map([...groupBy(candidates.filter(({ workloads }) => workloads.length > 0), ({ stack }) => stack)].map(([stack, all]) => [stack, sharedPrefix(all)]));
  return ({ stack, name }) => {
    const prefix = prefixes.get(stack);
    return (prefix !== undefined && name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name).replace(/[-_.]/g, '').toLowerCase();
  };
}

function sharedPrefix(candidates: readonly Candidate[]): string | undefined {
  const [prefix, with_] = [...groupBy(candidates, ({ name }) => /^[^-_.]+[-_.]/.exec(name)?.[0] ?? '')].filter(([first]) => first !== '').sort((a, b) => b[1].length - a[1].length || compareText(a[0], b[0]))[0] ?? ['', []];
  return with_.length > 1 && with_.length * 2 >= candidates.length ? prefix : undefined;
}

function name(clusters: readonly (readonly Candidate[])[], repeated: ReadonlySet<Candidate>): Identity[] {
  const taken = new Map<string, number>();
  return clusters
    .map((candidates) => ({ id: preferredName(candidates, repeated), name: preferredName(candidates, repeated, shownName), candidates }))
    .sort((a, b) => compareText(a.id, b.id) || compareText(a.candidates[0]!.stack, b.candidates[0]!.stack))
    .map((identity) => {
      const count = (taken.get(identity.id) ?? 0) + 1;
      taken.set(identity.id, count);
      return count === 1 ? identity : { ...identity, id: `${identity.id}#${count}` };
    });
}

/** The name that most stacks use; among equals the one of the stack that sorts first. */
function preferredName(candidates: readonly Candidate[], repeated: ReadonlySet<Candidate>, nameOf = qualifiedName): string {
  const votes = new Map<string, number>();
  for (const candidate of candidates) {
    const name = nameOf(candidate, repeated);
    votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]![0];
}

/** Union-find that refuses to put two candidates of one stack together. */
class Clusters {
  private readonly of = new Map<Candidate, Candidate[]>();

  constructor(candidates: readonly Candidate[]) {
    for (const candidate of candidates) this.of.set(candidate, [candidate]);
  }

  /** Joins candidates that share a key, unless one stack has two candidates for the key: then nobody knows which is meant. */
  join(candidates: readonly Candidate[], keysOf: (candidate: Candidate) => readonly string[]): void {
    const byKey = new Map<string, Set<Candidate>>();
    for (const candidate of candidates)
      for (const key of new Set(keysOf(candidate))) {
        const set = byKey.get(key) ?? new Set();
        set.add(candidate);
        byKey.set(key, set);
      }
    for (const set of byKey.values()) {
      if (new Set([...set].map((c) => c.stack)).size < set.size) continue;
      const [first, ...rest] = set;
      for (const other of rest) this.union(first!, other);
    }
  }

  private union(a: Candidate, b: Candidate): void {
    const left = this.of.get(a)!;
    const right = this.of.get(b)!;
    if (left === right || !compatible(left, right)) return;
    const joined = [...left, ...right].sort((x, y) => compareText(x.stack, y.stack) || compareText(x.name, y.name));
    for (const candidate of joined) this.of.set(candidate, joined);
  }

  all(): Candidate[][] {
    return [...new Set(this.of.values())];
  }
}

function compatible(left: readonly Candidate[], right: readonly Candidate[]): boolean {
  const stacks = new Set(left.map((c) => c.stack));
  if (right.some((c) => stacks.has(c.stack))) return false;
  // Nor is the platform's way in what runs elsewhere under the name of an Ingress.
  if (left.some(isPlatforms) !== right.some(isPlatforms) && [...left, ...right].some((c) => c.workloads.length > 0)) return false;
  if (left.some((a) => right.some((b) => (isFunction(a) && holds(b)) || (holds(a) && isFunction(b))))) return false;
  // Nor is a database that bears the system's name the program of that name.
  if (left.some((a) => right.some((b) => isOtherThan(a, b) || isOtherThan(b, a)))) return false;
  // A database is no service of the same name, whatever the stack.
  return left.every((a) => right.every((b) => a.technology === undefined || b.technology === undefined || exchangeable(a.technology, b.technology)));
}

const isFunction = ({ kind }: Candidate): boolean => kind === 'function';

/** The team's own program, and what holds data; of an image whose source is not known only the operator's says that it is another. */
const isOtherThan = (program: Candidate, store: Candidate): boolean =>
  program.kind === 'service' && program.technology === undefined && holds(store) && (program.packages.length > 0 || (program.workloads.length > 0 && store.workloads.some(({ fact }) => fact.managed !== undefined)));

/** What keeps or passes on data runs no code of the team's: a table and the function that fills it often share a name. */
const holds = ({ kind }: Candidate): boolean => kind === 'datastore' || kind === 'broker' || kind === 'cache';

const isPlatforms = ({ role }: Candidate): boolean => role === 'ingress';

/** MariaDB stands in for MySQL, Valkey for Redis: they speak one protocol. HTTP is everybody's. */
function exchangeable(a: string, b: string): boolean {
  const protocol = technologyOf(a)?.protocol;
  return a === b || (protocol !== undefined && protocol !== 'http' && protocol !== 'grpc' && protocol === technologyOf(b)?.protocol);
}
