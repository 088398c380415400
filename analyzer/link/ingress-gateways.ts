import { groupBy } from '../facts/groups.js';
import { compareText } from '../facts/place.js';
import type { RouteFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import type { Answer } from './names.js';
import { evidence } from './evidence.js';

/** The platform's gateways: those that Ingresses are for, and those that routes attach to and another team declares. */
export function platformGateways(stack: string, routes: readonly RouteFact[], others: readonly Candidate[]): Candidate[] {
  const taken = new Set(others.flatMap((candidate) => [...candidate.names]));
  return [...ingressGateways(stack, routes, others, taken), ...attachedTo(stack, routes, others, taken)];
}

/**
 * What Ingresses are served by, where the controller is none of the stack's own workloads: one a class. It is called as the only
 * Ingress is, unless something else of the stack is called so.
 */
function ingressGateways(stack: string, routes: readonly RouteFact[], others: readonly Candidate[], taken: ReadonlySet<string>): Candidate[] {
  const byClass = groupBy(routes.filter((route) => isIngress(route) && controllerOf(route, others) === undefined), (route) => route.className ?? '');
  return [...byClass].map(([className, own]): Candidate => {
    const free = own.map(({ ref }) => ref.name).filter((name) => !taken.has(name));
    const name = own.length === 1 && free[0] !== undefined ? free[0] : byClass.size > 1 && className !== '' ? `ingress-${className}` : 'ingress';
    return gateway(stack, [name, 'ingress', ...free], own);
  });
}

/** `gateways: [istio-ingress/public]`, `parentRefs: [{ name: public }]`, where the stack declares no such Gateway. */
function attachedTo(stack: string, routes: readonly RouteFact[], others: readonly Candidate[], taken: ReadonlySet<string>): Candidate[] {
  const declared = new Set(others.filter(({ kind, workloads }) => kind === 'gateway' && workloads.length === 0).flatMap(({ names }) => [...names]));
  const outside = routes.filter(({ parents, backends }) => backends.length > 0 && parents.length > 0 && parents.every(({ kind, name }) => kind !== 'Service' && name !== 'mesh' && !declared.has(name)));
  return [...groupBy(outside, ({ parents }) => parents[0]!.name)].filter(([name]) => !taken.has(name)).map(([name, own]) => gateway(stack, [name], own));
}

const gateway = (stack: string, names: readonly string[], serves: readonly RouteFact[]): Candidate => ({
  stack, name: names[0]!, kind: 'gateway', role: 'ingress', names: new Set(names), workloads: [], serves, opens: opened(serves),
  evidence: serves.map((route) => evidence(route.at, 'route', `${route.ref.kind} ${route.ref.name}`)), packages: [],
});

/** `*` and no host at all are the same; a backend may be named with its domain. */
export function opened(routes: readonly RouteFact[]): string {
  const hosts = routes.flatMap((route) => route.hosts).filter((host) => host !== '*');
  const backends = routes.flatMap((route) => route.backends.map(({ ref }) => ref.name.split('.')[0]!));
  return JSON.stringify([hosts, backends].map((names) => [...new Set(names)].sort(compareText)));
}

/** The gateway that serves a route: a controller that runs in the stack, or the platform's. */
export const gatewayOf = (route: RouteFact, candidates: readonly Candidate[]): Candidate | undefined =>
  (isIngress(route) ? controllerOf(route, candidates) : undefined) ?? candidates.find((candidate) => candidate.serves?.includes(route));

/** Ingress, IngressRoute, HTTPProxy, Mapping ...: whoever runs the controller is not named. */
const isIngress = ({ ref, parents, backends }: RouteFact): boolean => ref.kind !== 'VirtualService' && parents.length === 0 && backends.length > 0;

const CONTROLLERS: ReadonlySet<string> = new Set(['traefik', 'kong', 'haproxy', 'apisix', 'contour', 'ambassador']);

const controllerOf = ({ className }: RouteFact, running: readonly Candidate[]): Candidate | undefined =>
  running.find(({ kind, technology, workloads }) => kind === 'gateway' && workloads.length > 0 && technology !== undefined && CONTROLLERS.has(technology) && (className === undefined || className.includes(technology)));

/** Services of the controllers that charts install beside the system, in a namespace of their own. */
const SERVICES: ReadonlySet<string> = new Set(['ingress-nginx-controller', 'nginx-ingress-controller', 'nginx-ingress', 'traefik', 'kong-proxy', 'haproxy-ingress']);

/** `ingress-nginx-controller.ingress-nginx`: a program that calls the system from within by its own way in. */
export function controllerNamed(service: string, candidates: readonly Candidate[]): Answer {
  const gateways = candidates.filter(({ serves }) => serves !== undefined);
  return SERVICES.has(service) && gateways.length === 1 ? { is: 'components', candidates: gateways, evidence: [] } : undefined;
}
