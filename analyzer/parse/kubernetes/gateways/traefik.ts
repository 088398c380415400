import type { ObjectRef, RouteBackend, RouteFact, TrafficPolicyFact } from '../../../facts/types.js';
import { isKnown, knownOf, type Value } from '../../../facts/value.js';
import { get, placeOf, type YamlMap } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { intOrStringIn, keyPlace, mapIn, mapsIn, numberIn, textIn, type Problems } from '../fields.js';
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
  return mapsIn(problems, route, 'services').flatMap((node) => {
    const name = textIn(problems, node, 'name');
    // A TraefikService distributes to others; those are its own object's business.
    if (name === undefined || (textIn(problems, node, 'kind') ?? 'Service') !== 'Service') return [];
    const namespace = textIn(problems, node, 'namespace');
    const port = knownOf(intOrStringIn(problems, node, 'port'));
    const transport = textIn(problems, node, 'serversTransport');
    const policies: ObjectRef[] = [...middlewares, ...(transport === undefined ? [] : [{ kind: 'ServersTransport', name: transport }])];
    const sticky = mapIn(problems, mapIn(problems, node, 'sticky'), 'cookie');
    return [{
      ref: { kind: 'Service', name, ...(namespace === undefined ? {} : { namespace }) },
      ...(port === undefined ? {} : { port }), ...(path === undefined ? {} : { path }),
      weight: knownOf(numberIn(problems, node, 'weight')),
      ...(policies.length === 0 ? {} : { policies }),
      ...(sticky === undefined ? {} : { settings: setting('sessionAffinity', { value: 'cookie', at: placeOf(sticky) }) }),
      at: placeOf(get(node, 'name') ?? node),
    }];
  });
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
