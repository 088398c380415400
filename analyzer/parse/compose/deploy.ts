import type { ComposeExtras, Container, Resources, SpreadTerm } from '../../facts/types.js';
import { isKnown, knownOf, type Value } from '../../facts/value.js';
import { entryOf, get, items, placeOf, type YamlNode } from '../yaml/index.js';
import { numberIn, textIn, textValue } from './read.js';

/** `deploy.replicas`, or `scale`; a global service runs once a node, so it has none. */
export function replicasOf(service: YamlNode): Value<number> | undefined {
  if (textIn(get(service, 'deploy', 'mode'))?.startsWith('global') === true) return undefined;
  return numberIn(get(service, 'deploy', 'replicas') ?? get(service, 'scale'));
}

/** `deploy.restart_policy` goes before `restart`; both are said in the words of `restart`. */
export function restartOf(service: YamlNode): Value<string> | undefined {
  const policy = get(service, 'deploy', 'restart_policy');
  const condition = get(policy, 'condition');
  if (policy === undefined) return textValue(get(service, 'restart'));
  const value = textValue(condition) ?? { value: 'any', at: placeOf(policy) };
  const attempts = knownOf(numberIn(get(policy, 'max_attempts')));
  return isKnown(value) ? { value: value.value === 'on-failure' && attempts !== undefined ? `on-failure:${attempts}` : (RESTARTS.get(value.value) ?? value.value), at: value.at } : value;
}

const RESTARTS = new Map([['any', 'always'], ['none', 'no']]);

/** Limits and reservations of `deploy.resources`, else the older `cpus`, `mem_limit`, `mem_reservation`. */
export function resourcesOf(service: YamlNode): Container['resources'] {
  const entry = entryOf(get(service, 'deploy'), 'resources');
  const limits = get(entry?.value, 'limits');
  const reservations = get(entry?.value, 'reservations');
  return {
    limits: quantities(get(limits, 'cpus') ?? get(service, 'cpus'), get(limits, 'memory') ?? get(service, 'mem_limit')),
    requests: quantities(get(reservations, 'cpus'), get(reservations, 'memory') ?? get(service, 'mem_reservation')),
    ...(entry !== undefined && { at: placeOf(entry.key) }),
  };
}

/** `deploy.resources.limits.pids`, else the older `pids_limit`. */
export const pidsLimitOf = (service: YamlNode): Value<number> | undefined => numberIn(get(service, 'deploy', 'resources', 'limits', 'pids') ?? get(service, 'pids_limit'));

function quantities(cpus: YamlNode | undefined, memory: YamlNode | undefined): Resources {
  const cpu = textValue(cpus);
  const size = textValue(memory);
  return { ...(cpu !== undefined && { cpu }), ...(size !== undefined && { memory: size }) };
}

export function deployOf(service: YamlNode): ComposeExtras['deploy'] {
  const deploy = get(service, 'deploy');
  if (deploy === undefined || deploy.type !== 'map') return undefined;
  const mode = textIn(get(deploy, 'mode'));
  const updateOrder = textIn(get(deploy, 'update_config', 'order'));
  const updateParallelism = numberIn(get(deploy, 'update_config', 'parallelism'));
  const maxReplicasPerNode = knownOf(numberIn(get(deploy, 'placement', 'max_replicas_per_node')));
  return {
    ...(mode !== undefined && { mode }),
    ...(updateOrder !== undefined && { updateOrder }),
    ...(updateParallelism !== undefined && { updateParallelism }),
    ...(maxReplicasPerNode !== undefined && { maxReplicasPerNode }),
  };
}

/** `deploy.placement.preferences` spreads tasks over the values of a node label. */
export function spreadOf(service: YamlNode): readonly SpreadTerm[] {
  return items(get(service, 'deploy', 'placement', 'preferences')).flatMap((preference) => {
    const node = get(preference, 'spread');
    const topologyKey = textIn(node);
    return node === undefined || topologyKey === undefined ? [] : [{ kind: 'topology-spread', required: false, topologyKey, namespaces: [], at: placeOf(node) }];
  });
}
