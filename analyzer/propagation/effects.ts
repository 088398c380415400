import type { Component, Dependency, DependencyKind } from '../graph/document.js';

/**
 * What happens to the dependent when what it depends on fails.
 * - `stops`: it cannot do its work.
 * - `stops-with-all`: it stops when all that it reaches in this way have failed, and is degraded by each.
 * - `stops-if-idle`: it stops when this is all it does; it is degraded when others also call it.
 * - `degrades`: it goes on with less.
 * - `none`: nobody who is served notices.
 */
export type Effect = 'stops' | 'stops-with-all' | 'stops-if-idle' | 'degrades' | 'none';

/** Hard dependencies of the request phase. The one table that decides how failures travel. */
const requestEffects: Readonly<Record<DependencyKind, Effect>> = {
  // The caller waits for the answer, so the failure is the caller's own.
  calls: 'stops',
  stores: 'stops',
  // Hard means that nobody saw a fallback to the store behind the cache.
  caches: 'stops',
  // A router fails the requests of one route; its other routes go on.
  routes: 'stops-with-all',
  // A publisher waits for the broker to take the message, but never for the consumers.
  publishes: 'stops',
  // Messages wait in the broker; what the consumer serves otherwise goes on.
  consumes: 'stops-if-idle',
  // Clients keep the addresses that they know; new instances stay unknown.
  registers: 'degrades',
  // Configuration was read at the start; only changes and restarts miss it.
  configures: 'degrades',
  // Telemetry is dropped or buffered.
  observes: 'none',
  // What is mounted is there already; storage that fails is a failure of the node or the volume.
  mounts: 'none',
};

export function effectOf(dependency: Pick<Dependency, 'kind' | 'strength' | 'phase'>, target: Pick<Component, 'kind'>): Effect {
  const effect = requestEffects[dependency.kind];
  if (effect === 'none' || dependency.phase === 'build') return 'none';
  // Between two services messages are asynchronous, whichever broker carries them.
  if ((dependency.kind === 'publishes' || dependency.kind === 'consumes') && serves(target)) return 'none';
  // At startup it is not needed now, but no new instance comes up; a failing health check takes instances away one by one.
  if (dependency.strength === 'soft' || dependency.phase !== 'request') return 'degrades';
  return effect;
}

/** Kinds that answer requests: what users can lose. */
export const serves = (component: Pick<Component, 'kind'>): boolean => component.kind === 'service' || component.kind === 'gateway' || component.kind === 'function';

/** Makes traffic, watches it or lets it in, and no user misses it for itself. */
export const isBystander = (component: Pick<Component, 'role'>): boolean => component.role === 'load-generator' || component.role === 'monitoring' || component.role === 'ingress';
