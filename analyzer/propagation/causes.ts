import type { Place } from '../facts/place.js';

export type CauseKind = 'zone' | 'region' | 'node' | 'node-pool' | 'volume' | 'config-map' | 'secret' | 'provider' | 'registry' | 'dns';

/** Something that is no component and takes several components, or all replicas of one, with it. */
export interface CommonCause {
  /** Unique in its stack: `zone eu-west-1a`, `ConfigMap shop/settings`. */
  readonly id: string;
  readonly kind: CauseKind;
  /** `restart`: it hurts what starts while it is gone or wrong; what runs goes on. */
  readonly when: 'now' | 'restart';
  /** Who depends on it, with the place that says so; one place a component. */
  readonly members: readonly { readonly component: string; readonly at: Place }[];
}

/** What a workload's own manifest says that it needs. */
export interface Mention {
  readonly kind: CauseKind;
  readonly name: string;
  readonly at: Place;
}
