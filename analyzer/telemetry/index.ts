/** What telemetry saw of the calls between components, beside what is declared. */
export { compareSeen, type HiddenCall, type Observed } from './compare.js';
export { withHidden } from './graph.js';
export { readTelemetry } from './read.js';
export type { Seen, SeenCall, SeenEnd } from './seen.js';
