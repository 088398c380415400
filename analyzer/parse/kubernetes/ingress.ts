import type { RouteBackend, RouteFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, type YamlMap } from '../yaml/index.js';
import { intOrStringIn, mapIn, mapsIn, numberIn, textIn, type Problems } from './fields.js';
import { controllerLimits } from './gateways/annotations.js';
import type { KubernetesObject } from './object.js';

/** Ingress of networking.k8s.io/v1, and of the older versions whose backends have `serviceName` and `servicePort`. */
export function readIngress({ declared, problems, root }: KubernetesObject): RouteFact {
  const spec = mapIn(problems, root, 'spec');
  const rules = mapsIn(problems, spec, 'rules');
  const limits = controllerLimits(declared);
  const fallback = mapIn(problems, spec, 'defaultBackend') ?? mapIn(problems, spec, 'backend');
  const className = textIn(problems, spec, 'ingressClassName') ?? declared.annotations['kubernetes.io/ingress.class']?.value;
  return {
    kind: 'route',
    ...declared,
    hosts: [...new Set(rules.flatMap((rule) => textIn(problems, rule, 'host') ?? []))],
    ...(className === undefined ? {} : { className }),
    parents: [],
    backends: [...(fallback === undefined ? [] : readBackend(problems, fallback, { fallback: true, ...limits })), ...rules.flatMap((rule) => readRule(problems, rule, limits))],
    secrets: mapsIn(problems, spec, 'tls').flatMap((tls) => {
      const name = textIn(problems, tls, 'secretName');
      return name === undefined ? [] : [{ name, at: placeOf(get(tls, 'secretName') ?? tls) }];
    }),
  };
}

function readRule(problems: Problems, rule: YamlMap, limits: Partial<RouteBackend>): RouteBackend[] {
  const host = textIn(problems, rule, 'host');
  return mapsIn(problems, mapIn(problems, rule, 'http'), 'paths').flatMap((entry) => {
    const backend = mapIn(problems, entry, 'backend');
    const path = textIn(problems, entry, 'path');
    const pathType = textIn(problems, entry, 'pathType');
    return backend === undefined ? [] : readBackend(problems, backend, { ...(host === undefined ? {} : { host }), ...(path === undefined ? {} : { path }), ...(pathType === undefined ? {} : { pathType }), ...limits });
  });
}

function readBackend(problems: Problems, backend: YamlMap, rest: Partial<RouteBackend>): RouteBackend[] {
  const resource = mapIn(problems, backend, 'resource');
  const service = mapIn(problems, backend, 'service') ?? resource ?? backend;
  const key = service === backend ? 'serviceName' : 'name';
  const name = textIn(problems, service, key);
  if (name === undefined) return [];
  const portNode = mapIn(problems, service, 'port');
  const port = service === backend ? knownOf(intOrStringIn(problems, backend, 'servicePort')) : (knownOf(numberIn(problems, portNode, 'number')) ?? textIn(problems, portNode, 'name'));
  const kind = service === resource ? (textIn(problems, resource, 'kind') ?? 'Service') : 'Service';
  return [{ ref: { kind, name }, ...(port === undefined ? {} : { port }), ...rest, at: placeOf(get(service, key) ?? service) }];
}
