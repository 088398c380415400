import type { RouteBackend, RouteFact, TrafficPolicyFact } from '../../../facts/types.js';
import { isUnknown, knownOf, type Value } from '../../../facts/value.js';
import { get, placeOf, type YamlMap } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { keyPlace, mapIn, mapsIn, numberIn, textIn, type Problems } from '../fields.js';
import { setting } from '../mesh/settings.js';
import type { KubernetesObject } from '../object.js';

/** Contour: https://projectcontour.io/docs/main/config/api/ */
export function readHttpProxy({ declared, problems, root }: KubernetesObject): RouteFact {
  const spec = mapIn(problems, root, 'spec');
  const host = textIn(problems, mapIn(problems, spec, 'virtualhost'), 'fqdn');
  return { kind: 'route', ...declared, hosts: host === undefined ? [] : [host], parents: [], backends: mapsIn(problems, spec, 'routes').flatMap((route) => proxyRule(problems, route)), secrets: [] };
}

function proxyRule(problems: Problems, route: YamlMap): RouteBackend[] {
  const timeouts = mapIn(problems, route, 'timeoutPolicy');
  const retry = mapIn(problems, route, 'retryPolicy');
  const path = textIn(problems, mapsIn(problems, route, 'conditions')[0], 'prefix');
  const limit = mapIn(problems, mapIn(problems, route, 'rateLimitPolicy'), 'local');
  return mapsIn(problems, route, 'services').flatMap((node) => {
    const name = textIn(problems, node, 'name');
    const retries = retry === undefined ? undefined : (numberIn(problems, retry, 'count') ?? { value: 1, at: keyPlace(route, 'retryPolicy') });
    return name === undefined ? [] : [{
      ref: { kind: 'Service', name }, port: knownOf(numberIn(problems, node, 'port')), path, weight: knownOf(numberIn(problems, node, 'weight')),
      timeout: bounded(durationIn(timeouts, 'response')), perTryTimeout: bounded(durationIn(retry, 'perTryTimeout')), retries,
      settings: [...setting('idleTimeout', bounded(durationIn(timeouts, 'idle'))), ...setting('rateLimitRequests', numberIn(problems, limit, 'requests'))],
      at: placeOf(get(node, 'name') ?? node),
    }];
  });
}

/** `infinity` sets none, and none is what a route has that says nothing. */
const bounded = (value: Value<number> | undefined): Value<number> | undefined => (isUnknown(value) && /^infinit[ye]$/.test(value.unknown) ? undefined : value);

/** Ambassador, Emissary: `service` is `scheme://name.namespace:port` with every part but the name optional. Times are milliseconds. */
export function readMapping({ declared, problems, root }: KubernetesObject): RouteFact | undefined {
  const spec = mapIn(problems, root, 'spec');
  const service = /^(?:[a-z+]{1,10}:\/\/)?([a-z0-9-]{1,63})(?:\.([a-z0-9-]{1,63})(?:\.svc[a-z0-9.-]{0,200})?)?(?::(\d{1,5}))?\/?$/i.exec(textIn(problems, spec, 'service') ?? '');
  if (spec === undefined || service === null) return undefined;
  const [, name = '', namespace, port] = service;
  const host = textIn(problems, spec, 'hostname') ?? textIn(problems, spec, 'host');
  const retry = mapIn(problems, spec, 'retry_policy');
  const breakers = get(spec, 'circuit_breakers');
  const backend: RouteBackend = {
    ref: { kind: 'Service', name, ...(namespace === undefined ? {} : { namespace }) }, ...(port === undefined ? {} : { port: Number(port) }), path: textIn(problems, spec, 'prefix'),
    timeout: numberIn(problems, spec, 'timeout_ms'), perTryTimeout: durationIn(retry, 'per_try_timeout'),
    retries: retry === undefined ? undefined : (numberIn(problems, retry, 'num_retries') ?? { value: 1, at: keyPlace(spec, 'retry_policy') }),
    settings: [...setting('connectTimeout', numberIn(problems, spec, 'connect_timeout_ms')), ...setting('circuitBreaker', breakers === undefined ? undefined : { value: true, at: keyPlace(spec, 'circuit_breakers') })],
    at: placeOf(get(spec, 'service') ?? spec),
  };
  return { kind: 'route', ...declared, hosts: host === undefined || host === '*' ? [] : [host], parents: [], backends: [backend], secrets: [] };
}

/** KongIngress (old) holds limits, KongPlugin what the gateway does on the way. Kong's times are milliseconds. */
export function readKongIngress({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const proxy = mapIn(problems, root, 'proxy');
  return { kind: 'traffic-policy', ...declared, hosts: [], settings: [...setting('timeoutOnCall', numberIn(problems, proxy, 'read_timeout')), ...setting('connectTimeout', numberIn(problems, proxy, 'connect_timeout')), ...setting('retriesOnCall', numberIn(problems, proxy, 'retries'))] };
}

export function readKongPlugin({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const limits = textIn(problems, root, 'plugin') === 'rate-limiting' ? mapIn(problems, root, 'config') : undefined;
  return { kind: 'traffic-policy', ...declared, hosts: [], settings: [...setting('rateLimitPerSecond', numberIn(problems, limits, 'second')), ...setting('rateLimitPerMinute', numberIn(problems, limits, 'minute'))] };
}
