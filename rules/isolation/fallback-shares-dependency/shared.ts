import type { Dependency } from '../../../analyzer/graph/document.js';
import type { ClientLink, System } from '../../../analyzer/system/system.js';
import { isPlatform, needsOf } from '../../support/needs.js';

/** What a call and its fallback both need. */
export interface Shared {
  readonly failing: string;
  readonly asked: string;
  /** What takes both with it. */
  readonly common: string;
  readonly way: readonly Dependency[];
}

export function sharedBy(system: System, component: string, primary: ClientLink, instead: ClientLink): Shared | undefined {
  for (const failing of primary.targets)
    for (const asked of instead.targets) {
      const sameStore = failing === asked && primary.fact.dependency !== 'calls';
      if (failing === component || asked === component || sameStore) continue;
      const first = needsOf(system, failing);
      const found = [...needsOf(system, asked)].find(([id]) => first.has(id) && !isPlatform(system.component(id)));
      if (found) return { failing, asked, common: found[0], way: found[1] };
    }
  return undefined;
}
