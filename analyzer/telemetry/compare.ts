import { compareText } from '../facts/place.js';
import type { Component, Dependency, GraphDocument } from '../graph/document.js';
import { componentFinder } from './names.js';
import type { Seen, SeenEnd } from './seen.js';

/** What telemetry says about a declared graph. */
export interface Observed {
  /** Calls that were seen and that nothing declares: the hidden dependencies. */
  readonly hidden: readonly HiddenCall[];
  /** Dependencies that are declared, could have been seen, and never were. */
  readonly unseen: readonly Pick<Dependency, 'from' | 'to'>[];
  /** Components of the graph that took part. */
  readonly seen: readonly string[];
  /** Names that no component has, sorted: each is the end of a hidden call. */
  readonly strangers: readonly string[];
}

export interface HiddenCall {
  /** A component's id, or the name that telemetry has for a stranger. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Of `to`, where it is a stranger. */
  readonly kind?: SeenEnd['kind'];
}

/** Compares what is declared with what was seen. */
export function compareSeen(graph: Pick<GraphDocument, 'components' | 'dependencies'>, seen: Seen): Observed {
  const find = componentFinder(graph.components);
  const known = new Map(graph.components.map((component) => [component.id, component]));
  const calls = merge(seen.calls.flatMap(({ from, to, count }): HiddenCall[] => {
    const [caller, called] = [find(from), find(to)];
    // Nothing is said about a call when it is not known whose it is.
    if (caller === 'several' || called === 'several') return [];
    return [{ from: caller?.id ?? from.names[0]!, to: called?.id ?? to.names[0]!, count, ...(to.kind === undefined ? {} : { kind: to.kind }) }];
  }));
  const took = new Set(calls.flatMap(({ from, to }) => [from, to]));
  const declared = pathsOf(graph.dependencies, took);
  return {
    hidden: calls.filter(({ from, to }) => !declared(from, to)),
    unseen: unseenOf(graph.dependencies, calls, { took, known, seesPassive: seen.seesPassive }),
    seen: [...took].filter((id) => known.has(id)).sort(compareText),
    strangers: [...took].filter((name) => !known.has(name)).sort(compareText),
  };
}

function merge(calls: readonly HiddenCall[]): HiddenCall[] {
  const byPair = new Map<string, HiddenCall>();
  for (const call of calls) {
    // What calls itself (a replica its sibling, a service its cache) depends on nothing new.
    if (call.from === call.to) continue;
    const key = `${call.from}\u0000${call.to}`;
    byPair.set(key, { ...call, count: call.count + (byPair.get(key)?.count ?? 0) });
  }
  return [...byPair.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

/**
 * Whether the graph has a way from one to the other that telemetry would show as one call: directly, or through what takes part in no trace
 * itself. A trace goes from who publishes to who consumes; the graph has both depend on the broker.
 */
function pathsOf(dependencies: readonly Dependency[], took: ReadonlySet<string>): (from: string, to: string) => boolean {
  const out = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => void (out.get(from) ?? out.set(from, new Set()).get(from)!).add(to);
  for (const { from, to, kind } of dependencies) {
    add(from, to);
    if (kind === 'consumes') add(to, from);
  }
  return (from, to) => {
    const visited = new Set([from]);
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of out.get(at) ?? []) {
        if (next === to) return true;
        if (visited.has(next) || took.has(next)) continue;
        visited.add(next);
        open.push(next);
      }
    return false;
  };
}

interface Scope {
  readonly took: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Component>;
  readonly seesPassive: boolean;
}

const PASSIVE: ReadonlySet<Component['kind']> = new Set(['datastore', 'cache', 'broker', 'external']);

/** Both ends report, and no call between them was seen. Calls at startup, health checks and metrics may well leave no trace. */
function unseenOf(dependencies: readonly Dependency[], calls: readonly HiddenCall[], { took, known, seesPassive }: Scope): Pick<Dependency, 'from' | 'to'>[] {
  const pairs = new Set(calls.map(({ from, to }) => `${from}\u0000${to}`));
  const callers = new Set(calls.map(({ from }) => from));
  const found = dependencies.filter(({ from, to, kind, phase }) => phase === 'request' && (kind === 'calls' || kind === 'routes' || (seesPassive && (kind === 'stores' || kind === 'caches')))
    && callers.has(from) && took.has(to) && (seesPassive || !PASSIVE.has(known.get(to)?.kind ?? 'other')) && !pairs.has(`${from}\u0000${to}`));
  return [...new Map(found.map(({ from, to }) => [`${from}\u0000${to}`, { from, to }])).values()];
}
