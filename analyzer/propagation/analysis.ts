import type { FaultAnalysis } from './fault-analysis.js';
import type { Dependency, Setting } from '../graph/document.js';
import type { Call, Layer } from './call.js';
import type { ConnectionDemand } from './capacity.js';
import type { Range } from './range.js';

/**
 * What rules ask about how failures travel, computed once per stack and lazily. Ids are component ids. `stack` undefined: the
 * whole system with every stack's dependencies together.
 */
export interface Analysis extends FaultAnalysis {
  /** Components that stop or degrade when `component` fails, in this stack, over hard (soft) request-time dependencies. */
  blast(component: string, stack?: string): Blast;
  /** Entry points of the stack: declared, else components nobody calls that serve a port. */
  entryPoints(stack?: string): readonly string[];
  /** Components that users reach from no entry point once `component` is gone: it dominates them. */
  dominates(component: string, stack?: string): readonly string[];
  /** Strongly connected components of size > 1 over hard dependencies of one phase, each as a cycle of dependencies (a witness). */
  cycles(phase: 'request' | 'startup', stack?: string): readonly (readonly Dependency[])[];
  /** Shortest path of dependencies from an entry point (or `from`) to `to`; undefined when there is none. */
  path(from: string, to: string, stack?: string): readonly Dependency[] | undefined;
  /** Worst-case attempts that reach `component` from one request at an entry point, with the path that has them. */
  amplification(component: string, stack?: string): Amplification | undefined;
  /** Repeated calls of the stack that a breaker, a budget or a fallback keeps from multiplying. */
  amplificationCuts(stack?: string): readonly AmplificationCut[];
  /** How long calls may take, and how long their callers are waited for. */
  deadlines(stack?: string): Deadlines;
  /** Connections that the clients of each store of a stack may open, against what it accepts. */
  connections(stack: string): readonly ConnectionDemand[];
  /** Components whose removal disconnects entry points from others (articulation points of the undirected request graph). */
  articulationPoints(stack?: string): readonly string[];
}

export interface Blast {
  readonly component: string;
  /** Stop serving; nearest first, without the component itself. Only what serves requests counts (no load generators). */
  readonly lost: readonly string[];
  /** Reached only over a soft dependency. */
  readonly degraded: readonly string[];
  /** Entry points that stop, the failed component included; for a router that goes on with other routes, the service behind the lost route. */
  readonly entryPointsLost: readonly string[];
  /**
   * Services, gateways and functions of the stack that could be lost: the "of n" in messages. Without the component itself, load
   * generators and monitoring.
   */
  readonly of: number;
  /** The hops from a lost or degraded component down to the failed one. */
  witness(lost: string): readonly Dependency[];
}

export interface Amplification {
  /** Over the worst path. */
  readonly attempts: number;
  /** Over all paths together, if each component makes each of its calls once; absent below a cycle, where there is no end. */
  readonly total?: number;
  /** The path crosses a dependency cycle: going round again would multiply further. */
  readonly cyclic?: boolean;
  /** Somebody on the path repeats nobody knows how often: it may be more. */
  readonly open?: boolean;
  /** What repeats before the path begins: the route by which users enter, or a queue that hands its messages out again. */
  readonly start?: { readonly by: 'route' | 'queue'; readonly attempts: number; readonly setting: Setting };
  readonly path: readonly { readonly dependency: Dependency; readonly attempts: number; readonly layers: readonly Layer[] }[];
}

/** A call that is repeated, and what keeps that from multiplying below it. */
export interface AmplificationCut {
  readonly dependency: Dependency;
  readonly by: 'circuit-breaker' | 'retry-budget' | 'fallback';
  /** Retries for each request, on average. */
  readonly budget?: number;
  readonly setting?: Setting;
}

export interface Deadlines {
  call(dependency: Dependency): Call;
  /** How long the component has to answer a request of a user; undefined when nothing on the way limits it. */
  deadline(component: string): Deadline | undefined;
  /** Every call that a request waits for and whose caller has a deadline, in the order of the dependencies. */
  readonly waits: readonly Wait[];
  /** Components that the platform lets run longer than somebody above waits for them. */
  readonly outlived: readonly Outlived[];
}

/** How long somebody above waits for a component. */
export interface Deadline {
  readonly ms: Range;
  /** The call whose caller waits so long; absent where it is a limit of the platform (`setting`). */
  readonly call?: Call;
  readonly setting?: Setting;
  /** From the entry point to that caller, or to what has the limit. */
  readonly route: readonly Dependency[];
  /** From where the limit begins on to the component: empty where it is waited for directly. */
  readonly path: readonly Dependency[];
}

export interface Outlived {
  readonly component: string;
  readonly limit: Range;
  readonly setting: Setting;
  readonly deadline: Deadline;
}

export interface Wait {
  readonly call: Call;
  readonly deadline: Deadline;
}
