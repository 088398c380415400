import type { Place } from '../../facts/place.js';
import type { ClientSetting } from '../../facts/types.js';

/** A wait that ends after so many milliseconds, while what is waited for goes on. */
export const abandonedAfter = (milliseconds: number, at: Place): ClientSetting[] => ['abandonedAfter', 'timeoutOnCall'].map((name) => ({ name, value: { value: milliseconds, at } }));

/** A call that has a limit of its own ends by itself: nothing goes on for long. */
export const unlessLimited = (settings: readonly ClientSetting[], own: readonly ClientSetting[]): ClientSetting[] =>
  settings.filter(({ name }) => name !== 'abandonedAfter' || !own.some((other) => other.name === 'timeoutOnCall'));
