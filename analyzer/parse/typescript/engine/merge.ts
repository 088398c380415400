import { compareText } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';

/** Settings by name; earlier lists win, as a call's options win over its client's. */
export function mergeSettings(...lists: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const byName = new Map<string, ClientSetting>();
  for (const setting of lists.flat()) if (!byName.has(setting.name)) byName.set(setting.name, setting);
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

/**
 * What all calls of a client have in common. A limit counts only when every call has it, and then the longest: one call without
 * a limit can hang. Retries count when any call has them: one path that retries is enough to amplify.
 */
export function mergeCallSettings(calls: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const names = [...new Set(calls.flat().map((s) => s.name))].sort(compareText);
  return names.flatMap((name) => {
    const found = calls.map((settings) => settings.find((s) => s.name === name));
    if (LIMITS.has(name) && found.some((s) => s === undefined)) return [];
    const given = found.filter((s): s is ClientSetting => s !== undefined);
    return [given.reduce((worst, s) => (numberOf(s) > numberOf(worst) ? s : worst))];
  });
}

const LIMITS = new Set(['timeoutOnCall', 'perTryTimeout', 'breakerTimeout', 'circuitBreaker', 'breakerMinimumCalls', 'breakerWindow', 'breakerPosition', 'failsOnStatus']);

const numberOf = ({ value }: ClientSetting): number => ('value' in value ? (value.value === null ? Infinity : typeof value.value === 'number' ? value.value : 0) : 1);
