import type { Place } from '../facts/place.js';
import type { ServiceFact, WorkloadFact } from '../facts/types.js';
import type { Evidence } from '../graph/document.js';
import { schemeOf, technologyOfPort } from '../knowledge/protocols.js';
import { technologyOf } from '../knowledge/technologies.js';
import { HOLE, isDockerHost, isIpAddress, isLoopback, isPrivateAddress, isPublicName, isResourceAddress, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import type { Externals } from './externals.js';
import type { Listeners } from './listeners.js';
import type { Answer } from './names.js';
import type { PublicHosts } from './public-hosts.js';
import type { LinkedStack, World } from './world.js';

/** Who refers, and from where. */
export interface Reference {
  readonly stack: LinkedStack;
  readonly from: Candidate;
  readonly namespace: string;
  readonly workload?: WorkloadFact;
  /** Evidence that an external is named by; also what makes a loopback address worth following. */
  readonly evidence: Evidence;
  readonly at: Place;
  /** May the host be something outside? Not for free text, where a name proves little. */
  readonly outside: boolean;
  /** Does `localhost:PORT` mean another process? In code yes; in a container's environment it is the container itself. */
  readonly loopback: boolean;
}

export type Resolved =
  /** `face`: by the host under which the system shows it to users. */
  | { readonly is: 'components'; readonly ids: readonly string[]; readonly evidence: readonly Evidence[]; readonly service?: ServiceFact; readonly face?: true }
  | { readonly is: 'missing'; readonly target: string; readonly suggestion?: string }
  | { readonly is: 'unknown'; readonly why: string };

export type Resolver = (address: Address, reference: Reference) => Resolved;

/**
 * Resolves an address as the process would: configuration first, then its own stack's names, loopback by who listens, the hosts
 * that the system itself publishes, other stacks when just one component has the name, at last the outside world.
 */
export function createResolver(world: World, externals: Externals, listeners: Listeners, publicHosts: PublicHosts): Resolver {
  const elsewhere = createElsewhere(world);
  return (address, reference) => {
    const { host } = address;
    const stackId = reference.stack.facts.stack.id;
    if (host.includes(HOLE)) return beforeHole(address, reference, world) ?? { is: 'unknown', why: 'the host is not known from what is committed' };
    const known = (ids: readonly string[], evidence: readonly Evidence[] = []): Resolved => ({ is: 'components', ids, evidence });
    const external = (name: string, evidence: readonly Evidence[] = []) => known([externals.add(name, stackId, [reference.evidence], technologyAt(address))], evidence);
    if (externals.declaredFor(host)) return external(host);
    if (isLoopback(host)) return loopback(address, reference, listeners, world);
    if (isIpAddress(host)) return numbered(address, reference, listeners, world);
    const own = reference.stack.names(host, { namespace: reference.namespace, ...(reference.workload ? { workload: reference.workload } : {}) });
    const answered = own?.is === 'foreign' ? undefined : answerOf(own, world, external);
    if (answered && answered.is !== 'missing') return answered;
    const registered = reference.stack.candidates.filter((c) => c.registered?.has(host.toLowerCase()));
    if (registered.length === 1) return known([world.idOf.get(registered[0]!)!]);
    const published = publicHosts.get(host.toLowerCase());
    if (published) return { is: 'components', ids: published.map((c) => world.idOf.get(c)!), evidence: [], face: true };
    const other = elsewhere(host, reference.stack);
    if (other.length === 1) return known(other);
    if (answered) return answered;
    if (reference.outside && own?.is === 'foreign') return external(own.service);
    if (reference.outside && isPublicName(host)) return external(host);
    return { is: 'unknown', why: `no component of the system is called ${host}` };
  };
}

/** `http://cart${path}`, `http://cart${domain}/items`: where a component has the name before the hole, it is meant. */
function beforeHole({ host, form }: Address, { stack, namespace, workload }: Reference, world: World): Resolved | undefined {
  const name = form === 'url' && host.indexOf(HOLE) === host.length - 1 ? host.slice(0, -1) : '';
  const answer = /^\w[\w.-]*\w$/.test(name) ? stack.names(name, { namespace, ...(workload ? { workload } : {}) }) : undefined;
  return answer?.is === 'components' ? { is: 'components', ids: answer.candidates.map((c) => world.idOf.get(c)!), evidence: answer.evidence } : undefined;
}

function answerOf(answer: Exclude<Answer, { readonly is: 'foreign' }>, world: World, external: (host: string, evidence: readonly Evidence[]) => Resolved): Resolved | undefined {
  switch (answer?.is) {
    case undefined: return undefined;
    case 'components': return { is: 'components', ids: answer.candidates.map((c) => world.idOf.get(c)!), evidence: answer.evidence, ...(answer.service ? { service: answer.service } : {}) };
    case 'external': return external(answer.host, answer.evidence);
    case 'empty': return { is: 'unknown', why: 'the Service has nothing behind it' };
    case 'missing': return answer;
    default: return answer satisfies never;
  }
}

function loopback(address: Address, reference: Reference, listeners: Listeners, world: World): Resolved {
  const follow = reference.loopback || address.host === 'host.docker.internal';
  if (!follow || address.port === undefined) return { is: 'unknown', why: 'a loopback address is the process itself' };
  return listening(address.port, reference, listeners, world) ?? { is: 'unknown', why: `nothing known listens on ${address.host}:${address.port}` };
}

function listening(port: number, { stack }: Reference, listeners: Listeners, world: World): Resolved | undefined {
  const ids = [...new Set(listeners.at(port, stack.facts.stack.id).map((c) => world.idOf.get(c)!))];
  return ids.length === 1 ? { is: 'components', ids, evidence: [] } : undefined;
}

/**
 * A machine of the author's own network, written into the code: what listens there on a port that no other program has by
 * default is the system's. On the machine that Docker itself runs on, whatever the port.
 */
function numbered({ host, port }: Address, reference: Reference, listeners: Listeners, world: World): Resolved {
  const follow = port !== undefined && (isDockerHost(host) || (reference.loopback && isPrivateAddress(host) && !DEFAULT_PORTS.has(port)));
  return (follow ? listening(port, reference, listeners, world) : undefined) ?? { is: 'unknown', why: 'an IP address names no component' };
}

const DEFAULT_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 8000, 8080, 8443]);

/** What is spoken there, as the scheme or the port says. */
function technologyAt(address: Address): ReturnType<typeof technologyOf> {
  const scheme = address.scheme === undefined ? undefined : schemeOf(address.scheme);
  if (scheme?.technology) return technologyOf(scheme.technology);
  return scheme === undefined && address.port !== undefined ? technologyOfPort(address.port) : undefined;
}

/** A name that the own stack does not have may be declared in another copy or part of the system; not one that it has and cannot reach. */
function createElsewhere(world: World): (host: string, own: LinkedStack) => readonly string[] {
  const byName = new Map<string, Set<string>>();
  const stacksOf = new Map<string, Set<LinkedStack>>();
  for (const stack of world.stacks)
    for (const candidate of stack.candidates) {
      const id = world.idOf.get(candidate)!;
      stacksOf.set(id, (stacksOf.get(id) ?? new Set()).add(stack));
      for (const name of candidate.names) byName.set(name.toLowerCase(), (byName.get(name.toLowerCase()) ?? new Set()).add(id));
    }
  return (host, own) => {
    const labels = host.toLowerCase().split('.');
    const name = labels.length === 1 || labels.includes('svc') ? labels[0]! : isResourceAddress(host) ? host.toLowerCase() : undefined;
    return name === undefined ? [] : [...(byName.get(name) ?? [])].filter((id) => !stacksOf.get(id)!.has(own));
  };
}
