import { add, bits, has, type Bits } from './bits.js';
import { alternatives, isGate, type FailureGraph } from './failures.js';
import { reach } from './reach.js';

/** A failure graph as far as it matters to some nodes, without what is alike. */
export interface FailureClasses {
  /** Roots are the tops and every input of a gate below them; this gives the tops' numbers, in their order. */
  readonly tops: readonly number[];
  /** Nodes that can fail by themselves and that the same roots reach. */
  readonly members: readonly (readonly number[])[];
  /** By root: the classes that it reaches over `any` edges. */
  readonly reached: readonly Bits[];
  readonly gates: readonly Gate[];
  /** By root: the gates that it is an input of. */
  readonly gatesOn: readonly (readonly number[])[];
}

export interface Gate {
  /** Roots all of which have to fail. */
  readonly inputs: readonly number[];
  /** Roots that reach the gate, and fail with it. */
  readonly users: readonly number[];
}

export function failureClasses(graph: FailureGraph, tops: readonly number[]): FailureClasses {
  const numbers = new Numbering();
  const gateNumbers = new Numbering();
  const roots = tops.map((top) => numbers.of(top));
  const users: number[][] = [];
  const found: Bits[] = [];
  const classes = new Partition(graph.any.size);
  // Gates that are met on the way add their inputs to the roots that are still to be followed.
  for (let root = 0; root < numbers.list.length; root++) {
    const order = reach(graph.any, [numbers.list[root]!]).order;
    const events = order.filter((node) => graph.fails[node] === 1);
    const row = bits(graph.any.size);
    for (const node of events) add(row, node);
    found.push(row);
    classes.split(events);
    for (const node of order) {
      if (!isGate(graph, node)) continue;
      const gate = gateNumbers.of(node);
      (users[gate] ??= []).push(root);
      for (const input of alternatives(graph, node)) numbers.of(input);
    }
  }
  const gates = gateNumbers.list.map((node, gate) => ({ inputs: alternatives(graph, node).map((input) => numbers.of(input)), users: users[gate]! }));
  const gatesOn: number[][] = numbers.list.map(() => []);
  gates.forEach(({ inputs }, gate) => inputs.forEach((input) => gatesOn[input]!.push(gate)));
  const members = classes.members();
  return { tops: roots, members, reached: found.map((row) => classRow(row, members)), gates, gatesOn };
}

/** Members of a class are in a row together or not at all, so the first speaks for them. */
function classRow(row: Bits, members: readonly (readonly number[])[]): Bits {
  const classes = bits(members.length);
  members.forEach(([first], index) => {
    if (has(row, first!)) add(classes, index);
  });
  return classes;
}

/** Gives each thing that it meets the next number. */
class Numbering {
  readonly list: number[] = [];
  readonly #known = new Map<number, number>();

  of(thing: number): number {
    const known = this.#known.get(thing);
    if (known !== undefined) return known;
    this.#known.set(thing, this.list.length);
    return this.list.push(thing) - 1;
  }
}

/** Nodes that have been in the same splits. */
class Partition {
  readonly #part: Int32Array;
  #count = 1;

  constructor(size: number) {
    this.#part = new Int32Array(size);
  }

  split(nodes: Int32Array): void {
    const fresh = new Map<number, number>();
    for (const node of nodes) {
      const part = this.#part[node]!;
      if (!fresh.has(part)) fresh.set(part, this.#count++);
      this.#part[node] = fresh.get(part)!;
    }
  }

  /** Without the nodes that no split had; ordered by first member. */
  members(): number[][] {
    const lists = new Map<number, number[]>();
    this.#part.forEach((part, node) => {
      if (part === 0) return;
      const list = lists.get(part);
      if (list) list.push(node);
      else lists.set(part, [node]);
    });
    return [...lists.values()];
  }
}
