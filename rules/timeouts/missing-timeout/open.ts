import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { explicit, timeoutOf } from '../../support/clients.js';

/** What is called without a limit; one construction may be for several. */
export interface Open {
  readonly target: string;
  readonly clients: readonly ClientLink[];
}

/** Of calls whose failure is handled, those behind a breaker are left out: it may limit the time, too. */
export function isWaitedFor(client: ClientLink['fact']): boolean {
  const { phase, strength, dependency, scheduled, awaitsReply } = client;
  const kinds = dependency === 'calls' || dependency === 'stores' || dependency === 'caches' || awaitsReply === true;
  return phase === 'request' && kinds && scheduled === undefined && (strength === 'hard' || explicit(client, 'circuitBreaker') === undefined);
}

export function isOpen(client: ClientLink['fact'], maxDefaultMs: number): boolean {
  const limit = timeoutOf(client);
  if (limit.from === 'unknown') return false;
  // Java has no limit where the number is negative.
  const none = limit.value === null || limit.value === false || (typeof limit.value === 'number' && limit.value <= 0);
  return none || (limit.from === 'default' && Number(limit.value) > maxDefaultMs);
}

/** Only the library's default ends it, and that is long for somebody who waits. */
export function isLong(client: ClientLink['fact'], longDefaultMs: number, maxDefaultMs: number): boolean {
  const limit = timeoutOf(client);
  return limit.from === 'default' && typeof limit.value === 'number' && limit.value > longDefaultMs && limit.value <= maxDefaultMs;
}

export const isSoft = ({ fact }: ClientLink): boolean => fact.strength === 'soft';

/** Where the option belongs that all calls through the client need. */
export const madeAt = ({ fact }: ClientLink): Place => fact.madeAt ?? fact.at;
