import type { Component, Dependency } from '../../analyzer/graph/document.js';
import type { System } from '../../analyzer/system/system.js';

/** What a component cannot answer a request without, itself included, nearest first, with the way down to each. */
export function needsOf(system: System, component: string): ReadonlyMap<string, readonly Dependency[]> {
  const ways = new Map<string, readonly Dependency[]>([[component, []]]);
  for (const [id, way] of ways)
    for (const dependency of system.out(id)) if (isNeeded(dependency) && !ways.has(dependency.to)) ways.set(dependency.to, [...way, dependency]);
  return ways;
}

const KINDS: ReadonlySet<Dependency['kind']> = new Set(['calls', 'routes', 'stores', 'caches']);

const isNeeded = ({ kind, phase, strength }: Dependency): boolean => phase === 'request' && strength === 'hard' && KINDS.has(kind);

/** Everybody needs these, whatever they are for. */
export const isPlatform = ({ role, kind }: Component): boolean => (role !== undefined && role !== 'identity') || kind === 'discovery' || kind === 'config-server';
