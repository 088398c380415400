import type { GatewayFact, ObjectRef, RouteBackend, RouteFact } from '../../facts/types.js';
import { knownOf, type Value } from '../../facts/value.js';
import { get, placeOf, stringOf, type YamlMap } from '../yaml/index.js';
import { durationIn } from './duration.js';
import { mapIn, mapsIn, numberIn, stringIn, textIn, textsIn, type Problems } from './fields.js';
import { setting } from './mesh/settings.js';
import type { KubernetesObject } from './object.js';

/** A VirtualService as a route: hosts, gateways and destinations with their timeout and retries. */
export function readVirtualService({ declared, problems, root }: KubernetesObject): RouteFact {
  const spec = mapIn(problems, root, 'spec');
  return {
    kind: 'route',
    ...declared,
    hosts: textsIn(problems, spec, 'hosts'),
    // `mesh` is every sidecar, not a gateway.
    parents: textsIn(problems, spec, 'gateways').filter((name) => name !== 'mesh').map(gatewayRef),
    backends: ['http', 'tls', 'tcp'].flatMap((protocol) => mapsIn(problems, spec, protocol).flatMap((rule) => readRule(problems, rule))),
    secrets: [],
  };
}

function readRule(problems: Problems, rule: YamlMap): RouteBackend[] {
  const retries = mapIn(problems, rule, 'retries');
  const uri = mapIn(problems, mapsIn(problems, rule, 'match')[0], 'uri');
  const routes = mapsIn(problems, rule, 'route');
  const limits = { timeout: durationIn(rule, 'timeout'), perTryTimeout: durationIn(retries, 'perTryTimeout'), retries: numberIn(problems, retries, 'attempts') };
  const settings = [...setting('retryOn', stringIn(problems, retries, 'retryOn')), ...setting('retriedMethods', retriedMethods(problems, [rule]))];
  const path = stringOf(get(uri, 'prefix') ?? get(uri, 'exact') ?? get(uri, 'regex'));
  const sent = routes.flatMap((route) => readDestination(problems, mapIn(problems, route, 'destination')).map((backend) => ({ ...backend, path, ...limits, weight: share(routes, numberIn(problems, route, 'weight')), ...(settings.length === 0 ? {} : { settings }) })));
  const mirrors = [mapIn(problems, rule, 'mirror'), ...mapsIn(problems, rule, 'mirrors').map((each) => mapIn(problems, each, 'destination'))];
  return [...sent, ...mirrors.flatMap((node) => readDestination(problems, node)).map((backend) => ({ ...backend, mirror: true as const }))];
}

/** The methods of requests that rules repeat, where all of these match methods by their names. */
export function retriedMethods(problems: Problems, rules: readonly YamlMap[]): Value<string> | undefined {
  const repeating = rules.filter((rule) => get(rule, 'retries') !== undefined);
  const methods = repeating.flatMap((rule) => mapsIn(problems, rule, 'match').map((match) => textIn(problems, mapIn(problems, match, 'method'), 'exact')));
  const isEach = repeating.every((rule) => mapsIn(problems, rule, 'match').length > 0) && methods.every((method) => method !== undefined);
  return methods.length > 0 && isEach ? { value: [...new Set(methods)].sort().join(' '), at: placeOf(repeating[0]!) } : undefined;
}

function readDestination(problems: Problems, destination: YamlMap | undefined): RouteBackend[] {
  const host = textIn(problems, destination, 'host');
  if (destination === undefined || host === undefined) return [];
  const subset = textIn(problems, destination, 'subset');
  return [{ ref: hostRef(host), port: knownOf(numberIn(problems, mapIn(problems, destination, 'port'), 'number')), ...(subset === undefined ? {} : { subset }), at: placeOf(get(destination, 'host') ?? destination) }];
}

/** A weight says something only among others: one destination alone gets everything. */
export const share = (among: readonly unknown[], weight: Value<number> | undefined): number | undefined => (among.length < 2 ? undefined : knownOf(weight));

/** A short name or `name.namespace.svc...` is a Service; any other host is one outside. */
function hostRef(host: string): ObjectRef {
  const [name = host, namespace, suffix] = host.split('.');
  if (namespace === undefined) return { kind: 'Service', name };
  return suffix === undefined || suffix === 'svc' ? { kind: 'Service', name, namespace } : { kind: 'Host', name: host };
}

function gatewayRef(text: string): ObjectRef {
  const slash = text.indexOf('/');
  return slash < 0 ? { kind: 'Gateway', name: text } : { kind: 'Gateway', name: text.slice(slash + 1), namespace: text.slice(0, slash) };
}

/** One listener for each host that a server of the gateway takes. */
export function readIstioGateway({ declared, problems, root }: KubernetesObject): GatewayFact {
  const listeners = mapsIn(problems, mapIn(problems, root, 'spec'), 'servers').flatMap((server) => {
    const port = mapIn(problems, server, 'port');
    const number = knownOf(numberIn(problems, port, 'number'));
    if (port === undefined || number === undefined) return [];
    const credential = textIn(problems, mapIn(problems, server, 'tls'), 'credentialName');
    const common = { name: textIn(problems, port, 'name') ?? '', port: number, protocol: textIn(problems, port, 'protocol') ?? 'HTTP', secrets: credential === undefined ? [] : [{ kind: 'Secret', name: credential }], at: placeOf(get(port, 'number') ?? port) };
    const hosts = textsIn(problems, server, 'hosts').map((host) => host.slice(host.indexOf('/') + 1));
    return hosts.length === 0 ? [common] : hosts.map((hostname) => (hostname === '*' ? common : { ...common, hostname }));
  });
  return { kind: 'gateway', ...declared, listeners };
}
