import type { Component } from '../graph/document.js';
import type { SeenEnd } from './seen.js';

/** Finds the component that telemetry means, by its id, name and aliases; a name that two have is decided by the namespace, or `several`. */
export function componentFinder(components: readonly Component[]): (end: SeenEnd) => Component | 'several' | undefined {
  const byName = new Map<string, Set<Component>>();
  for (const component of components)
    for (const name of [component.id, component.name, ...component.aliases]) {
      const key = name.toLowerCase();
      const known = byName.get(key);
      if (known) known.add(component);
      else byName.set(key, new Set([component]));
    }
  return ({ names, namespace }) => {
    for (const name of names.flatMap(formsOf)) {
      const found = [...(byName.get(name.toLowerCase()) ?? [])];
      const here = found.length > 1 && namespace !== undefined ? found.filter(({ group }) => group === namespace) : found;
      if (found.length > 0) return here.length === 1 ? here[0] : 'several';
    }
    return undefined;
  };
}

/** `cart.shop.svc.cluster.local` and `shop/cart` are Kubernetes' ways to say `cart`; Zipkin writes all in lower case. */
function formsOf(name: string): string[] {
  const host = /^([a-z0-9-]+)\.[a-z0-9-]+\.svc(?:\.|$)/i.exec(name)?.[1];
  const path = /^[^/]+\/([^/]+)$/.exec(name)?.[1];
  return [name, ...(host === undefined ? [] : [host]), ...(path === undefined ? [] : [path])];
}
