import type { Unresolved } from '../graph/document.js';
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
  /** What code speaks with a component: the scheme of the address, else the client's protocol. */
  readonly spoken: Map<string, Set<string>>;
}

export const nothingYet = (): Collected => ({ edges: [], unresolved: [], dangling: [], clientTargets: new Map(), spoken: new Map() });
