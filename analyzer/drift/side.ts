import type { Place } from '../facts/place.js';
import type { GraphDocument, Mechanism } from '../graph/document.js';
import type { Finding, Severity } from '../report/result.js';

/**
 * One side of a comparison: what a tree, a revision, a baseline, a cluster or telemetry says about the system. Plain JSON, schema
 * `faultline/snapshot@1`: what `faultline snapshot` writes and `faultline drift --from FILE --to FILE` reads.
 *
 * The contract between those who make a side (`cli/sides/<source>.ts`) and `compare`, which reads two of them:
 * - The graph is an ordinary graph document: sorted, no secret, no absolute path, evidence at every row. Where there is no file (an
 *   object in a cluster, a line of a query's result), `evidence.file` says what a person would look for, `Deployment shop/cart`,
 *   with line and column 1.
 * - Ids need not agree. Components are paired by id, then by their traits and neighbours (a renamed component); stacks by id, then
 *   by environment, kind and what is in them (a moved folder). A source with names of its own maps them where it can prove it.
 * - What a side cannot know it must not seem to deny: `knows` says where an absence is an answer. A row of the other side that
 *   this side could not have seen is no difference.
 * - A row with origin `unknown` equals everything. What a source fills in by itself (defaults, injected sidecars, replicas that an
 *   autoscaler owns) has origin `unknown`, or is left out together with its name in `knows.settings`.
 */
export interface Side {
  readonly schema: 'faultline/snapshot@1';
  readonly source: SideSource;
  /** Names the side in sentences: `main`, `the work tree`, `production`, `cluster kind-shop`. */
  readonly label: string;
  readonly knows: Knows;
  readonly graph: GraphDocument;
  /** Component id -> what it is made from, as comparable text: `image:example.com/cart`, `package:services/cart`, `port:8080`. Sorted. */
  readonly traits: Readonly<Record<string, readonly string[]>>;
  readonly findings: readonly KnownFinding[];
  /** Rules that ran; a finding of a rule that only one side ran is no difference. */
  readonly rules: readonly RuleVersion[];
  /** Of a cluster: the facts that the graph was linked from, with the version whose facts they are. Whoever has the manifests can link them anew in their place. */
  readonly live?: { readonly version: string; readonly objects: readonly object[]; readonly kinds: readonly object[]; readonly namespaces?: readonly string[] };
  /** Of telemetry: dependencies that the other side declares and that it could have seen and never saw. */
  readonly unseen?: readonly { readonly from: string; readonly to: string }[];
}

const sideSources = ['tree', 'revision', 'baseline', 'environment', 'cluster', 'dump', 'graph', 'terraform-state', 'telemetry'] as const;
export type SideSource = (typeof sideSources)[number];

/** Where the absence of a row says that the thing is not there. */
export interface Knows {
  /** False: components exist that the source does not show (telemetry shows what was called). */
  readonly components: boolean;
  /** `all`; or only dependencies that one of these mechanisms proves (a cluster sees `env`, never `code-call`). */
  readonly dependencies: 'all' | readonly Mechanism[];
  /** `all`, or the names that the source can have; a setting of another name is not compared. */
  readonly settings: 'all' | readonly string[];
  /** `owner`, `tier`, `role`, `technology` of components. */
  readonly attributes: boolean;
  /** How calls are made: kind, strength, phase and protocol of a dependency. False: only its two ends count. */
  readonly calls: boolean;
}

/** Of everything that the files say. */
export const knowsAll: Knows = { components: true, dependencies: 'all', settings: 'all', attributes: true, calls: true };

/** A finding as far as a comparison needs it; a baseline keeps no places. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: Finding['subject'];
  readonly stack?: string;
  readonly message: string;
  readonly place: Place;
  readonly blast?: Finding['blast'];
}

/** `version` grows when a rule reports what it did not report before. */
export interface RuleVersion {
  readonly id: string;
  readonly version: number;
}
