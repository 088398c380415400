import { compareText, placeOf, type Place } from '../facts/place.js';
import type { ClientFact } from '../facts/types.js';
import { isKnown } from '../facts/value.js';
import type { Dependency, Setting } from '../graph/document.js';
import type { StackView, System } from '../system/system.js';
import type { ImpactGraph } from './impact.js';

export type LoopMechanism = 'timeout' | 'retries' | 'autoscaling' | 'restart' | 'call';

/** Mechanisms that each make sense, and together send more load to a component because it is slow. */
export interface FeedbackLoop {
  /** Where the load arrives. */
  readonly slow: string;
  /** In the order in which one leads to the next, and the last to the first. */
  readonly members: readonly LoopMember[];
}

export interface LoopMember {
  readonly mechanism: LoopMechanism;
  readonly component: string;
  /** Whom a timeout, a retry or a call is about. */
  readonly to?: string;
  /** Milliseconds of a timeout, null for none; attempts of retries. */
  readonly value?: number | null;
  readonly at: Place;
}

/**
 * The feedback loops of a stack, each shown with at least two mechanisms whose places are known. A retry alone is left to the
 * analysis of amplification: it ends with the slowness. These sustain it ("metastable failures",
 * https://sigops.org/s/conferences/hotos/2021/papers/hotos21-s11-bronson.pdf).
 */
export function feedbackLoops(system: System, views: readonly StackView[], impact: ImpactGraph, cycles: readonly (readonly Dependency[])[]): readonly FeedbackLoop[] {
  const stack = impact.view.stack;
  const calls = impact.view.dependencies.filter((_, row) => impact.effects[row] === 'stops' || impact.effects[row] === 'stops-with-all').map((dependency) => callOf(system, dependency, stack));
  const from = new Map<string, Call[]>();
  for (const call of calls) from.set(call.from, [...(from.get(call.from) ?? []), call]);
  const retried = calls.filter(({ retries }) => retries !== undefined);
  return [
    ...retried.flatMap((call) => abandonedWork(call, from.get(call.to) ?? [])),
    ...views.flatMap((view) => scaledRetries(view, retried)),
    ...views.flatMap((view) => restarts(system, view, retried)),
    ...cycles.flatMap((cycle) => retriedCycle(cycle, retried)),
  ].sort((a, b) => compareText(a.slow, b.slow) || compareText(keyOf(a), keyOf(b)));
}

const keyOf = ({ members }: FeedbackLoop): string => members.map(({ mechanism, component, to }) => `${mechanism} ${component} ${to ?? ''}`).join(' ');

interface Call {
  readonly from: string;
  readonly to: string;
  readonly at: Place;
  /** Whole call; absent when unknown, null when there is none. */
  readonly timeout?: LoopMember;
  /** More than one attempt, and no breaker that ends them. */
  readonly retries?: LoopMember;
  /** A request that timed out is among what it asks again. */
  readonly repeatsTimeouts: boolean;
}

/** Their retries leave out requests that timed out, unless told otherwise: axios-retry, ky, the retry policies of gRPC. */
const LEAVES_TIMEOUTS_OUT = /^(?:axios|nestjs-axios|ky)$|grpc/;

/** Of a mesh: per-try timeouts count as 504, https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on */
const REPEATS_TIMEOUTS = /5xx|gateway-error|deadline-exceeded|504/;

/** True when what a mesh's `retryOn` lists has timeouts among it; where nothing is listed, none has: https://istio.io/latest/docs/concepts/traffic-management/#retries */
export const repeatsTimeouts = (retryOn: Setting | undefined): boolean => REPEATS_TIMEOUTS.test(String(retryOn?.value ?? ''));

function callOf(system: System, { from, to, evidence }: Dependency, stack: string | undefined): Call {
  const setting = (name: string): Setting | undefined => system.setting({ from, to }, name, stack);
  const timeout = setting('timeoutOnCall');
  const member = (mechanism: LoopMechanism, value: number | null, row: Setting): LoopMember => ({ mechanism, component: from, to, value, at: placeOf(row.evidence) });
  const retries = ['retriesOnCall', 'meshRetries'].map(setting).find((row) => typeof row?.value === 'number' && row.value >= 1 && row.origin === 'explicit');
  const clients = system.clients(from).flatMap(({ fact, targets }): ClientFact[] => (targets.includes(to) && fact.settings.some(({ name }) => name === 'retriesOnCall') ? [fact] : []));
  const known = timeout !== undefined && timeout.origin !== 'unknown' && (typeof timeout.value === 'number' || timeout.value === null);
  return {
    from, to, at: placeOf(evidence[0]!),
    ...(known ? { timeout: member('timeout', timeout.value as number | null, timeout) } : {}),
    repeatsTimeouts: clients.length > 0 ? !clients.some(({ library }) => LEAVES_TIMEOUTS_OUT.test(library)) : repeatsTimeouts(setting('retryOn')),
    ...(retries && setting('circuitBreaker')?.value !== true ? { retries: member('retries', 1 + Math.floor(retries.value as number), retries) } : {}),
  };
}

/** The caller gives up and asks again, while the one it asked still works on the first request: both stay for each retry. */
function abandonedWork({ timeout, retries, repeatsTimeouts, to }: Call, onward: readonly Call[]): FeedbackLoop[] {
  const patience = timeout?.value;
  if (retries === undefined || timeout === undefined || !repeatsTimeouts || typeof patience !== 'number') return [];
  const longer = onward.flatMap((call) => (call.timeout && (call.timeout.value === null || call.timeout.value! > patience) ? [call.timeout] : []));
  // One is enough to see it: the longest.
  const [longest] = [...longer].sort((a, b) => (b.value ?? Infinity) - (a.value ?? Infinity) || compareText(a.to!, b.to!));
  return longest === undefined ? [] : [{ slow: to, members: [timeout, retries, longest] }];
}

const FOLLOWS_NO_LOAD: ReadonlySet<string> = new Set(['cpu', 'memory']);

/** Who waits looks busy and gets more replicas, each of which asks the slow one again. */
function scaledRetries({ autoscalers }: StackView, retried: readonly Call[]): FeedbackLoop[] {
  return autoscalers.flatMap(({ fact, workloads }) => {
    const components = new Set(workloads.map(({ component }) => component));
    if (fact.metrics.length === 0 || fact.metrics.every((metric) => FOLLOWS_NO_LOAD.has(metric.toLowerCase()))) return [];
    return retried.flatMap(({ from, to, retries }) => (components.has(from) ? [{ slow: to, members: [retries!, { mechanism: 'autoscaling' as const, component: from, at: fact.at }] }] : []));
  });
}

/** The liveness probe waits for a dependency, too: restarted replicas leave their load to the rest, and connect anew. */
function restarts(system: System, view: StackView, retried: readonly Call[]): FeedbackLoop[] {
  return view.workloads.flatMap(({ component, fact }) =>
    fact.containers.flatMap(({ probes: { liveness } }) => {
      if (liveness?.kind !== 'httpGet' || isKnown(liveness.host)) return [];
      const handlers = system.handlers(component).filter(({ path, method }) => /^(?:GET|ALL|USE|\*)$/i.test(method) && path === (liveness.path ?? '/'));
      const reached = new Set(handlers.flatMap(({ reaches }) => reaches.flatMap((one) => system.client(one.client)?.targets ?? [])));
      return retried.flatMap((call): FeedbackLoop[] => {
        const again = (call.from === component && reached.has(call.to)) || (call.to === component && reached.size > 0 && call.from !== component);
        return again ? [{ slow: call.to, members: [{ mechanism: 'restart', component, at: liveness.at }, call.retries!] }] : [];
      });
    }),
  );
}

/** Each round through the circle is multiplied by the attempts on it. */
function retriedCycle(cycle: readonly Dependency[], retried: readonly Call[]): FeedbackLoop[] {
  const again = cycle.flatMap(({ from, to }) => retried.find((call) => call.from === from && call.to === to)?.retries ?? []);
  const [first] = again;
  if (first === undefined) return [];
  return [{ slow: first.to!, members: [...again, ...cycle.map(({ from, to, evidence }): LoopMember => ({ mechanism: 'call', component: from, to, at: placeOf(evidence[0]!) }))] }];
}
