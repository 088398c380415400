import type { Place } from '../../analyzer/facts/place.js';
import { sumOfPauses } from '../../analyzer/facts/pauses.js';
import type { ClientFact } from '../../analyzer/facts/types.js';
import { explicit } from './clients.js';

/** Retries that the code asks for, after the first attempt; infinite where it sets no end. Undefined: none, or nobody knows. */
export function retriesOf(fact: ClientFact): { readonly value: number; readonly at: Place } | undefined {
  const retries = explicit(fact, 'retriesOnCall');
  if (retries?.from !== 'explicit' || (retries.value !== null && typeof retries.value !== 'number')) return undefined;
  const value = retries.value ?? Infinity;
  return value > 0 ? { value, at: retries.at } : undefined;
}

/** Milliseconds of waiting between all attempts, where the code or its library says how long; undefined: not known. */
export function pausesOf(fact: ClientFact): number | undefined {
  const [retries, base] = [retriesOf(fact), numberOf(fact, 'retryBaseDelay')];
  if (!retries || base === undefined) return undefined;
  const backoff = explicit(fact, 'retryBackoff');
  const isFixed = backoff?.from === 'explicit' && backoff.value === 'fixed';
  return sumOfPauses(retries.value + 1, { base, factor: isFixed ? 1 : (numberOf(fact, 'retryBackoffFactor') ?? 2), cap: numberOf(fact, 'retryMaxDelay') ?? Infinity });
}

function numberOf(fact: ClientFact, name: string): number | undefined {
  const found = explicit(fact, name);
  return found?.from === 'explicit' && typeof found.value === 'number' ? found.value : undefined;
}

/** `4 times`, `for ever`. */
export const times = (attempts: number): string => (Number.isFinite(attempts) ? `${attempts} times` : 'for ever');
