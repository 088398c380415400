import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { FallbackFact } from '../../../analyzer/facts/types.js';
import type { ClientLink } from '../../../analyzer/system/system.js';

export const isRequest = ({ fact }: ClientLink): boolean => fact.dependency === 'calls' || fact.dependency === 'stores' || fact.dependency === 'caches';

/** A fallback that is declared as one is for whatever fails; a catch after a write may take back what was done. */
export function isRead({ fact }: ClientLink, { of, at }: FallbackFact): boolean {
  const call = fact.calls.find((one) => comparePlaces(one.at, of.at) === 0);
  const isDeclared = at.file.endsWith('.java') || at.file.endsWith('.kt');
  return isDeclared || fact.dependency !== 'calls' || call?.method === undefined || READS.test(call.method);
}

/** The same request once more. */
export function isSameCall({ fact }: ClientLink, { fact: other }: ClientLink, { of, reaches }: FallbackFact): boolean {
  if (fact.id !== other.id) return false;
  const end = reaches.find(({ client }) => client === other.id)?.path.at(-1);
  const [first, second] = [of.at, end].map((at) => at && fact.calls.find((call) => comparePlaces(call.at, at) === 0));
  return first === undefined || second === undefined || (first.method === second.method && first.path === second.path);
}

const READS = /^(?:GET|HEAD)$|^(?:batch)?(?:get|list|find|search|query|fetch|read|lookup|load|check)/i;
