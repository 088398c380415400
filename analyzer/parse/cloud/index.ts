/** Cloud resources, whatever template declares them: values that remember where they came from, the tables of types, the facts. */
export * from './value.js';
export { decode } from './decode.js';
export { cloudFacts } from './facts.js';
export { followed, type Followed } from './follow.js';
export { templateOf } from './environment.js';
export { cloudObjects } from './objects.js';
