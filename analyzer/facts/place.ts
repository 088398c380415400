/** Where something was written. Lines and columns count from 1; `length` is in UTF-16 units on that line. */
export interface Place {
  /** POSIX path relative to the analysed root; never absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** For rendered input (a template, a patch): the second place that decided the value, e.g. `values.yaml:7 replicaCount`. */
  readonly from?: Omit<Place, 'from'> & { readonly label: string };
}

/** The place alone, of what says more than where it is. */
export const placeOf = ({ file, line, column, length, from }: Place): Place => ({ file, line, column, length, ...(from ? { from } : {}) });

/** `file:line:column`, the form that terminals and editors make clickable. */
export const formatPlace = (place: Place): string => `${place.file}:${place.line}:${place.column}`;

/** Total order of places; every list that is emitted is sorted with it. */
export function comparePlaces(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || a.length - b.length;
}

/** Code-unit order: the same on every machine, unlike `localeCompare`. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
