import type { ObjectRef } from '../facts/types.js';
import type { Place } from '../facts/place.js';
import type { Environment, GraphDocument } from '../graph/document.js';

/** What `check` hands to every reporter: plain JSON, schema `faultline/result@1`, sorted and deterministic. */
export interface Result {
  readonly schema: 'faultline/result@1';
  readonly tool: { readonly name: 'faultline'; readonly version: string };
  readonly graph: GraphDocument;
  readonly findings: readonly Finding[];
  /** Findings that an ignore comment, annotation or the configuration hides, with the reason given there. */
  readonly suppressed: readonly (Finding & { readonly suppression: Suppression })[];
  readonly rules: readonly RuleInfo[];
  /** Per component: what is lost when it fails. Components that nothing depends on are left out. */
  readonly impact: readonly Impact[];
  readonly faults: Faults;
  /** Per component: how long it is waited for and how long it waits. Components of which neither is known are left out. */
  readonly budgets: readonly Budget[];
  /** Where a baseline was given: how many findings it knows, which are left out here, and how many of its own are no longer found. */
  readonly baseline?: { readonly file: string; readonly known: number; readonly stale: number };
}

export type Severity = 'error' | 'warning' | 'info';
export const severityRank: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

export interface Finding {
  readonly rule: string;
  readonly theme: string;
  readonly severity: Severity;
  /** Component, or the dependency's two ends. */
  readonly subject: { readonly component: string } | { readonly from: string; readonly to: string };
  /** The manifest object it is about; where the rule names none, what declares its subject, as far as that is one object. */
  readonly object?: ObjectRef;
  readonly stack?: string;
  readonly environment: Environment;
  /** The consequence, one sentence: "if redis fails, 3 of 12 services stop serving: cart, order and storefront". */
  readonly message: string;
  readonly place: Place;
  /** The path that the failure takes, one step a hop; empty where the finding is about one object alone. */
  readonly path: readonly Step[];
  /** Further places of the same cause: other containers, the other end, the default's source. */
  readonly related: readonly { readonly at: Place; readonly text: string }[];
  readonly fix: Fix;
  /** When the subject fails: components that stop serving, of how many. */
  readonly blast?: { readonly lost: readonly string[]; readonly degraded: readonly string[]; readonly of: number };
  /** 16 hex digits: rule, subject, discriminator and what the stack is for; no line, no path, so it survives edits above and moves. */
  readonly fingerprint: string;
}

export interface Step {
  readonly component: string;
  readonly text: string;
  readonly at: Place;
}

export interface Fix {
  /** One imperative sentence. */
  readonly text: string;
  /** Exact lines to add, with the language of the file. */
  readonly suggestion?: Suggestion;
}

export interface Suggestion {
  readonly language: 'yaml' | 'typescript' | 'dockerfile' | 'hcl' | 'python' | 'go' | 'java' | 'csharp';
  readonly text: string;
  readonly at?: Place;
  /** The same as edits that a tool can make: `text` in the place of what is `at`, which for an insertion has the length 0. */
  readonly edits?: readonly { readonly at: Place; readonly text: string }[];
}

export interface Suppression {
  readonly by: 'comment' | 'annotation' | 'config';
  readonly reason?: string;
  readonly at?: Place;
}

export interface RuleInfo {
  readonly id: string;
  readonly theme: string;
  readonly severity: Severity;
  /** Grows when the rule reports what it did not report before; absent: 1. */
  readonly version?: number;
  readonly summary: string;
  readonly rationale: string;
  readonly fix: string;
  readonly references: readonly string[];
  /** Address of its page. */
  readonly page: string;
  /** Subjects looked at; 0 with `notEvaluated` saying why. */
  readonly evaluated: number;
  readonly notEvaluated?: string;
}

/** Why a rule that the configuration turns off was not evaluated. */
export const SWITCHED_OFF = 'switched off';

export interface Impact {
  readonly component: string;
  /** Components that stop serving over hard request-time dependencies, nearest first. */
  readonly lost: readonly string[];
  /** Components that lose only a soft dependency on the way. */
  readonly degraded: readonly string[];
  readonly entryPoints: readonly string[];
  /** Requests that arrive for one of a user in the worst case, where retries make it more than one. */
  readonly attempts?: number;
  /** Where these attempts come from, from the user on. */
  readonly repeats?: readonly Repeat[];
}

/** One caller on the path that asks more than once. */
export interface Repeat {
  /** A component; `route` or `queue` for what repeats before the path begins: the entry's route, a queue that hands messages out again. */
  readonly by: string;
  readonly to: string;
  readonly attempts: number;
}

/** Over every stack together; durations in milliseconds. */
export interface Budget {
  readonly component: string;
  /** The shortest wait of somebody above, in the worst case; absent where nothing limits it or nobody knows. */
  readonly granted?: {
    readonly ms: number;
    /** Who gives up then; absent where the platform does. */
    readonly by?: string;
    /** For whose answer: the component's own, or that of one above which needs it. */
    readonly answerOf: string;
    readonly at?: Place;
  };
  /** The longest that it waits itself for each of what it asks, its retries included: null is for ever. */
  readonly waits: readonly {
    readonly to: string;
    readonly ms: number | null;
    /** It may be longer: something is written that nobody could evaluate, such as the pauses between attempts. */
    readonly orMore?: true;
    /** Longer than what is granted to it. */
    readonly late: boolean;
    readonly at: Place;
  }[];
}

/** What fails together with what, in the stacks that serve users. */
export interface Faults {
  /** Those that take an entry point down, and those that several components have. */
  readonly causes: readonly CauseFault[];
  /** Two that together take an entry point down, which survives each alone. */
  readonly pairs: readonly PairFault[];
  /** Pairs beyond those that are listed. */
  readonly morePairs: number;
  readonly loops: readonly LoopFault[];
  readonly connections: readonly ConnectionFault[];
  readonly objectives: readonly ObjectiveFault[];
}

/** A zone, a node pool, a volume, a ConfigMap, a provider ... that several components or all replicas of one depend on. */
export interface CauseFault {
  readonly stack: string;
  /** `zone eu-west-1a`, `ConfigMap shop/settings`. */
  readonly id: string;
  /** `restart`: what runs goes on, what starts does not come up. */
  readonly when: 'now' | 'restart';
  readonly members: readonly { readonly component: string; readonly at: Place }[];
  readonly entryPoints: readonly string[];
}

export interface PairFault {
  readonly stack: string;
  readonly entryPoint: string;
  readonly events: readonly [FaultPart, FaultPart];
}

/** A component that fails by itself, or a common cause by its id. */
export type FaultPart = { readonly component: string } | { readonly cause: string };

/** Mechanisms that send more load to a component because it is slow. */
export interface LoopFault {
  readonly stack: string;
  readonly component: string;
  readonly members: readonly { readonly mechanism: 'timeout' | 'retries' | 'autoscaling' | 'restart' | 'call'; readonly component: string; readonly to?: string; readonly value?: number | null; readonly at: Place }[];
}

/** What the clients of a store may open at the same time, all replicas together and while a rollout runs, against what it accepts. */
export interface ConnectionFault {
  readonly stack: string;
  readonly store: string;
  /** Null where nobody knows it. */
  readonly limit: number | null;
  /** Null is without a limit. */
  readonly most: number | null;
  readonly clients: readonly { readonly component: string; readonly most: number | null; readonly at: Place }[];
}

/** What an entry point promises, in percent, against what those promise that it cannot do without. */
export interface ObjectiveFault {
  readonly stack: string;
  readonly component: string;
  readonly objective: number;
  readonly at: Place;
  /** What is left when their failures are independent. */
  readonly product: number;
  readonly promises: readonly { readonly component: string; readonly objective: number; readonly at: Place }[];
}
