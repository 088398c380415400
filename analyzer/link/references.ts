import { isKnown } from '../facts/value.js';
import { showTemplate, type Template } from '../facts/template.js';
import type { Place } from '../facts/place.js';
import type { Container } from '../facts/types.js';
import type { DependencyKind, Mechanism } from '../graph/document.js';
import { dependencyOn } from '../knowledge/protocols.js';
import { addressesIn, addressesInText, HOLE, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import type { Collected } from './collect.js';
import { evidence } from './evidence.js';
import { fill, fromVariables } from './fill.js';
import type { LinkedWorkload } from './objects.js';
import type { Reference, Resolver } from './resolve.js';
import type { Variables } from './variables.js';
import type { LinkedStack, World } from './world.js';

/** What the linker knows of a component before dependencies are kinds: enough to name the kind. */
export type Profile = (id: string) => { readonly kind: string; readonly technology?: string; readonly role?: string };

/** Follows what manifests hand to containers: environment, arguments, mounted configuration, and the declared start order. */
export function followManifests(world: World, variables: Variables, resolve: Resolver, profile: Profile, collected: Collected): void {
  for (const stack of world.stacks)
    for (const candidate of stack.candidates)
      for (const workload of candidate.workloads) {
        for (const container of workload.fact.containers) new Follower(world, stack, candidate, workload, resolve, profile, collected).container(container, variables);
        followOrder(world, stack, candidate, workload, resolve, profile, collected);
      }
}

/** A variable whose name says that it holds an address; only then may a bare word be a host. */
const ADDRESS_NAME = /(?:^|[_.-])(?:host|hosts|hostname|addr|addrs|address|addresses|url|urls|uri|uris|endpoint|endpoints|server|servers|broker|brokers|bootstrap|node|nodes|peer|peers|target|targets|upstream|backend|dsn|conn|connection|database|db|svc|service|api|proxy|cluster|redis|postgres|mysql|mongo|kafka|rabbitmq|amqp|nats|elasticsearch|collector)(?:$|[_.-])/i;
/** Names of things that are not addresses although they look so, and of the system's own public face. */
const NOT_A_TARGET = /(?:^|[_.-])(?:name|names|user|username|image|version|tag|path|topic|queue|exchange|schema|zone|region|namespace|language|mode|level|listen|bind|advertised?|public|external|cors|origins?|allowed|redirect|callback|issuer|audience|scopes?|docs?|help|license)(?:$|[_.-])/i;

const separated = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');

class Follower {
  private readonly id: string;

  constructor(
    world: World,
    private readonly stack: LinkedStack,
    private readonly candidate: Candidate,
    private readonly workload: LinkedWorkload,
    private readonly resolve: Resolver,
    private readonly profile: Profile,
    private readonly collected: Collected,
  ) {
    this.id = world.idOf.get(candidate)!;
  }

  container(container: Container, variables: Variables): void {
    const phase = container.role === 'init' ? 'startup' : 'request';
    const own = variables.ofContainer(this.stack, this.workload, container);
    const lookup = fromVariables(new Map(own.map((v) => [v.name, v.value])));
    for (const variable of own) this.variable(variable.name, variable.value, fill(variable.value, lookup), variable.at, variable.mechanism, phase);
    for (const value of [...container.command, ...container.args])
      if (isKnown(value)) this.text(value.value.replace(/\$\(([A-Za-z_]\w*)\)/g, (_, name: string) => fill([{ env: name }], lookup)), value.at, 'args', phase);
    for (const mount of container.mounts) this.mounted(mount.volume, phase);
  }

  private variable(rawName: string, template: Template, text: string, at: Place, mechanism: Mechanism, phase: 'request' | 'startup'): void {
    const name = separated(rawName);
    const words = separated(rawName.slice(rawName.lastIndexOf('_') + 1));
    if (text.length > 2000 || /(?:^|_)name$/i.test(words)) return;
    const addressed = ADDRESS_NAME.test(name);
    for (const address of addressesIn(text)) {
      if (address.form === 'bare' && (!addressed || NOT_A_TARGET.test(name))) continue;
      if (address.form === 'host-port' && !addressed && !hasKnownName(address, this.stack, this.workload)) continue;
      const how = evidence(at, mechanism, `env ${rawName}`);
      const reference = this.reference(how, at, address.form !== 'bare' && !NOT_A_TARGET.test(name));
      this.follow(address, reference, phase, showTemplate(template), !NOT_A_TARGET.test(name) && (address.form === 'url' || (address.form === 'host-port' && addressed)));
    }
  }

  /** Free text proves a dependency only where it names a component of the system. */
  private text(text: string, at: Place, mechanism: Mechanism, phase: 'request' | 'startup'): void {
    for (const address of addressesInText(text)) this.follow(address, this.reference(evidence(at, mechanism, mechanism === 'args' ? 'argument' : undefined), at, false), phase, '', false);
  }

  private mounted(volume: string, phase: 'request' | 'startup'): void {
    const source = this.workload.fact.volumes.find((v) => v.name === volume && (v.kind === 'configMap' || v.kind === 'projected'))?.source;
    const config = this.stack.objects.configs.find((c) => c.ref.kind === 'ConfigMap' && c.ref.name === source && this.stack.objects.namespaceOf(c.ref) === this.workload.namespace);
    for (const entry of config?.entries ?? []) if (entry.value) this.text(fill(entry.value, () => undefined), entry.valueAt ?? entry.at, 'config-map', phase);
  }

  private reference(how: Reference['evidence'], at: Place, outside: boolean): Reference {
    return { stack: this.stack, from: this.candidate, namespace: this.workload.namespace, workload: this.workload.fact, evidence: how, at, outside, loopback: false };
  }

  private follow(address: Address, reference: Reference, phase: 'request' | 'startup', expression: string, expected: boolean): void {
    const resolved = this.resolve(address, reference);
    switch (resolved.is) {
      case 'components':
        for (const to of resolved.ids)
          this.collected.edges.push({ from: this.id, to, kind: kindTowards(this.profile, this.id, to), phase, strength: 'hard', by: 'manifest', stack: this.stack.facts.stack.id, evidence: [reference.evidence, ...resolved.evidence] });
        return;
      case 'missing':
        if (expected) this.collected.dangling.push({ stack: this.stack.facts.stack.id, what: 'in-cluster-name', object: { kind: this.workload.fact.ref.kind, name: this.workload.fact.ref.name, namespace: this.workload.namespace }, component: this.id, target: resolved.target, ...(resolved.suggestion ? { suggestion: resolved.suggestion } : {}), at: reference.at });
        return;
      case 'unknown':
        if (expected && address.host.includes(HOLE)) this.collected.unresolved.push({ from: this.id, expression, why: resolved.why, evidence: reference.evidence });
        return;
      default: return resolved satisfies never;
    }
  }
}

/** `cache:6379` in a variable called MODE: an address only if the stack has that name. */
const hasKnownName = (address: Address, stack: LinkedStack, workload: LinkedWorkload): boolean => stack.names(address.host, { namespace: workload.namespace, workload: workload.fact })?.is === 'components';

/** The kind follows from what is at the other end; who watches others observes them, who is a proxy routes. */
export function kindTowards(profile: Profile, from: string, to: string): DependencyKind {
  const target = profile(to);
  const kind = dependencyOn(target.technology);
  if (kind !== 'calls') return kind;
  const self = profile(from);
  if (self.role === 'monitoring') return 'observes';
  if (self.kind === 'gateway') return 'routes';
  return ({ datastore: 'stores', cache: 'caches', broker: 'publishes', discovery: 'registers', 'config-server': 'configures' } as const)[target.kind as 'datastore'] ?? 'calls';
}

function followOrder(world: World, stack: LinkedStack, candidate: Candidate, workload: LinkedWorkload, resolve: Resolver, profile: Profile, collected: Collected): void {
  const compose = workload.fact.compose;
  if (!compose) return;
  const from = world.idOf.get(candidate)!;
  const names = [...compose.dependsOn.map((d) => ({ service: d.service, at: d.at, mechanism: 'depends-on' as const })), ...compose.links.map((l) => ({ service: l.service, at: l.at, mechanism: 'link' as const }))];
  for (const { service, at, mechanism } of names) {
    const how = evidence(at, mechanism);
    const resolved = resolve({ host: service, form: 'host-port' }, { stack, from: candidate, namespace: workload.namespace, workload: { ...workload.fact, compose: { ...compose, networks: [] } }, evidence: how, at, outside: false, loopback: false });
    if (resolved.is !== 'components') continue;
    // A link gives the address away, so it is used; a start order says no more than that.
    const phase = mechanism === 'link' ? 'request' : 'startup';
    for (const to of resolved.ids) collected.edges.push({ from, to, kind: kindTowards(profile, from, to), phase, strength: 'hard', by: mechanism === 'link' ? 'manifest' : 'order', stack: stack.facts.stack.id, evidence: [how] });
  }
}
