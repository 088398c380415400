/** A set of small numbers, 32 to a word. Sets that are used together have the same length. */
export type Bits = Uint32Array;

export const bits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export const has = (set: Bits, bit: number): boolean => (set[bit >>> 5]! & (1 << (bit & 31))) !== 0;

export function add(set: Bits, bit: number): void {
  set[bit >>> 5]! |= 1 << (bit & 31);
}

/** Adds all of `more`; true when that changed the set. */
export function unite(set: Bits, more: Bits): boolean {
  let changed = false;
  for (let word = 0; word < set.length; word++) {
    const both = (set[word]! | more[word]!) >>> 0;
    if (both === set[word]) continue;
    set[word] = both;
    changed = true;
  }
  return changed;
}

/** Keeps what is also in `other`; false when nothing is left. */
export function intersect(set: Bits, other: Bits): boolean {
  let any = 0;
  for (let word = 0; word < set.length; word++) any |= set[word]! &= other[word]!;
  return any !== 0;
}

/** Ascending. */
export function forEachBit(set: Bits, visit: (bit: number) => void): void {
  for (let word = 0; word < set.length; word++)
    for (let rest = set[word]!; rest !== 0; rest &= rest - 1) visit((word << 5) + 31 - Math.clz32(rest & -rest));
}
