import type { Candidate } from './candidates.js';
import type { Identity } from './identity.js';
import type { NameTable } from './names.js';
import type { Objects } from './objects.js';
import type { StackFacts } from './stacks.js';

/** A stack with its objects linked, its candidates found and its names resolvable. */
export interface LinkedStack {
  readonly facts: StackFacts;
  readonly objects: Objects;
  readonly candidates: readonly Candidate[];
  readonly names: NameTable;
}

/** Everything declared, before references are followed. */
export interface World {
  readonly stacks: readonly LinkedStack[];
  readonly identities: readonly Identity[];
  readonly idOf: ReadonlyMap<Candidate, string>;
}
