import type { ClientSetting, Fact, RouteFact, TrafficPolicyFact } from '../../../facts/types.js';
import { isKnown, knownOf, type Value } from '../../../facts/value.js';
import { get, placeOf, type YamlMap } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { keyPlace, listIn, mapIn, mapsIn, numberIn, stringIn, textIn, textOf, textsIn, type Problems } from '../fields.js';
import { readVirtualService, retriedMethods } from '../istio.js';
import type { KubernetesObject } from '../object.js';
import { greatest, loosest, orNone, setting } from './settings.js';

/** A VirtualService is a route for its gateways, and for the mesh a policy on calls to its hosts; often it is both. */
export function readVirtualServiceFacts(object: KubernetesObject): readonly Fact[] {
  const route = readVirtualService(object);
  const policy = meshPolicy(object, route);
  return policy === undefined ? [route] : [route, policy];
}

/** https://istio.io/latest/docs/reference/config/networking/virtual-service/ : without `gateways` it holds for the mesh. */
function meshPolicy({ declared, root }: KubernetesObject, { backends }: RouteFact): TrafficPolicyFact | undefined {
  const quiet: Problems = [];
  const spec = mapIn(quiet, root, 'spec');
  const gateways = textsIn(quiet, spec, 'gateways');
  if (gateways.length > 0 && !gateways.includes('mesh')) return undefined;
  const rules = mapsIn(quiet, spec, 'http').filter((rule) => get(rule, 'route') !== undefined);
  return { kind: 'traffic-policy', ...declared, hosts: hostsIn(quiet, spec), settings: rules.length === 0 ? [] : settingsOf(quiet, rules), destinations: backends };
}

const hostsIn = (problems: Problems, spec: YamlMap | undefined): TrafficPolicyFact['hosts'] =>
  listIn(problems, spec, 'hosts').flatMap((node) => {
    const host = textOf(problems, node, 'hosts[]');
    return host === undefined ? [] : [{ host, at: placeOf(node) }];
  });

function settingsOf(problems: Problems, rules: readonly YamlMap[]): ClientSetting[] {
  const retries = rules.map((rule) => mapIn(problems, rule, 'retries'));
  const faults = rules.flatMap((rule) => faultOf(problems, rule));
  const splits = rules.filter((rule) => mapsIn(problems, rule, 'route').length > 1);
  const mirror = rules.flatMap((rule) => stringIn(problems, mapIn(problems, rule, 'mirror'), 'host') ?? []);
  return [
    ...setting('timeoutOnCall', loosest(rules.map((rule) => orNone(durationIn(rule, 'timeout'))))),
    ...setting('perTryTimeout', loosest(retries.map((each) => orNone(durationIn(each, 'perTryTimeout'))))),
    // Retries multiply load wherever one rule has them, so the most that any rule makes counts.
    ...setting('retriesOnCall', greatest(retries.map((each) => numberIn(problems, each, 'attempts')))),
    ...setting('retryOn', retries.map((each) => stringIn(problems, each, 'retryOn')).find((value) => value !== undefined)),
    ...setting('retriedMethods', retriedMethods(problems, rules)),
    ...setting('injectedFault', faults[0]),
    ...setting('trafficMirror', mirror[0]),
    ...setting('trafficSplit', splits[0] === undefined ? undefined : { value: true, at: keyPlace(splits[0], 'route') }),
  ];
}

function faultOf(problems: Problems, rule: YamlMap): Value<string>[] {
  const fault = mapIn(problems, rule, 'fault');
  if (fault === undefined) return [];
  const delay = mapIn(problems, fault, 'delay');
  const abort = mapIn(problems, fault, 'abort');
  const parts = [
    ...(delay === undefined ? [] : [`delay ${shown(durationIn(delay, 'fixedDelay'))} ms${shareOf(problems, delay)}`]),
    ...(abort === undefined ? [] : [`abort ${shown(numberIn(problems, abort, 'httpStatus') ?? stringIn(problems, abort, 'grpcStatus'))}${shareOf(problems, abort)}`]),
  ];
  return parts.length === 0 ? [] : [{ value: parts.join(', '), at: placeOf(fault) }];
}

const shown = (value: Value<number | string> | undefined): string => (isKnown(value) ? String(value.value) : '?');

/** `percentage.value`, in old versions `percent`; without either it is every request. */
function shareOf(problems: Problems, fault: YamlMap): string {
  const share = knownOf(numberIn(problems, mapIn(problems, fault, 'percentage'), 'value') ?? numberIn(problems, fault, 'percent'));
  return ` for ${share ?? 100} %`;
}

/** Hosts that the mesh is told of, beside its own Services. */
export function readServiceEntry({ declared, problems, root }: KubernetesObject): Fact {
  return { kind: 'external-host', ...declared, hosts: hostsIn(problems, mapIn(problems, root, 'spec')) };
}

/** Which host a policy of one host is for. */
export function hostIn(problems: Problems, spec: YamlMap | undefined, key: string): TrafficPolicyFact['hosts'] {
  const host = textIn(problems, spec, key);
  const node = get(spec, key);
  return host === undefined || node === undefined ? [] : [{ host, at: placeOf(node) }];
}
