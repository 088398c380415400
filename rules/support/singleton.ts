import { isKnown } from '../../analyzer/facts/value.js';
import type { Workload } from '../../analyzer/system/system.js';

/** Somebody saw to it that no two run at once, during a rollout either: a second instance is what they do not want. */
export const isSingleton = ({ fact }: Workload): boolean => fact.ref.kind !== 'StatefulSet' && isKnown(fact.strategy?.type) && fact.strategy.type.value === 'Recreate';

/** What helps where a second instance must not run. */
export const beyondOne = (name: string): string => `If two of ${name} must never run at once, let its callers answer without it while it restarts; else let a rollout start the new one before the old one ends, and run more than one.`;
