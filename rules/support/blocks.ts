import { groupBy } from '../../analyzer/facts/groups.js';
import type { Place } from '../../analyzer/facts/place.js';
import { matchesSelector } from '../../analyzer/facts/selectors.js';
import type { Labels, NetworkPeer, NetworkPolicyFact, ObjectRef, Selector } from '../../analyzer/facts/types.js';
import type { StackView, System, Workload } from '../../analyzer/system/system.js';
import { namespacesOf } from './mesh/injection.js';
import { selectorIsTemplated } from './objects.js';

/** A policy that keeps one workload from another. */
export interface Block {
  readonly policy: { readonly ref: ObjectRef; readonly at: Place };
  readonly direction: 'in' | 'out';
  readonly consequence: string;
}

/** The policies of one side: any of them may let it through, and without one everything is. https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation */
export function blockedByNetwork(system: System, view: StackView, from: Workload, to: Workload): Block | undefined {
  for (const [side, other, type, peersOf] of [[to, from, 'Ingress', (policy: NetworkPolicyFact) => policy.ingress], [from, to, 'Egress', (policy: NetworkPolicyFact) => policy.egress]] as const) {
    const policies = policiesOf(view, side).filter(({ types }) => types.includes(type));
    const lets = (policy: NetworkPolicyFact) => peersOf(policy).some((peer) => mayBe(system, peer, other, side.namespace) && portFits(peer, to));
    if (policies.length > 0 && !policies.some(lets)) return { policy: policies[0]!, direction: type === 'Ingress' ? 'in' : 'out', consequence: 'get no answer' };
  }
  return undefined;
}

const selecting = new WeakMap<Workload, readonly NetworkPolicyFact[]>();
const byNamespace = new WeakMap<StackView, ReadonlyMap<string, readonly NetworkPolicyFact[]>>();

/** The NetworkPolicies that select a workload: asked for once a dependency, found once. */
function policiesOf(view: StackView, workload: Workload): readonly NetworkPolicyFact[] {
  const known = selecting.get(workload);
  if (known) return known;
  const all = byNamespace.get(view) ?? groupBy(view.networkPolicies, ({ ref }) => view.namespaceOf(ref));
  byNamespace.set(view, all);
  const found = (all.get(workload.namespace) ?? []).filter((policy) => matchesSelector(policy.selector, workload.fact.podLabels));
  selecting.set(workload, found);
  return found;
}

/** Whether a peer means this workload, or may: what cannot be judged does not block. */
function mayBe(system: System, { podSelector, namespaceSelector, cidr }: NetworkPeer, { fact, namespace }: Workload, own: string): boolean {
  if (cidr !== undefined || (podSelector && selectorIsTemplated(podSelector)) || (namespaceSelector && selectorIsTemplated(namespaceSelector))) return true;
  if (podSelector === undefined && namespaceSelector === undefined) return true;
  const fits = namespaceSelector === undefined ? namespace === own : namespaceMayFit(system, namespaceSelector, namespace);
  return fits && (podSelector === undefined || matchesSelector(podSelector, fact.podLabels));
}

/** Every namespace has its name as a label; the others are known only where it is declared. */
function namespaceMayFit(system: System, selector: Selector, namespace: string): boolean {
  const declared = namespacesOf(system).find(({ ref }) => ref.name === namespace);
  const labels: Labels = { ...declared?.labels, 'kubernetes.io/metadata.name': namespace };
  const onlyName = Object.keys(selector.matchLabels).every((key) => key === 'kubernetes.io/metadata.name') && selector.matchExpressions.every(({ key }) => key === 'kubernetes.io/metadata.name');
  return declared === undefined && !onlyName ? true : matchesSelector(selector, labels);
}

/** A rule for ports lets a workload through that has one of them, or that does not say which it has. */
function portFits({ ports }: NetworkPeer, { fact, services }: Workload): boolean {
  const own = fact.containers.flatMap((container) => container.ports.flatMap(({ name, port }) => [port, ...(name === undefined ? [] : [name])]));
  const targets = services.flatMap((service) => service.ports.map(({ port, targetPort = port }) => targetPort));
  const known = [...own, ...targets];
  return ports.length === 0 || known.length === 0 || ports.some((port) => known.includes(port));
}
