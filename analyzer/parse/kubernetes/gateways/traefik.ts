import type { ObjectRef, RouteBackend, RouteFact, TrafficPolicyFact } from '../../../facts/types.js';
import { isKnown, knownOf, type Value } from '../../../facts/value.js';
import { get, placeOf, type YamlMap } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { intOrStringIn, keyPlace, mapIn, mapsIn, numberIn, textIn, type Problems } from '../fields.js';
import { share } from '../istio.js';
import { setting } from '../mesh/settings.js';
import type { KubernetesObject } from '../object.js';

/** IngressRoute and its TCP and UDP kin. https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/ */
export function readIngressRoute({ declared, problems, root }: KubernetesObject): RouteFact {
  const routes = mapsIn(problems, mapIn(problems, root, 'spec'), 'routes');
  return {
    kind: 'route',
    ...declared,
    hosts: [...new Set(routes.flatMap((route) => quoted(textIn(problems, route, 'match'), /Host(?:SNI)?\(([^)]{1,500})\)/g)))],
    parents: [],
    backends: routes.flatMap((route) => readRule(problems, route)),
    secrets: [],
  };
}

/** What stands between back-ticks or quotes inside a matcher. */
const quoted = (match: string | undefined, matcher: RegExp): string[] => [...(match ?? '').matchAll(matcher)].flatMap(([, inside = '']) => [...inside.matchAll(/[`"']([^`"']{1,253})[`"']/g)].map(([, text = '']) => text)).filter((text) => text !== '*');

function readRule(problems: Problems, route: YamlMap): RouteBackend[] {
  const [path] = quoted(textIn(problems, route, 'match'), /Path(?:Prefix|Regexp)?\(([^)]{1,500})\)/g);
  const middlewares = mapsIn(problems, route, 'middlewares').flatMap((node) => refIn(problems, node, 'Middleware'));
  const services = mapsIn(problems, route, 'services');
  return services.flatMap((node) => readBackend(problems, node, services).map((backend) => {
    const policies = [...middlewares, ...(backend.policies ?? [])];
    return { ...backend, ...(path === undefined ? {} : { path }), ...(policies.length === 0 ? {} : { policies }) };
  }));
}

/** A Service, or a TraefikService, which distributes to others. */
function readBackend(problems: Problems, node: YamlMap, among: readonly YamlMap[]): RouteBackend[] {
  const port = knownOf(intOrStringIn(problems, node, 'port'));
  const transport = textIn(problems, node, 'serversTransport');
  const sticky = mapIn(problems, mapIn(problems, node, 'sticky'), 'cookie');
  return refIn(problems, node, textIn(problems, node, 'kind') ?? 'Service').map((ref) => ({
    ref,
    ...(port === undefined ? {} : { port }),
    weight: share(among, numberIn(problems, node, 'weight')),
    ...(transport === undefined ? {} : { policies: [{ kind: 'ServersTransport', name: transport }] }),
    ...(sticky === undefined ? {} : { settings: setting('sessionAffinity', { value: 'cookie', at: placeOf(sticky) }) }),
    at: placeOf(get(node, 'name') ?? node),
  }));
}

/** Shares of several services, or one service and copies for others; nothing calls it but the routes that name it. */
export function readTraefikService({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const spec = mapIn(problems, root, 'spec');
  const weighted = mapsIn(problems, mapIn(problems, spec, 'weighted'), 'services');
  const mirroring = mapIn(problems, spec, 'mirroring');
  const main = mirroring === undefined ? [] : readBackend(problems, mirroring, []);
  const mirrors = mapsIn(problems, mirroring, 'mirrors').flatMap((node) => readBackend(problems, node, [])).map((backend) => ({ ...backend, mirror: true as const }));
  return { kind: 'traffic-policy', ...declared, hosts: [], settings: [], destinations: [...weighted.flatMap((node) => readBackend(problems, node, weighted)), ...main, ...mirrors] };
}

function refIn(problems: Problems, node: YamlMap, kind: string): ObjectRef[] {
  const name = textIn(problems, node, 'name');
  const namespace = textIn(problems, node, 'namespace');
  return name === undefined ? [] : [{ kind, name, ...(namespace === undefined ? {} : { namespace }) }];
}

/** Traefik counts attempts, the first one included. */
export function readMiddleware({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const spec = mapIn(problems, root, 'spec');
  const attempts = numberIn(problems, mapIn(problems, spec, 'retry'), 'attempts');
  return {
    kind: 'traffic-policy',
    ...declared,
    hosts: [],
    settings: [
      ...setting('retriesOnCall', isKnown(attempts) ? { value: Math.max(0, attempts.value - 1), at: attempts.at } : attempts),
      ...setting('circuitBreaker', present(spec, 'circuitBreaker')),
      ...setting('rateLimitPerSecond', numberIn(problems, mapIn(problems, spec, 'rateLimit'), 'average')),
      ...setting('maxConcurrentRequests', numberIn(problems, mapIn(problems, spec, 'inFlightReq'), 'amount')),
    ],
  };
}

const present = (spec: YamlMap | undefined, key: string): Value<boolean> | undefined => (spec === undefined || get(spec, key) === undefined ? undefined : { value: true, at: keyPlace(spec, key) });

export function readServersTransport({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const timeouts = mapIn(problems, mapIn(problems, root, 'spec'), 'forwardingTimeouts');
  return { kind: 'traffic-policy', ...declared, hosts: [], settings: [...setting('timeoutOnCall', durationIn(timeouts, 'responseHeaderTimeout')), ...setting('connectTimeout', durationIn(timeouts, 'dialTimeout')), ...setting('idleTimeout', durationIn(timeouts, 'idleConnTimeout'))] };
}
