import type { DisruptionBudgetFact, NetworkPeer, NetworkPolicyFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, type YamlMap } from '../yaml/index.js';
import { intOrStringIn, keyPlace, mapIn, mapsIn, stringIn, textIn, textsIn, type Problems } from './fields.js';
import { equalitySelector, selectorIn, type KubernetesObject } from './object.js';

export function readDisruptionBudget({ declared, problems, root }: KubernetesObject): DisruptionBudgetFact {
  const spec = mapIn(problems, root, 'spec');
  const selector = selectorIn(problems, spec, 'selector');
  return {
    kind: 'budget',
    ...declared,
    ...(selector === undefined || spec === undefined ? {} : { selector, selectorAt: keyPlace(spec, 'selector') }),
    minAvailable: intOrStringIn(problems, spec, 'minAvailable'),
    maxUnavailable: intOrStringIn(problems, spec, 'maxUnavailable'),
    unhealthyPodEvictionPolicy: stringIn(problems, spec, 'unhealthyPodEvictionPolicy'),
  };
}

export function readNetworkPolicy({ declared, problems, root }: KubernetesObject): NetworkPolicyFact {
  const spec = mapIn(problems, root, 'spec');
  const written = textsIn(problems, spec, 'policyTypes').filter((type): type is 'Ingress' | 'Egress' => type === 'Ingress' || type === 'Egress');
  // Ingress is always meant when nothing is said; egress only when it has rules.
  const implied = get(spec, 'egress') === undefined ? (['Ingress'] as const) : (['Ingress', 'Egress'] as const);
  return {
    kind: 'network-policy',
    ...declared,
    selector: selectorIn(problems, spec, 'podSelector') ?? equalitySelector({}),
    ...(spec === undefined ? {} : { selectorAt: keyPlace(spec, 'podSelector') }),
    types: written.length > 0 ? written : implied,
    ingress: mapsIn(problems, spec, 'ingress').flatMap((rule) => readPeers(problems, rule, 'from')),
    egress: mapsIn(problems, spec, 'egress').flatMap((rule) => readPeers(problems, rule, 'to')),
  };
}

/** A rule without peers allows everyone. */
function readPeers(problems: Problems, rule: YamlMap, key: string): NetworkPeer[] {
  const ports = mapsIn(problems, rule, 'ports').flatMap((port) => knownOf(intOrStringIn(problems, port, 'port')) ?? []);
  const peers = mapsIn(problems, rule, key);
  if (peers.length === 0) return [{ ports, at: placeOf(rule) }];
  return peers.map((peer) => {
    const podSelector = selectorIn(problems, peer, 'podSelector');
    const namespaceSelector = selectorIn(problems, peer, 'namespaceSelector');
    const cidr = textIn(problems, mapIn(problems, peer, 'ipBlock'), 'cidr');
    return { ...(podSelector && { podSelector }), ...(namespaceSelector && { namespaceSelector }), ...(cidr === undefined ? {} : { cidr }), ports, at: placeOf(peer) };
  });
}
