import type { DependencyKind } from '../graph/document.js';
import { dependencyOn } from '../knowledge/protocols.js';

/** What the linker knows of a component before dependencies have kinds: enough to name the kind. */
export type Profile = (id: string) => { readonly kind: string; readonly technology?: string; readonly role?: string };

const BY_KIND: Readonly<Record<string, DependencyKind>> = { datastore: 'stores', cache: 'caches', broker: 'publishes', discovery: 'registers', 'config-server': 'configures' };

/** The kind follows from what is at the other end; who watches others observes them, who is a proxy routes. */
export function kindTowards(profile: Profile, from: string, to: string): DependencyKind {
  const target = profile(to);
  const kind = dependencyOn(target.technology);
  if (kind !== 'calls') return kind;
  const self = profile(from);
  if (self.role === 'monitoring') return 'observes';
  return BY_KIND[target.kind] ?? (self.kind === 'gateway' ? 'routes' : 'calls');
}
