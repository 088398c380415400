import { compareText } from '../facts/place.js';
import type { RouteFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import type { Answer } from './names.js';
import { evidence } from './evidence.js';

/**
 * What Ingresses are served by, where the controller is none of the stack's own workloads: the platform's, one a class. It is
 * called as the only Ingress is, unless something else of the stack is called so.
 */
export function ingressGateways(stack: string, routes: readonly RouteFact[], others: readonly Candidate[]): Candidate[] {
  const byClass = new Map<string, RouteFact[]>();
  for (const route of routes) if (isIngress(route) && controllerOf(route, others) === undefined) byClass.set(route.className ?? '', [...(byClass.get(route.className ?? '') ?? []), route]);
  const taken = new Set(others.flatMap((candidate) => [...candidate.names]));
  return [...byClass].map(([className, own]): Candidate => {
    const free = own.map(({ ref }) => ref.name).filter((name) => !taken.has(name));
    const name = own.length === 1 && free[0] !== undefined ? free[0] : byClass.size > 1 && className !== '' ? `ingress-${className}` : 'ingress';
    const proofs = own.map((route) => evidence(route.at, 'route', `Ingress ${route.ref.name}`));
    return { stack, name, kind: 'gateway', role: 'ingress', names: new Set([name, 'ingress', ...free]), workloads: [], serves: own, opens: opened(own), evidence: proofs, packages: [] };
  });
}

/** `*` and no host at all are the same; a backend may be named with its domain. */
export function opened(routes: readonly RouteFact[]): string {
  const hosts = routes.flatMap((route) => route.hosts).filter((host) => host !== '*');
  const backends = routes.flatMap((route) => route.backends.map(({ ref }) => ref.name.split('.')[0]!));
  return JSON.stringify([hosts, backends].map((names) => [...new Set(names)].sort(compareText)));
}

/** The gateway that serves an Ingress: a controller that runs in the stack, or the platform's. */
export const gatewayOf = (route: RouteFact, candidates: readonly Candidate[]): Candidate | undefined =>
  isIngress(route) ? (controllerOf(route, candidates) ?? candidates.find((candidate) => candidate.serves?.includes(route))) : undefined;

const isIngress = ({ ref, parents, backends }: RouteFact): boolean => ref.kind === 'Ingress' && parents.length === 0 && backends.length > 0;

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
