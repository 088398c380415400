import { bits, forEachBit, has, intersect, unite, type Bits } from './bits.js';
import { failureClasses, type FailureClasses } from './failure-classes.js';
import type { FailureGraph } from './failures.js';

/** The minimal cut sets of one node: the node fails with each of them, and with no part of them. */
export interface CutSets {
  /** Nodes each of which is enough, ascending. */
  readonly singles: readonly number[];
  /** Two nodes that are enough together and not alone, each pair and the list ascending. */
  readonly pairs: readonly (readonly [number, number])[];
  /** How many pairs there are; more than `pairs` has where that list was cut. */
  readonly pairCount: number;
}

/**
 * All minimal cut sets of one and two nodes, exact, for each of `tops`; `most` limits the pairs that are listed for one.
 *
 * Nodes that the same roots reach over `any` edges are interchangeable and count as one class (`failureClasses`). What fails a root
 * is then the least solution of: the classes that it reaches, and for each gate that it reaches what fails all the gate's inputs.
 * Pairs come from solving the same again with one class failed. Only classes that fail some inputs of a gate and not all can be
 * half of a pair, so only these are tried, and only gates that they touch are looked at again.
 */
export function minimalCutSets(graph: FailureGraph, tops: readonly number[], most = Number.MAX_SAFE_INTEGER): CutSets[] {
  const classes = failureClasses(graph, tops);
  const fatal = solve(classes, classes.reached.map((row) => row.slice()), classes.gates.map((_, gate) => gate), () => false);
  const pairs = classes.tops.map(() => new Pairs(classes.members, most));
  halves(classes, fatal).forEach((gates, half) => {
    if (gates.length === 0) return;
    const isDown = (root: number): boolean => has(fatal[root]!, half);
    const together = solve(classes, [...fatal], gates, isDown, fatal);
    classes.tops.forEach((root, top) => {
      if (together[root] === fatal[root]) return;
      forEachBit(together[root]!, (other) => {
        if (other > half && !has(fatal[root]!, other)) pairs[top]!.add(half, other);
      });
    });
  });
  return classes.tops.map((root, top) => ({ singles: membersOf(classes, fatal[root]!), ...pairs[top]!.sorted() }));
}

/** By class, the gates of which it fails some inputs and not all. */
function halves({ gates, members }: FailureClasses, fatal: readonly Bits[]): number[][] {
  const touched: number[][] = members.map(() => []);
  gates.forEach(({ inputs }, gate) => {
    const some = bits(members.length);
    for (const input of inputs) unite(some, fatal[input]!);
    forEachBit(some, (one) => {
      if (!inputs.every((input) => has(fatal[input]!, one))) touched[one]!.push(gate);
    });
  });
  return touched;
}

/**
 * Adds to each root what fails the gates that it reaches, until nothing changes; `isDown` roots have failed already. Rows that are
 * the same object as in `shared` are copied before they change.
 */
function solve({ gates, gatesOn }: FailureClasses, rows: Bits[], first: readonly number[], isDown: (root: number) => boolean, shared?: readonly Bits[]): Bits[] {
  const waiting = new Set(first);
  for (const gate of waiting) {
    waiting.delete(gate);
    const { inputs, users } = gates[gate]!;
    const alive = inputs.filter((input) => !isDown(input));
    const enough = alive.length === 0 ? undefined : common(alive.map((input) => rows[input]!));
    if (enough === undefined) continue;
    for (const root of users) {
      if (isDown(root)) continue;
      const row = rows[root] === shared?.[root] ? rows[root]!.slice() : rows[root]!;
      if (!unite(row, enough)) continue;
      rows[root] = row;
      for (const above of gatesOn[root]!) waiting.add(above);
    }
  }
  return rows;
}

/** What is in all sets; undefined for nothing. */
function common([first, ...others]: readonly Bits[]): Bits | undefined {
  const left = first!.slice();
  return others.every((other) => intersect(left, other)) && left.some((word) => word !== 0) ? left : undefined;
}

function membersOf({ members }: FailureClasses, row: Bits): number[] {
  const nodes: number[] = [];
  forEachBit(row, (one) => nodes.push(...members[one]!));
  return nodes.sort((a, b) => a - b);
}

/** Pairs of nodes from pairs of classes, counted in full and listed up to a limit. */
class Pairs {
  readonly #list: [number, number][] = [];
  #count = 0;

  constructor(private readonly members: readonly (readonly number[])[], private readonly most: number) {}

  add(one: number, other: number): void {
    this.#count += this.members[one]!.length * this.members[other]!.length;
    for (const a of this.members[one]!)
      for (const b of this.members[other]!) {
        if (this.#list.length >= this.most) return;
        this.#list.push(a < b ? [a, b] : [b, a]);
      }
  }

  sorted(): Pick<CutSets, 'pairs' | 'pairCount'> {
    return { pairs: this.#list.sort(([a, b], [c, d]) => a - c || b - d), pairCount: this.#count };
  }
}
