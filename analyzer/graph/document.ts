/**
 * The graph document, schema `faultline/graph@1`: what `faultline graph --format json` prints and every later stage reads.
 * Plain JSON, sorted, free of secrets, absolute paths and times: the same tree gives the same bytes.
 */
export interface GraphDocument {
  readonly schema: 'faultline/graph@1';
  readonly stacks: readonly Stack[];
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
  readonly settings: readonly Setting[];
  readonly coverage: Coverage;
  readonly problems: readonly GraphProblem[];
}

/** Resources deployed together; names resolve inside a stack first. */
export interface Stack {
  readonly id: string;
  readonly kind: 'kubernetes' | 'compose' | 'kustomize' | 'helm' | 'terraform' | 'cloudformation' | 'code';
  /** Folder, relative to the root. */
  readonly root: string;
  readonly environment: Environment;
}

export type Environment = 'production' | 'staging' | 'development' | 'test' | 'unknown';

export type ComponentKind = 'service' | 'function' | 'job' | 'gateway' | 'datastore' | 'cache' | 'broker' | 'external' | 'discovery' | 'config-server' | 'other';
/** `ingress`: the platform's own way in, which Ingresses are for; what fails with it is told of what it leads to. */
export type ComponentRole = 'discovery' | 'config-server' | 'monitoring' | 'identity' | 'load-generator' | 'ingress';

/** What can fail and what others depend on. */
export interface Component {
  /** Stable across runs: the name; `namespace/name` where one stack has two of that name. */
  readonly id: string;
  readonly name: string;
  readonly kind: ComponentKind;
  readonly role?: ComponentRole;
  /** Namespace or other grouping that the author chose. */
  readonly group?: string;
  readonly aliases: readonly string[];
  readonly stacks: readonly string[];
  /** `postgresql`, `redis`, `kafka`, ... for known images and clients. */
  readonly technology?: string;
  readonly tier?: string;
  readonly owner?: string;
  /** User traffic enters here, in these stacks, because of this evidence. */
  readonly entry?: { readonly stacks: readonly string[]; readonly evidence: readonly Evidence[] };
  readonly evidence: readonly Evidence[];
}

export type DependencyKind = 'calls' | 'routes' | 'stores' | 'caches' | 'publishes' | 'consumes' | 'registers' | 'configures' | 'observes' | 'mounts';

/** Directed, from the dependent to what it needs. One row a pair and kind. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  readonly kind: DependencyKind;
  readonly strength: 'hard' | 'soft';
  readonly phase: 'request' | 'startup' | 'health' | 'build';
  readonly protocol?: string;
  readonly stacks: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** A resilience-relevant value. Durations are milliseconds; null says that none is set. */
export interface Setting {
  readonly on: string | { readonly from: string; readonly to: string };
  readonly name: string;
  readonly value: SettingValue;
  /** `default`: nobody wrote it, the library or platform decides (`source` says where that is documented). */
  readonly origin: 'explicit' | 'default' | 'unknown';
  readonly source?: string;
  /** Whose default it is, in which version: `redis 4.6.7`, or `redis ^4.0.0` where no lock file says which of them. */
  readonly version?: string;
  /** Absent: the same in every stack of the component. */
  readonly stack?: string;
  readonly evidence: Evidence;
}

export type SettingValue = number | string | boolean | null;

export type Mechanism =
  | 'workload' | 'selector' | 'env' | 'config-map' | 'args' | 'route' | 'config-file' | 'compose' | 'depends-on' | 'link'
  | 'code-call' | 'image' | 'build' | 'autoscaler' | 'budget' | 'probe' | 'volume' | 'network-policy' | 'external-name' | 'endpoints'
  | 'package' | 'folder-name' | 'config' | 'default' | 'telemetry';

/** File, line, column and length on that line, and the mechanism that makes it evidence. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly mechanism: Mechanism;
  /** What the place says, in a few words for people: `env CART_URL`. Never a value that could be secret. */
  readonly note?: string;
  /** The stack that this proves it for, where a component or dependency of several stacks has different proofs. */
  readonly stack?: string;
  readonly from?: { readonly file: string; readonly line: number; readonly column: number; readonly length: number; readonly label: string };
}

export interface Coverage {
  /** Files by what became of them: `kubernetes`, `compose`, `typescript`, `ignored`, `not-analyzed`, ... */
  readonly files: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, number>>;
  /** What is put together from several files (`helm`: charts, `kustomize`: overlays, `terraform`: root modules, `cloudformation`: templates), by how far it could be read. */
  readonly wholes?: Readonly<Record<string, Extent>>;
  /** References that could not be resolved: who refers, with which expression, where. */
  readonly unresolved: readonly Unresolved[];
}

export interface Extent {
  readonly read: number;
  /** Beside what was read something is missing: a remote module, a template that fails. */
  readonly partly: number;
  /** Nothing came of them but problems. */
  readonly not: number;
}

export interface Unresolved {
  readonly from: string;
  readonly expression: string;
  readonly why: string;
  readonly evidence: Evidence;
}

export interface GraphProblem {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}
