import { comparePlaces } from '../facts/place.js';
import type { ClientSetting, RouteBackend, TrafficPolicyFact } from '../facts/types.js';
import { isKnown } from '../facts/value.js';
import { ofKind } from './facts.js';
import type { LinkedStack, World } from './world.js';

/** What all policies of one kind together say about calls to one target. */
export interface HostPolicy {
  /** `VirtualService`, `DestinationRule`, ... */
  readonly kind: string;
  /** A component, or the host's own name where it is outside. */
  readonly target: string;
  readonly settings: readonly ClientSetting[];
  readonly destinations: readonly Destination[];
}

/** Some calls to the target go there, or a copy of them. */
export interface Destination {
  readonly backend: RouteBackend;
  /** Whose short names its host is one of. */
  readonly namespace: string;
}

/**
 * A mesh takes one policy of a kind for a host. Where a stack holds several (variants to try one after the other), nobody can
 * say which is applied: what all of them say holds, and what only some say is unknown.
 */
export function hostPolicies(world: World, stack: LinkedStack): HostPolicy[] {
  const policies = policiesFor(world, stack);
  if (policies.length === 0) return [];
  const groups = new Map<string, { readonly kind: string; readonly targets: readonly string[]; readonly policies: TrafficPolicyFact[] }>();
  for (const policy of policies)
    for (const { host } of policy.hosts) {
      const targets = targetsOf(world, stack, host, stack.objects.namespaceOf(policy.ref));
      const key = `${policy.ref.kind}\u0000${host.includes('*') ? host : targets.join('\u0000')}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { kind: policy.ref.kind, targets, policies: [policy] });
      else if (!group.policies.includes(policy)) group.policies.push(policy);
    }
  const exact = [...groups.entries()].filter(([key]) => !key.includes('*')).map(([, group]) => group);
  const wide = [...groups.entries()].filter(([key]) => key.includes('*')).map(([, group]) => group);
  const taken = new Set(exact.flatMap((group) => group.targets.map((target) => `${group.kind}\u0000${target}`)));
  return [...exact, ...wide].flatMap((group) => {
    const settings = agreed(group.policies.map((policy) => policy.settings));
    const destinations = common(group.policies.map((policy) => (policy.destinations ?? []).map((backend) => ({ backend, namespace: stack.objects.namespaceOf(policy.ref) }))));
    // The most specific host wins, as in the mesh itself.
    return group.targets.filter((target) => exact.includes(group) || !taken.has(`${group.kind}\u0000${target}`)).map((target) => ({ kind: group.kind, target, settings, destinations }));
  });
}

/** A folder of policies alone belongs to what is deployed beside it, unless that is another environment. */
function policiesFor(world: World, stack: LinkedStack): TrafficPolicyFact[] {
  if (stack.objects.services.length === 0) return [];
  const { environment } = stack.facts.stack;
  const alone = world.stacks.filter((other) => other !== stack && other.objects.workloads.length === 0 && other.objects.services.length === 0 && (other.facts.stack.environment === environment || other.facts.stack.environment === 'unknown'));
  return [stack, ...alone].flatMap((each) => ofKind(each.facts.facts, 'traffic-policy')).sort((a, b) => comparePlaces(a.at, b.at));
}

/** A name of the stack, every Service under a wildcard, or a host outside. */
function targetsOf(world: World, stack: LinkedStack, host: string, namespace: string): string[] {
  const lower = host.toLowerCase();
  if (lower === '*' || lower.startsWith('*.')) return stack.objects.services.filter((service) => lower === '*' || `${service.fact.ref.name}.${service.namespace}.svc.cluster.local`.endsWith(lower.slice(1))).flatMap((service) => componentsOf(world, stack, service.fact.ref.name, service.namespace));
  const found = componentsOf(world, stack, host, namespace);
  return found.length > 0 ? found : [lower];
}

function componentsOf(world: World, stack: LinkedStack, host: string, namespace: string): string[] {
  const answer = stack.names(host, { namespace });
  return answer?.is === 'components' ? answer.candidates.map((candidate) => world.idOf.get(candidate)!) : [];
}

/** Those of the first alternative that all others have. */
function common([first = [], ...others]: readonly (readonly Destination[])[]): readonly Destination[] {
  const nameOf = ({ backend, namespace }: Destination): string => `${backend.ref.namespace ?? namespace}/${backend.ref.name}/${backend.subset ?? ''}/${backend.mirror ?? ''}`;
  return first.filter((one) => others.every((list) => list.some((other) => nameOf(other) === nameOf(one))));
}

function agreed(alternatives: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const names = new Set(alternatives.flatMap((settings) => settings.map(({ name }) => name)));
  return [...names].map((name) => {
    const said = alternatives.map((settings) => settings.find((each) => each.name === name)?.value);
    const first = said.find((value) => value !== undefined)!;
    const same = said.every((value) => value !== undefined && !('template' in value) && !('template' in first) && isKnown(value) && isKnown(first) && value.value === first.value);
    return { name, value: same || alternatives.length === 1 ? first : { unknown: 'alternatives differ', at: first.at } };
  });
}
