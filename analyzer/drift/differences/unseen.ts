import { bestPlace, pairKey, places, type Context } from '../context.js';
import type { Difference } from '../drift.js';

/** Dependencies that are declared and that telemetry never saw, though both ends report: rare, dead, or not what people believe. */
export function unseenDifferences({ base, head }: Context): readonly Difference[] {
  return (head.unseen ?? []).flatMap((pair): Difference[] => {
    const [row] = base.pairs.get(pairKey(pair)) ?? [];
    if (row === undefined) return [];
    const message = `${row.from} is declared to depend on ${row.to}, and ${head.label} has no call between them, though it has calls of both`;
    return [{ kind: 'dependency-unseen', judgement: 'neutral', subject: { from: row.from, to: row.to }, stacks: row.stacks, name: row.kind, message, ...places(bestPlace(base, row.evidence, row.stacks), undefined) }];
  });
}
