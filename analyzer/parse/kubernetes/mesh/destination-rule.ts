import type { ClientSetting, ComponentSettingsFact, TrafficPolicyFact } from '../../../facts/types.js';
import { knownOf, type Value } from '../../../facts/value.js';
import { get, type YamlMap } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { keyPlace, labelsIn, mapIn, numberIn, stringIn, type Problems } from '../fields.js';
import type { KubernetesObject } from '../object.js';
import { orNone, setting } from './settings.js';
import { hostIn } from './virtual-service.js';

/**
 * Connection pool and outlier detection. A subset's own policy holds for some pods only, so it says nothing about all calls.
 * https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export function readDestinationRule({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const spec = mapIn(problems, root, 'spec');
  const policy = mapIn(problems, spec, 'trafficPolicy');
  return { kind: 'traffic-policy', ...declared, hosts: hostIn(problems, spec, 'host'), settings: policy === undefined ? [] : [...poolSettings(problems, policy), ...outlierSettings(problems, policy), ...breaker(problems, policy)] };
}

function poolSettings(problems: Problems, policy: YamlMap): ClientSetting[] {
  const pool = mapIn(problems, policy, 'connectionPool');
  const tcp = mapIn(problems, pool, 'tcp');
  const http = mapIn(problems, pool, 'http');
  return [
    ...setting('connectionPoolMaxConnections', numberIn(problems, tcp, 'maxConnections')),
    ...setting('connectTimeout', orNone(durationIn(tcp, 'connectTimeout'))),
    ...setting('maxPendingRequests', numberIn(problems, http, 'http1MaxPendingRequests')),
    ...setting('maxConcurrentRequests', numberIn(problems, http, 'http2MaxRequests')),
    ...setting('maxConcurrentRetries', numberIn(problems, http, 'maxRetries')),
    ...setting('idleTimeout', durationIn(http, 'idleTimeout')),
  ];
}

function outlierSettings(problems: Problems, policy: YamlMap): ClientSetting[] {
  const outlier = mapIn(problems, policy, 'outlierDetection');
  if (outlier === undefined) return [];
  return [
    { name: 'outlierDetection', value: { value: true, at: keyPlace(policy, 'outlierDetection') } },
    ...setting('outlierConsecutiveErrors', numberIn(problems, outlier, 'consecutive5xxErrors') ?? numberIn(problems, outlier, 'consecutiveErrors')),
    ...setting('outlierInterval', durationIn(outlier, 'interval')),
    ...setting('outlierEjectionTime', durationIn(outlier, 'baseEjectionTime')),
    ...setting('outlierMaxEjectionPercent', numberIn(problems, outlier, 'maxEjectionPercent')),
    ...setting('localityFailover', locality(problems, policy)),
  ];
}

/** Failover to another zone needs outlier detection to notice that this one is down. */
function locality(problems: Problems, policy: YamlMap): Value<boolean> | undefined {
  const balancer = mapIn(problems, policy, 'loadBalancer');
  const found = mapIn(problems, balancer, 'localityLbSetting');
  return balancer === undefined || found === undefined || get(found, 'failover') === undefined && get(found, 'failoverPriority') === undefined ? undefined : { value: true, at: keyPlace(balancer, 'localityLbSetting') };
}

/**
 * A call fails at once, instead of waiting for what is down, when a full queue turns it away or when every pod may be ejected.
 * By default a tenth of the pods may be: that takes a bad pod out and breaks no circuit.
 */
function breaker(problems: Problems, policy: YamlMap): ClientSetting[] {
  const http = mapIn(problems, mapIn(problems, policy, 'connectionPool'), 'http');
  const outlier = mapIn(problems, policy, 'outlierDetection');
  const limit = http === undefined ? undefined : (['http1MaxPendingRequests', 'http2MaxRequests'] as const).find((key) => get(http, key) !== undefined);
  if (http !== undefined && limit !== undefined) return [{ name: 'circuitBreaker', value: { value: true, at: keyPlace(http, limit) } }];
  if (outlier === undefined || knownOf(numberIn(problems, outlier, 'maxEjectionPercent')) !== 100) return [];
  return [{ name: 'circuitBreaker', value: { value: true, at: keyPlace(outlier, 'maxEjectionPercent') } }];
}

/** A rate limit that Envoy asks another server for: whether requests fail when that server does. */
export function readEnvoyFilter({ declared, problems, root }: KubernetesObject): ComponentSettingsFact | undefined {
  const spec = mapIn(problems, root, 'spec');
  const patches = get(spec, 'configPatches');
  if (patches?.type !== 'sequence') return undefined;
  const settings = patches.items.flatMap((patch) => {
    const config = get(patch, 'patch', 'value', 'typed_config');
    if (config?.type !== 'map' || get(config, 'rate_limit_service') === undefined) return [];
    return [{ name: 'rateLimit', value: { value: true, at: keyPlace(config, 'rate_limit_service') } }, ...setting('rateLimitFailureModeDeny', denies(config)), ...setting('rateLimitDomain', stringIn([], config, 'domain'))];
  });
  const labels = labelsIn(problems, mapIn(problems, spec, 'workloadSelector'), 'labels');
  // Gateways of the mesh's own run where the mesh is installed; here they are the Gateway objects that they serve.
  const target = Object.values(labels).some((value) => value.endsWith('gateway')) ? { kind: 'Gateway', name: '*' } : labels['app'] === undefined ? undefined : { kind: '*', name: labels['app'] };
  return settings.length === 0 || target === undefined ? undefined : { kind: 'component-settings', ...declared, target, settings };
}

function denies(config: YamlMap): Value<boolean> | undefined {
  const node = get(config, 'failure_mode_deny');
  if (node?.type !== 'scalar' || typeof node.value !== 'boolean') return undefined;
  return { value: node.value, at: keyPlace(config, 'failure_mode_deny') };
}
