import type { Place } from '../facts/place.js';
import type { SettingValue } from '../graph/document.js';
import type { Finding, Severity } from '../report/result.js';
import type { SideSource } from './side.js';

/** What changed in how the system can fail: plain JSON, schema `faultline/drift@1`, sorted and deterministic. */
export interface Drift {
  readonly schema: 'faultline/drift@1';
  readonly tool: { readonly name: 'faultline'; readonly version: string };
  readonly base: Compared;
  readonly head: Compared;
  /** The one sentence that a reviewer needs. */
  readonly summary: string;
  readonly verdict: Verdict;
  /** The worst first. */
  readonly differences: readonly Difference[];
  /** What was left out of the comparison, and why: one sentence each. */
  readonly notCompared: readonly string[];
}

export interface Compared {
  readonly source: SideSource;
  readonly label: string;
}

/** `weaker`: at least one difference makes an outage likelier or larger. */
export type Verdict = 'weaker' | 'stronger' | 'changed' | 'same';

/** The worst first: the order in which a reviewer wants to hear them. */
export const differenceKinds = [
  'single-point-of-failure', 'blast-radius', 'cycle', 'deadline-inverted', 'amplification', 'availability', 'protection-lost', 'setting-weakened', 'finding-new',
  'finding-worse', 'owner-lost', 'dependency-added', 'dependency-changed', 'component-added', 'component-removed', 'component-renamed', 'component-changed',
  'dependency-removed', 'dependency-unseen', 'setting-changed', 'setting-defaulted', 'stack-added', 'stack-removed', 'setting-strengthened', 'protection-gained', 'finding-better', 'finding-gone',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  /** `meant`: what environments are expected to differ in. */
  readonly judgement: 'weaker' | 'stronger' | 'neutral' | 'meant';
  readonly subject: Finding['subject'] | { readonly stack: string };
  /** Where; none where it is not a matter of one stack. */
  readonly stacks: readonly string[];
  /** Setting, rule, kind of dependency or attribute that it is about. */
  readonly name?: string;
  readonly before?: SettingValue;
  readonly after?: SettingValue;
  /** The consequence in one sentence, without the stack. */
  readonly message: string;
  /** Both places, as far as there are two. */
  readonly base?: Place;
  readonly head?: Place;
  /** Services that stop when the subject fails and did not before, of how many. */
  readonly lost?: { readonly services: readonly string[]; readonly of: number };
  readonly severity?: Severity;
  /** Of a finding. */
  readonly fingerprint?: string;
}
