import type { Place } from './place.js';

/** A value that was read, with the place it was written. */
export interface Known<T> {
  readonly value: T;
  readonly at: Place;
}

/** A value that is there but could not be evaluated: `unknown` is its source expression. Never the same as missing. */
export interface Unknown {
  readonly unknown: string;
  readonly at: Place;
}

/** Absent is `undefined`; present is known or unknown. Rules fire on absent or known, never on unknown. */
export type Value<T> = Known<T> | Unknown;

export const isKnown = <T>(value: Value<T> | undefined): value is Known<T> => value !== undefined && 'value' in value;
export const isUnknown = <T>(value: Value<T> | undefined): value is Unknown => value !== undefined && 'unknown' in value;
/** The known value, or undefined when it is absent or unknown. */
export const knownOf = <T>(value: Value<T> | undefined): T | undefined => (isKnown(value) ? value.value : undefined);
