import type { Place } from '../facts/place.js';
import type { Evidence, Unresolved } from '../graph/document.js';
import type { Dangling } from '../system/system.js';
import type { Edge } from './edges.js';

/** A name in a stack that nothing answers to, with whom it would have led to had it been there. */
export interface StackDangling extends Dangling {
  readonly stack: string;
}

/** What following the references of a world gives. */
export interface Collected {
  readonly edges: Edge[];
  readonly unresolved: Unresolved[];
  readonly dangling: StackDangling[];
  /** Client id to the components it talks to. */
  readonly clientTargets: Map<string, Set<string>>;
}

export const nothingYet = (): Collected => ({ edges: [], unresolved: [], dangling: [], clientTargets: new Map() });

export const noteUnresolved = (collected: Collected, from: string, expression: string, why: string, evidence: Evidence): void => {
  collected.unresolved.push({ from, expression, why, evidence });
};

export type WithPlace<T> = T & { readonly at: Place };
