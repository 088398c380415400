import type { ClientSetting, ConfigTarget } from '../../../facts/types.js';
import { entries, get, items, placeOf, stringOf, type YamlNode } from '../../yaml/index.js';
import { yamlRoot } from '../leaves.js';
import type { ConfigReader } from '../reader.js';
import { countSetting, durationSetting, target } from '../target.js';

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/overview/bootstrap : static clusters and the routes to them. */
export const envoyReader: ConfigReader = {
  format: 'envoy',
  technology: 'envoy',
  proxy: true,
  claims: (name, head) => /\.(?:ya?ml|json|tmpl|template)$/i.test(name) && /^[ \t{]*"?static_resources"?:/m.test(head),
  read(source) {
    const root = yamlRoot(source);
    const clusters = items(get(root, 'static_resources', 'clusters'));
    if (root === undefined) return undefined;
    const routes = routeSettings(get(root, 'static_resources', 'listeners'), 0);
    return clusters.flatMap((cluster) => clusterTargets(cluster, routes.get(stringOf(get(cluster, 'name')) ?? '')));
  },
};

function clusterTargets(cluster: YamlNode, routed: Routed | undefined): ConfigTarget[] {
  const endpoints = items(get(cluster, 'load_assignment', 'endpoints')).flatMap((locality) => items(get(locality, 'lb_endpoints'))).map((endpoint) => get(endpoint, 'endpoint', 'address'));
  const addresses = [...endpoints, ...items(get(cluster, 'hosts'))].map((address) => get(address, 'socket_address'));
  const settings = [...clusterSettings(cluster), ...(routed?.settings ?? [])];
  // A timeout of the route is what an HTTP route has; a TCP proxy leads to the cluster without one.
  const library = routed?.http ? { library: 'envoy-route' } : {};
  return addresses.flatMap((socket) => {
    const host = get(socket, 'address');
    const port = stringOf(get(socket, 'port_value'));
    if (host === undefined) return [];
    return target(`${stringOf(host) ?? ''}${port === undefined ? '' : `:${port}`}`, placeOf(host), 'cluster endpoint', { settings, ...library, ...(routed ? { dependency: 'routes' as const } : {}) });
  });
}

function clusterSettings(cluster: YamlNode): ClientSetting[] {
  const connect = get(cluster, 'connect_timeout');
  const ejection = get(cluster, 'outlier_detection');
  const connections = get(items(get(cluster, 'circuit_breakers', 'thresholds'))[0], 'max_connections');
  return [
    ...(connect ? [durationSetting('connectTimeout', stringOf(connect) ?? '', placeOf(connect))] : []),
    ...(ejection ? [{ name: 'circuitBreaker', value: { value: true, at: placeOf(ejection) } }] : []),
    ...(connections ? [countSetting('connectionPoolMaxConnections', stringOf(connections) ?? '', placeOf(connections))] : []),
  ];
}

interface Routed {
  readonly http: boolean;
  readonly settings: readonly ClientSetting[];
}

/** What the routes say, by the cluster that they lead to; they stand deep inside of filters. */
function routeSettings(node: YamlNode | undefined, depth: number, found = new Map<string, Routed>()): ReadonlyMap<string, Routed> {
  if (node === undefined || depth > 40) return found;
  const route = get(node, 'route');
  const own = route ? settingsOf(route) : [];
  for (const cluster of [get(route, 'cluster'), ...items(get(route, 'weighted_clusters', 'clusters')).map((one) => get(one, 'name')), get(node, 'cluster')]) {
    const name = stringOf(cluster);
    const before = name === undefined ? undefined : found.get(name);
    if (name !== undefined) found.set(name, { http: route !== undefined || before?.http === true, settings: [...(before?.settings ?? []), ...own] });
  }
  for (const child of node.type === 'map' ? entries(node).map(({ value }) => value) : items(node)) routeSettings(child, depth + 1, found);
  return found;
}

function settingsOf(route: YamlNode): ClientSetting[] {
  const policy = get(route, 'retry_policy');
  const [timeout, perTry, retries] = [get(route, 'timeout'), get(policy, 'per_try_timeout'), get(policy, 'num_retries')];
  return [
    // A timeout of 0s switches it off.
    ...(timeout ? [/^0(?:\.0+)?s$/.test(stringOf(timeout) ?? '') ? { name: 'timeoutOnCall', value: { value: null, at: placeOf(timeout) } } : durationSetting('timeoutOnCall', stringOf(timeout) ?? '', placeOf(timeout))] : []),
    ...(perTry ? [durationSetting('perTryTimeout', stringOf(perTry) ?? '', placeOf(perTry))] : []),
    ...(retries ? [countSetting('retriesOnCall', stringOf(retries) ?? '', placeOf(retries))] : []),
  ];
}
