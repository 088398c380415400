import type { ClientSetting, RouteFact, TrafficPolicyFact } from '../../../facts/types.js';
import { isKnown, type Value } from '../../../facts/value.js';
import type { YamlMap } from '../../yaml/index.js';
import { durationIn, parseDuration } from '../duration.js';
import { boolIn, keyPlace, mapIn, mapsIn, numberIn, type Problems } from '../fields.js';
import { readRoute } from '../gateway-api.js';
import type { Declared, KubernetesObject } from '../object.js';
import { readService } from '../service.js';
import { greatest, loosest, orNone, setting } from './settings.js';

/**
 * A ServiceProfile is named after the host that it is for. Its retries are bounded by a share of all requests, not by a number
 * of attempts. https://linkerd.io/2/reference/service-profiles/
 */
export function readServiceProfile({ declared, problems, root }: KubernetesObject): TrafficPolicyFact {
  const spec = mapIn(problems, root, 'spec');
  const routes = mapsIn(problems, spec, 'routes');
  const retried = routes.find((route) => isTrue(boolIn(problems, route, 'isRetryable')));
  const budget = mapIn(problems, spec, 'retryBudget');
  return {
    kind: 'traffic-policy',
    ...declared,
    hosts: [{ host: declared.ref.name, at: declared.at }],
    settings: [
      ...setting('timeoutOnCall', loosest(routes.map((route) => orNone(durationIn(route, 'timeout'))))),
      ...(retried === undefined ? [] : setting('retryBudgetRatio', numberIn(problems, budget, 'retryRatio') ?? { value: DEFAULT_RATIO, at: keyPlace(retried, 'isRetryable') })),
    ],
  };
}

/** Without a budget of its own a profile lets retries add a fifth. */
const DEFAULT_RATIO = 0.2;

const isTrue = (value: Value<boolean> | undefined): boolean => isKnown(value) && value.value;

/** HTTPRoute and GRPCRoute; one that attaches to a Service is a policy of the mesh on calls to it. https://gateway-api.sigs.k8s.io/mesh/ */
export function readRouteFacts(object: KubernetesObject): readonly (RouteFact | TrafficPolicyFact)[] {
  const route = readRoute(object);
  const hosts = route.parents.filter((parent) => parent.kind === 'Service').map((parent) => ({ host: parent.namespace === undefined ? parent.name : `${parent.name}.${parent.namespace}.svc`, at: object.declared.at }));
  const annotated = annotatedSettings(object.declared);
  if (hosts.length === 0) return [annotated.length === 0 ? route : { ...route, backends: route.backends.map((backend) => ({ ...backend, settings: annotated })) }];
  return [route, { kind: 'traffic-policy', ...object.declared, hosts, settings: [...ruleSettings(object.root), ...annotated], destinations: route.backends }];
}

function ruleSettings(root: YamlMap): ClientSetting[] {
  const quiet: Problems = [];
  const rules = mapsIn(quiet, mapIn(quiet, root, 'spec'), 'rules');
  const timeouts = rules.map((rule) => mapIn(quiet, rule, 'timeouts'));
  return [
    ...setting('timeoutOnCall', loosest(timeouts.map((each) => orNone(durationIn(each, 'request'))))),
    ...setting('perTryTimeout', loosest(timeouts.map((each) => orNone(durationIn(each, 'backendRequest'))))),
    ...setting('retriesOnCall', greatest(rules.map((rule) => numberIn(quiet, mapIn(quiet, rule, 'retry'), 'attempts')))),
  ];
}

/** A Service with Linkerd's annotations is policy as well. */
export function readServiceFacts(object: KubernetesObject): readonly (ReturnType<typeof readService> | TrafficPolicyFact)[] {
  const settings = [...annotatedSettings(object.declared), ...kongSettings(object.declared)];
  const service = readService(object);
  return settings.length === 0 ? [service] : [service, { kind: 'traffic-policy', ...object.declared, hosts: [{ host: object.declared.ref.name, at: object.declared.at }], settings }];
}

/** https://linkerd.io/2/reference/retries/ and https://linkerd.io/2/reference/timeouts/ : naming what is retried retries it once. */
function annotatedSettings({ annotations }: Declared): ClientSetting[] {
  const conditions = annotations['retry.linkerd.io/http'] ?? annotations['retry.linkerd.io/grpc'];
  const accrual = annotations['balancer.linkerd.io/failure-accrual'];
  return [
    ...duration('timeoutOnCall', annotations['timeout.linkerd.io/request']),
    ...duration('perTryTimeout', annotations['retry.linkerd.io/timeout'] ?? annotations['timeout.linkerd.io/response']),
    ...duration('idleTimeout', annotations['timeout.linkerd.io/idle']),
    ...(conditions === undefined ? [] : [...(annotations['retry.linkerd.io/limit'] === undefined ? setting('retriesOnCall', { value: 1, at: conditions.at }) : count('retriesOnCall', annotations['retry.linkerd.io/limit'])), ...setting('retryOn', conditions)]),
    ...(accrual?.value === 'consecutive' ? setting('outlierDetection', { value: true, at: accrual.at }) : []),
  ];
}

/** Kong reads milliseconds from the Service that it routes to. https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/ */
const kongSettings = ({ annotations }: Declared): ClientSetting[] => [
  ...count('timeoutOnCall', annotations['konghq.com/read-timeout']),
  ...count('connectTimeout', annotations['konghq.com/connect-timeout']),
  ...count('retriesOnCall', annotations['konghq.com/retries']),
];

type Annotation = Declared['annotations'][string] | undefined;

export function count(name: string, annotation: Annotation, scale = 1): ClientSetting[] {
  if (annotation === undefined) return [];
  return [{ name, value: /^\d{1,9}$/.test(annotation.value) ? { value: Number(annotation.value) * scale, at: annotation.at } : { unknown: annotation.value, at: annotation.at } }];
}

function duration(name: string, annotation: Annotation): ClientSetting[] {
  if (annotation === undefined) return [];
  const milliseconds = parseDuration(annotation.value);
  return [{ name, value: milliseconds === undefined ? { unknown: annotation.value, at: annotation.at } : { value: milliseconds, at: annotation.at } }];
}

