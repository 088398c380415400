import type { Config } from '../config/config.js';
import type { Fact } from '../facts/types.js';
import type { Collected } from './collect.js';
import type { Externals } from './externals.js';
import type { Profile } from './kinds.js';
import type { Meanings } from './meaning.js';
import type { Resolver } from './resolve.js';
import type { Entries } from './routes.js';
import type { Variables } from './variables.js';
import type { World } from './world.js';

/** What following references takes: who is there, what variables hold, how names resolve, and where findings go. */
export interface Tools {
  readonly world: World;
  readonly facts: readonly Fact[];
  readonly config: Config;
  readonly variables: Variables;
  readonly externals: Externals;
  readonly resolve: Resolver;
  readonly profile: Profile;
  readonly meanings: Meanings;
  readonly collected: Collected;
  readonly entries: Entries;
}
