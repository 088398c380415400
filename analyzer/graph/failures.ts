import type { Graph } from './graph.js';

/** How failures combine: a node fails by itself, or with any of what it needs, or with the last of its alternatives. */
export interface FailureGraph {
  /** From a node to what it cannot do without. */
  readonly any: Graph;
  /** From a node to its alternatives. Together they are a gate. */
  readonly all: Graph;
  /** 1 for nodes that can fail by themselves. */
  readonly fails: Uint8Array;
}

export const isGate = ({ all }: FailureGraph, node: number): boolean => all.offsets[node + 1]! > all.offsets[node]!;

/** Without repetition. */
export const alternatives = ({ all }: FailureGraph, node: number): readonly number[] => [...new Set(all.targets.subarray(all.offsets[node], all.offsets[node + 1]))];
