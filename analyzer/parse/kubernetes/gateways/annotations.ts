import type { ClientSetting, ObjectRef, RouteBackend } from '../../../facts/types.js';
import { isKnown, type Value } from '../../../facts/value.js';
import { count } from '../mesh/linkerd.js';
import type { Declared } from '../object.js';

type Annotation = Declared['annotations'][string] | undefined;

/** What controllers read from an Ingress's annotations: limits of every backend, and the objects that hold more of them. */
export function controllerLimits({ annotations }: Declared): Partial<RouteBackend> {
  const timeout = seconds(annotations[`${NGINX}proxy-read-timeout`]);
  const retries = nginxRetries(annotations[`${NGINX}proxy-next-upstream`], annotations[`${NGINX}proxy-next-upstream-tries`]);
  const settings = [...nginxSettings(annotations), ...balancerSettings(annotations[ALB_ATTRIBUTES])];
  const policies = [...traefikMiddlewares(annotations['traefik.ingress.kubernetes.io/router.middlewares']), ...kongPlugins(annotations['konghq.com/plugins'])];
  return { ...(timeout === undefined ? {} : { timeout }), ...(retries === undefined ? {} : { retries }), ...(settings.length === 0 ? {} : { settings }), ...(policies.length === 0 ? {} : { policies }) };
}

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ : times are seconds. */
const NGINX = 'nginx.ingress.kubernetes.io/';

const nginxSettings = (annotations: Declared['annotations']): ClientSetting[] => [
  ...count('connectTimeout', annotations[`${NGINX}proxy-connect-timeout`], 1000),
  ...count('rateLimitPerSecond', annotations[`${NGINX}limit-rps`]),
  ...count('maxConcurrentRequests', annotations[`${NGINX}limit-connections`]),
  ...(annotations[`${NGINX}proxy-next-upstream`] === undefined ? [] : [{ name: 'retryOn', value: annotations[`${NGINX}proxy-next-upstream`]! }]),
  ...(annotations[`${NGINX}affinity`] === undefined ? [] : [{ name: 'sessionAffinity', value: annotations[`${NGINX}affinity`]! }]),
];

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#load-balancer-attributes : `key=value,key=value`. */
const ALB_ATTRIBUTES = 'alb.ingress.kubernetes.io/load-balancer-attributes';

function balancerSettings(annotation: Annotation): ClientSetting[] {
  const written = /(?:^|,)\s*idle_timeout\.timeout_seconds=([^,]*)/.exec(annotation?.value ?? '')?.[1];
  return annotation === undefined || written === undefined ? [] : count('idleTimeout', { value: written.trim(), at: annotation.at }, 1000);
}

function seconds(annotation: Annotation): Value<number> | undefined {
  const value = count('', annotation, 1000)[0]?.value;
  return value !== undefined && !('template' in value) && isKnown(value) ? { value: Number(value.value), at: value.at } : undefined;
}

/** Tries count the first one; zero is without end, which other limits then decide. */
function nginxRetries(next: Annotation, tries: Annotation): Value<number> | undefined {
  if (next?.value.trim() === 'off') return { value: 0, at: next.at };
  if (tries === undefined || !/^[1-9]\d{0,3}$/.test(tries.value)) return undefined;
  return { value: Number(tries.value) - 1, at: tries.at };
}

/** `shop-retry@kubernetescrd`: namespace and name joined by a dash, so every place where it could be cut is tried. */
function traefikMiddlewares(annotation: Annotation): ObjectRef[] {
  return (annotation?.value ?? '').split(',').flatMap((text) => {
    const joined = /^([a-z0-9.-]{1,300})@kubernetescrd$/.exec(text.trim())?.[1];
    if (joined === undefined) return [];
    const cuts = [...joined].flatMap((letter, index) => (letter === '-' ? [index] : []));
    return cuts.slice(0, 20).map((cut) => ({ kind: 'Middleware', name: joined.slice(cut + 1), namespace: joined.slice(0, cut) }));
  });
}

const kongPlugins = (annotation: Annotation): ObjectRef[] => (annotation?.value ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '').map((name) => ({ kind: 'KongPlugin', name }));
