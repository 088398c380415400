import type { ClientSetting } from '../../../facts/types.js';
import { isKnown, isUnknown, type Value } from '../../../facts/value.js';

type Scalar = number | string | boolean | null;

/** A setting where its field is there; none where it is not. */
export const setting = (name: string, value: Value<Scalar> | undefined): ClientSetting[] => (value === undefined ? [] : [{ name, value }]);

/** Zero switches a limit off: none is set. */
export const orNone = (value: Value<number> | undefined): Value<number | null> | undefined => (isKnown(value) && value.value === 0 ? { ...value, value: null } : value);

/**
 * What holds for every call when each rule sees some of them: a limit that one rule lacks bounds nothing, and of several the
 * greatest is what a caller has to expect.
 */
export function loosest(values: readonly (Value<number | null> | undefined)[]): Value<number | null> | undefined {
  if (values.length === 0 || values.some((value) => value === undefined)) return undefined;
  return greatest(values);
}

/** The greatest; unknown where one is unknown, none where one says none. */
export function greatest(values: readonly (Value<number | null> | undefined)[]): Value<number | null> | undefined {
  const there = values.filter((value) => value !== undefined);
  const decisive = there.find(isUnknown) ?? there.find((value) => isKnown(value) && value.value === null);
  if (decisive !== undefined) return decisive;
  return there.filter(isKnown).reduce<Value<number | null> | undefined>((best, value) => (isKnown(best) && (best.value ?? 0) >= (value.value ?? 0) ? best : value), undefined);
}
