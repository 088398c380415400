import type { Dependency } from '../graph/document.js';
import type { FaultAnalysis } from './fault-analysis.js';

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
  readonly attempts: number;
  /** The path crosses a dependency cycle: going round again would multiply further. */
  readonly cyclic?: boolean;
  readonly path: readonly { readonly dependency: Dependency; readonly attempts: number }[];
}
