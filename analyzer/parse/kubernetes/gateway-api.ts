import type { GatewayFact, ObjectRef, RouteBackend, RouteFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, type YamlMap } from '../yaml/index.js';
import { durationIn } from './duration.js';
import { mapIn, mapsIn, numberIn, textIn, textsIn, type Problems } from './fields.js';
import type { KubernetesObject } from './object.js';

/** HTTPRoute, GRPCRoute, TCPRoute, TLSRoute. */
export function readRoute({ declared, problems, root }: KubernetesObject): RouteFact {
  const spec = mapIn(problems, root, 'spec');
  return {
    kind: 'route',
    ...declared,
    hosts: textsIn(problems, spec, 'hostnames'),
    parents: mapsIn(problems, spec, 'parentRefs').flatMap((node) => readRef(problems, node, 'Gateway')),
    backends: mapsIn(problems, spec, 'rules').flatMap((rule) => readRule(problems, rule)),
    secrets: [],
    attachments: mapsIn(problems, spec, 'parentRefs').flatMap((node) => readAttachment(problems, node)),
  };
}

function readAttachment(problems: Problems, node: YamlMap): NonNullable<RouteFact['attachments']> {
  const section = textIn(problems, node, 'sectionName');
  const port = knownOf(numberIn(problems, node, 'port'));
  const at = placeOf(get(node, 'name') ?? node);
  return readRef(problems, node, 'Gateway').map((ref) => ({ ref, ...(section === undefined ? {} : { section }), ...(port === undefined ? {} : { port }), at }));
}

function readRule(problems: Problems, rule: YamlMap): RouteBackend[] {
  const timeouts = mapIn(problems, rule, 'timeouts');
  const first = mapsIn(problems, rule, 'matches')[0];
  const path = textIn(problems, mapIn(problems, first, 'path'), 'value');
  const limits = { timeout: durationIn(timeouts, 'request'), perTryTimeout: durationIn(timeouts, 'backendRequest'), retries: numberIn(problems, mapIn(problems, rule, 'retry'), 'attempts') };
  const sent = mapsIn(problems, rule, 'backendRefs').flatMap((node) => readBackend(problems, node).map((backend) => ({ ...backend, path, ...limits, weight: knownOf(numberIn(problems, node, 'weight')) })));
  const mirrors = mapsIn(problems, rule, 'filters').flatMap((filter) => mapIn(problems, mapIn(problems, filter, 'requestMirror'), 'backendRef') ?? []);
  return [...sent, ...mirrors.flatMap((node) => readBackend(problems, node)).map((backend) => ({ ...backend, mirror: true as const }))];
}

const readBackend = (problems: Problems, node: YamlMap): RouteBackend[] => readRef(problems, node, 'Service').map((ref) => ({ ref, port: knownOf(numberIn(problems, node, 'port')), at: placeOf(get(node, 'name') ?? node) }));

/** An object reference of the Gateway API; the version is not part of it. */
function readRef(problems: Problems, node: YamlMap, defaultKind: string): ObjectRef[] {
  const name = textIn(problems, node, 'name');
  const namespace = textIn(problems, node, 'namespace');
  return name === undefined ? [] : [{ kind: textIn(problems, node, 'kind') ?? defaultKind, name, ...(namespace === undefined ? {} : { namespace }) }];
}

export function readGateway({ declared, problems, root }: KubernetesObject): GatewayFact {
  const spec = mapIn(problems, root, 'spec');
  const className = textIn(problems, spec, 'gatewayClassName');
  const listeners = mapsIn(problems, spec, 'listeners').flatMap((node) => {
    const port = knownOf(numberIn(problems, node, 'port'));
    if (port === undefined) return [];
    const hostname = textIn(problems, node, 'hostname');
    const secrets = mapsIn(problems, mapIn(problems, node, 'tls'), 'certificateRefs').flatMap((ref) => readRef(problems, ref, 'Secret'));
    return [{ name: textIn(problems, node, 'name') ?? '', port, protocol: textIn(problems, node, 'protocol') ?? 'HTTP', ...(hostname === undefined ? {} : { hostname }), secrets, at: placeOf(get(node, 'name') ?? node) }];
  });
  return { kind: 'gateway', ...declared, ...(className === undefined ? {} : { className }), listeners };
}
