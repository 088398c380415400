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
  /** The manifest object it is about, where there is one. */
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
  readonly suggestion?: { readonly language: 'yaml' | 'typescript' | 'dockerfile' | 'hcl'; readonly text: string; readonly at?: Place };
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
}
