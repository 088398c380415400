import { groupBy } from '../facts/groups.js';
import type { Fact, FactKind, FactOf } from '../facts/types.js';

const grouped = new WeakMap<readonly Fact[], ReadonlyMap<FactKind, Fact[]>>();

/** Facts of one kind, in the order given. The list is grouped once, however many kinds are asked for. */
export function ofKind<K extends FactKind>(facts: readonly Fact[], kind: K): readonly FactOf<K>[] {
  const known = grouped.get(facts) ?? group(facts);
  return (known.get(kind) ?? []) as FactOf<K>[];
}

function group(facts: readonly Fact[]): ReadonlyMap<FactKind, Fact[]> {
  const byKind = groupBy(facts, (fact) => fact.kind);
  grouped.set(facts, byKind);
  return byKind;
}
