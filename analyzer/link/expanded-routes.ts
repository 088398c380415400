import type { ObjectRef, RouteBackend, RouteFact, TrafficPolicyFact } from '../facts/types.js';

/** Routes with the destinations of the objects that they send to, where these only distribute: a TraefikService. */
export function expanded(routes: readonly RouteFact[], policies: readonly TrafficPolicyFact[], namespaceOf: (ref: ObjectRef) => string): readonly RouteFact[] {
  const distributors = policies.filter(({ hosts, destinations }) => hosts.length === 0 && destinations !== undefined);
  if (distributors.length === 0) return routes;
  // Each once for each place that names it: a circle ends where it began.
  const through = (backend: RouteBackend, home: string, passed: Set<TrafficPolicyFact>): readonly RouteBackend[] => {
    const { ref } = backend;
    const namespace = ref.namespace ?? home;
    const found = distributors.find((one) => one.ref.kind === ref.kind && one.ref.name === ref.name && namespaceOf(one.ref) === namespace);
    if (found === undefined) return [backend];
    if (passed.has(found)) return [];
    passed.add(found);
    return found.destinations!.flatMap((next) => through(merged(backend, next, namespace), namespace, passed));
  };
  return routes.map((route) => ({ ...route, backends: route.backends.flatMap((backend) => through(backend, namespaceOf(route.ref), new Set())) }));
}

/** What the route says of the distributor holds for all that it sends to; a copy of a copy is a copy. */
function merged(outer: RouteBackend, inner: RouteBackend, namespace: string): RouteBackend {
  const { path, host, mirror, weight } = outer;
  const policies = [...(outer.policies ?? []), ...(inner.policies ?? [])];
  return {
    ...inner, weight: inner.mirror ? undefined : (inner.weight ?? weight), ref: { ...inner.ref, namespace: inner.ref.namespace ?? namespace },
    ...(path === undefined ? {} : { path }), ...(host === undefined ? {} : { host }), ...(mirror === undefined ? {} : { mirror }),
    ...(policies.length === 0 ? {} : { policies }),
  };
}
