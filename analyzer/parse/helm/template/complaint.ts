import type { Place } from '../../../facts/place.js';

/** What could not be evaluated, at the action that holds it. */
export interface Complaint {
  readonly at: Place;
  readonly message: string;
}
