import type { Place } from '../../../facts/place.js';
import type { GoList, GoMap, GoValue } from './values.js';

/** The place in a values file that a value was written at, with its path there: `image.tag`. */
export type ValuePlace = NonNullable<Place['from']>;

/** Rendered text that can say where its parts come from. */
export interface Traced {
  readonly text: string;
  /** Of `[start, end)`; nothing where nothing is known. */
  trace(start: number, end: number): Trace;
}

export interface Trace {
  readonly place?: Place;
  readonly from?: ValuePlace;
  /** The expression, where the text only stands in for a value that nobody can know. */
  readonly unknown?: string;
}

/** What is known of a value besides itself, while an expression is evaluated. */
export interface Origin {
  readonly from?: ValuePlace;
  readonly unknown?: string;
  /** The text that it was before it was indented, quoted or trimmed. */
  readonly traced?: Traced;
}

/** Kept on the container itself: a WeakMap of every map of every values file costs the collector more than all else. */
const ORIGINS = Symbol('origins');
interface Placed {
  [ORIGINS]?: Map<string | number, Origin>;
}

/** Remembers where an entry of a map or list was written. Copies of the container must carry it over: `copyEntry`. */
export function setOrigin(container: (GoMap | GoList) & Placed, key: string | number, origin: Origin): void {
  (container[ORIGINS] ??= new Map()).set(key, origin);
}

export const originOf = (container: (GoMap | GoList) & Placed, key: string | number): Origin | undefined => container[ORIGINS]?.get(key);

/** Puts an entry of one map into another together with its place. */
export function copyEntry(from: GoMap, to: GoMap & Placed, key: string, value: GoValue = from.get(key) ?? null): void {
  to.set(key, value);
  const origin = originOf(from, key);
  if (origin !== undefined) setOrigin(to, key, origin);
  else to[ORIGINS]?.delete(key);
}

export function copyItemOrigin(from: GoList, fromIndex: number, to: GoList, toIndex: number): void {
  const origin = originOf(from, fromIndex);
  if (origin !== undefined) setOrigin(to, toIndex, origin);
}
