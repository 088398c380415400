import { quantity } from '../../../analyzer/facts/quantity.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { roomOf } from './room.js';

/** Something that all pods of some workloads together cannot go beyond. */
export interface Limit {
  readonly of: 'cpu' | 'memory' | 'pods';
  readonly name: string;
  readonly most: number;
  readonly at: Place;
  /** How it is said: `the quota team allows 12 of CPU`. */
  readonly says: string;
  /** Who has to raise it. */
  readonly raise: string;
  /** Who else takes of it. */
  readonly shares: (other: Workload) => boolean;
}

const LIMITED = [
  { keys: ['hard.requests.cpu', 'hard.cpu'], of: 'cpu', name: 'CPU' },
  { keys: ['hard.requests.memory', 'hard.memory'], of: 'memory', name: 'memory' },
  { keys: ['hard.pods', 'hard.count/pods'], of: 'pods', name: 'pods' },
] as const;

/** The quotas of a workload's namespace, then what the cluster's machines have at their most. */
export function limitsOf(stacks: readonly StackView[], view: StackView, workload: Workload): readonly Limit[] {
  return [...quotasOf(view, workload), ...machinesOf(stacks, view)];
}

function quotasOf(view: StackView, { namespace }: Workload): Limit[] {
  const quotas = view.objects.filter(({ ref }) => ref.kind === 'ResourceQuota' && (ref.namespace ?? namespace) === namespace);
  return quotas.flatMap(({ ref, fields }) => LIMITED.flatMap(({ keys, of, name }): Limit[] => {
    const hard = keys.map((key) => fields[key]).find((value) => value !== undefined);
    const most = isKnown(hard) ? quantity(String(hard.value)) : undefined;
    return most === undefined || !isKnown(hard) ? [] : [{ of, name, most, at: hard.at, says: `the quota ${ref.name} allows ${hard.value} of ${name}`, raise: `Raise the quota ${ref.name} to`, shares: (other) => other.namespace === namespace }];
  }));
}

function machinesOf(stacks: readonly StackView[], view: StackView): Limit[] {
  const room = roomOf(stacks, view);
  return room === undefined ? [] : LIMITED.flatMap(({ of, name }): Limit[] => (of === 'pods' ? [] : [{ of, name, most: room[of], at: room.at, says: `its node pools grow to ${shown(room[of])} of ${name}`, raise: 'Let the node pools grow to', shares: () => true }]));
}

/** A number as manifests write it. */
export const shown = (value: number): string => (value >= 2 ** 30 ? `${Math.round((value / 2 ** 30) * 10) / 10}Gi` : value >= 2 ** 20 ? `${Math.round(value / 2 ** 20)}Mi` : String(Math.round(value * 1000) / 1000));
