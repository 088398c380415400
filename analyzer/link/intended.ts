import type { Place } from '../facts/place.js';
import { isEmptySelector, matchesSelector } from '../facts/selectors.js';
import type { NetworkPolicyFact, Selector } from '../facts/types.js';
import { knownOf } from '../facts/value.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import type { Tools } from './tools.js';
import type { LinkedStack, World } from './world.js';

/**
 * Policies say which calls are meant: evidence for dependencies that something else shows. Alone they prove none, because
 * what may be called need not be.
 */
export function supportByPolicies({ world, collected }: Tools): void {
  for (const stack of world.stacks) {
    const meant = [...stack.objects.networkPolicies.flatMap((policy) => byNetworkPolicy(world, stack, policy)), ...byAccessPolicies(world, stack)];
    if (meant.length === 0) continue;
    const shown = new Map(collected.edges.filter((edge) => edge.stack === stack.facts.stack.id).map((edge) => [`${edge.from}\u0000${edge.to}`, edge]));
    for (const { from, to, at, note } of meant) {
      const edge = shown.get(`${from}\u0000${to}`);
      if (edge) collected.edges.push({ ...edge, evidence: [evidence(at, 'network-policy', note)] });
    }
  }
}

interface Meant {
  readonly from: string;
  readonly to: string;
  readonly at: Place;
  readonly note: string;
}

const pairs = (froms: readonly string[], tos: readonly string[], at: Place, note: string): Meant[] => froms.flatMap((from) => tos.filter((to) => to !== from).map((to) => ({ from, to, at, note: `intended by ${note}` })));

/** Only peers that a selector names: an empty one means everybody, which nobody meant in particular. */
function byNetworkPolicy(world: World, stack: LinkedStack, policy: NetworkPolicyFact): Meant[] {
  const note = `NetworkPolicy ${policy.ref.name}`;
  const namespace = stack.objects.namespaceOf(policy.ref);
  const self = selected(world, stack, policy.selector, namespace);
  const peers = (of: NetworkPolicyFact['ingress']) => of.filter((peer) => peer.podSelector !== undefined && !isEmptySelector(peer.podSelector)).map((peer) => ({ at: peer.at, ids: selected(world, stack, peer.podSelector!, peer.namespaceSelector === undefined ? namespace : undefined) }));
  return [...peers(policy.ingress).flatMap(({ ids, at }) => pairs(ids, self, at, note)), ...peers(policy.egress).flatMap(({ ids, at }) => pairs(self, ids, at, note))];
}


/** Components of the pods that a selector finds, in a namespace or in all. */
function selected(world: World, { candidates }: LinkedStack, selector: Selector, namespace: string | undefined): string[] {
  return candidates.filter((c) => c.workloads.some((w) => (namespace === undefined || w.namespace === namespace) && (isEmptySelector(selector) || matchesSelector(selector, w.fact.podLabels)))).map((c) => world.idOf.get(c)!);
}

function byAccessPolicies(world: World, stack: LinkedStack): Meant[] {
  return ofKind(stack.facts.facts, 'access-policy').flatMap((policy) => {
    const note = `${policy.ref.kind} ${policy.ref.name}`;
    const namespace = stack.objects.namespaceOf(policy.ref);
    const self = selected(world, stack, policy.selector ?? { matchLabels: {}, matchExpressions: [] }, namespace);
    const callers = policy.callers.flatMap(({ serviceAccount, namespace: of, at }) => pairs(running(world, stack, serviceAccount, of ?? namespace), self, at, note));
    const called = policy.hosts.flatMap(({ host, at }) => {
      const answer = stack.names(host, { namespace });
      return pairs(self, answer?.is === 'components' ? answer.candidates.map((c) => world.idOf.get(c)!) : [], at, note);
    });
    return [...callers, ...called];
  });
}

const running = (world: World, { candidates }: LinkedStack, serviceAccount: string, namespace: string): string[] =>
  candidates.filter((c) => c.workloads.some((w) => w.namespace === namespace && knownOf(w.fact.serviceAccount) === serviceAccount)).map((c) => world.idOf.get(c)!);
