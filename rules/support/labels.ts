import type { StackView, System } from '../../analyzer/system/system.js';
import { workloadsOf } from './by-component.js';

/** The first of these labels or annotations that a workload of the component has, on itself or its pods. */
function labelled(view: StackView, component: string, keys: readonly string[]): string | undefined {
  for (const { fact } of workloadsOf(view, component))
    for (const key of keys) {
      const value = [fact.labels, fact.podLabels].find((labels) => Object.hasOwn(labels, key))?.[key] ?? (Object.hasOwn(fact.annotations, key) ? fact.annotations[key]!.value : undefined);
      if (value !== undefined && value !== '') return value;
    }
  return undefined;
}

/** What the configuration says, else what the manifest's labels do. */
export const tierOf = (system: System, view: StackView, component: string, keys: readonly string[]): string | undefined => system.component(component).tier ?? labelled(view, component, keys);

export const ownerOf = (system: System, view: StackView, component: string, keys: readonly string[]): string | undefined => system.component(component).owner ?? labelled(view, component, keys);

export const TIER_LABELS: readonly string[] = ['criticality', 'service-tier', 'tier'];
export const OWNER_LABELS: readonly string[] = ['owner', 'team', 'app.kubernetes.io/owner', 'backstage.io/owner'];

/** Names of tiers, the most critical first. */
export const TIERS: readonly string[] = ['tier-0', 'critical', 'tier-1', 'high', 'tier-2', 'standard', 'medium', 'tier-3', 'low', 'tier-4', 'best-effort'];

/** A tier's place in an order of names; undefined for a word that is not in it, such as `frontend`. */
export function ranking(order: readonly string[]): (tier: string | undefined) => number | undefined {
  const ranks = new Map(order.map((tier, rank) => [plain(tier), rank]));
  return (tier) => (tier === undefined ? undefined : ranks.get(plain(tier)));
}

/** `Tier 1`, `tier1` and `1` are `tier-1`. */
const plain = (tier: string): string => tier.toLowerCase().replace(/^(?:tier)?[\s_-]*(\d)$/, 'tier-$1').replace(/[\s_]+/g, '-');
