/** What runs, as facts, and in the place of what is declared. */
export { isDump, readDump } from './dump.js';
export { systemNamespaces } from './given.js';
export { readObjects, type KindName, type Live, type ObjectFacts } from './objects.js';
export { alone, chooseStacks, pair, type Pair } from './pair.js';
export { atObjects } from './places.js';
export { pairState, stackOfState } from './state.js';
