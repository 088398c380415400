import type { Place } from '../analyzer/facts/place.js';
import type { FactKind, ObjectRef } from '../analyzer/facts/types.js';
import type { Fix, Severity, Step } from '../analyzer/report/result.js';
import type { Analysis, Blast } from '../analyzer/propagation/analysis.js';
import type { StackView, System } from '../analyzer/system/system.js';

/** Folders under `rules/`, and how reports group what they say about rules. */
export const themes = [
  'redundancy', 'timeouts', 'retries', 'isolation', 'capacity', 'queues', 'probes', 'disruption', 'autoscaling', 'topology', 'references', 'traffic', 'resources', 'state', 'jobs', 'rollout',
  'configuration', 'versions', 'availability', 'observability', 'ownership',
] as const;

export type Theme = (typeof themes)[number];

/** Options are data with a default each, so that `faultline.config.yaml` can be checked against them. */
export type OptionValues = Readonly<Record<string, number | string | boolean | readonly string[]>>;

/**
 * The check of another tool that this rule covers: `kube-linter/no-anti-affinity`. `--rule peer:ID` runs the rule with these
 * options, so that who moves over gets what the peer looked for.
 */
export interface Peer<O extends OptionValues = OptionValues> {
  readonly id: string;
  readonly options: Partial<O>;
  /** What the other tool looks at, where the rule sees more: kinds, or with their API: `apps/v1/Deployment`. */
  readonly of?: readonly string[];
}

/** A rule is a value: what it is, what it needs, and one pure function from the system to findings. */
export interface Rule<O extends OptionValues = OptionValues> {
  /** Kebab-case noun that names the problem and reads well after "allow". */
  readonly id: string;
  readonly theme: Theme;
  /** The highest severity it reports; a report may say less. */
  readonly severity: Severity;
  /** Raised when it reports what it did not report before, so that a baseline can tell a new rule from a new mistake; absent: 1. */
  readonly version?: number;
  /** One sentence, no markup. */
  readonly summary: string;
  /** Why it hurts: the mechanism by which a small failure grows. Markdown. */
  readonly rationale: string;
  /** How to mend it, before and after. Markdown. */
  readonly fix: string;
  /** What the rule does not see, and where it stays quiet on purpose. Markdown. */
  readonly limits: string;
  readonly references: readonly string[];
  /** Fact kinds without which it has nothing to look at; shown as "not evaluated" when a system has none. */
  readonly needs: readonly FactKind[];
  readonly options: O;
  readonly optionDocs: Readonly<Record<keyof O, string>>;
  /** Off until the configuration turns it on. */
  readonly off?: boolean;
  /** An id alone runs with the rule's own options. */
  readonly peers?: readonly (string | Peer<O>)[];
  check(context: RuleContext<O>): void;
}

export interface RuleContext<O extends OptionValues = OptionValues> {
  readonly system: System;
  readonly analysis: Analysis;
  readonly options: O;
  /** Stacks that serve users (production, or where the environment is not known), then the rest: see `servesUsers`. */
  readonly stacks: readonly StackView[];
  /** Counts a subject that was looked at, so that "clean" can be told from "nothing there". */
  looked(count?: number): void;
  report(report: Report): void;
}

export interface Report {
  readonly subject: { readonly component: string } | { readonly from: string; readonly to: string };
  readonly stack?: string;
  readonly object?: ObjectRef;
  /** Tells two findings of one rule on one subject apart (a container, a Secret's key); never a line number. */
  readonly discriminator?: string;
  /** Defaults to the rule's. */
  readonly severity?: Severity;
  readonly message: string;
  readonly place: Place;
  readonly path?: readonly Step[];
  readonly related?: readonly { readonly at: Place; readonly text: string }[];
  readonly fix: Fix;
  readonly blast?: Blast;
}

/** The checks of other tools that a rule covers, sorted as written. */
export const peersOf = ({ peers = [] }: Pick<Rule, 'peers'>): readonly Peer[] => peers.map((peer) => (typeof peer === 'string' ? { id: peer, options: {} } : peer));

/** The rule as a peer's check is: with its options, about what it looks at, and for no other check. */
export const asPeer = (rule: Rule, peer: Peer): Rule => ({
  ...rule,
  peers: [peer],
  options: { ...rule.options, ...peer.options } as OptionValues,
  check: (context) => rule.check({ ...context, report: (report) => void (isAbout(peer, report) && context.report(report)) }),
});

const isAbout = ({ of }: Peer, { object }: Report): boolean => of === undefined || (object !== undefined && (of.includes(object.kind) || of.includes(`${object.apiVersion ?? ''}/${object.kind}`)));

/** Checks the declaration's types and returns it unchanged. */
export const defineRule = <const O extends OptionValues>(rule: Rule<Widen<O>> & { readonly options: O }): Rule => rule as unknown as Rule;

type Widen<O> = { readonly [K in keyof O]: O[K] extends number ? number : O[K] extends string ? string : O[K] extends boolean ? boolean : O[K] };

/** Availability rules look at stacks where users are served: production, and those whose environment nobody said. */
export const servesUsers = (view: StackView): boolean => view.environment === 'production' || view.environment === 'unknown';
