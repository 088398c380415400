import { bottlenecks } from '../graph/bottleneck.js';
import type { Dependency, Setting } from '../graph/document.js';
import { pathTo, reach, type Reach } from '../graph/reach.js';
import type { System } from '../system/system.js';
import type { Deadline, Deadlines, Outlived, Wait } from './analysis.js';
import { callOf, type Call } from './call.js';
import type { ImpactGraph } from './impact.js';
import { exactly } from './range.js';
import { subgraph, type Subgraph } from './view.js';

/**
 * How long each component has to answer one request, beside what its own calls may take. The one who waits least on the
 * way from an entry point decides: a caller's timeout, a mesh's or gateway's limit, the run time of a function. A caller without
 * a limit hands on what it was given itself.
 */
export function deadlinesOf(system: System, impact: ImpactGraph, calls: readonly Call[]): Deadlines {
  const { view, entries } = impact;
  const ways = subgraph(view, waitsForAnswer);
  const own = view.components.map(({ id }) => limitOf(system, id, view.stack));
  const found = bottlenecks(ways.graph, Float64Array.from(ways.rows, (row) => calls[row]!.patience.high), Float64Array.from(own, (limit) => limit?.ms ?? Infinity), entries);
  const routes = reach(ways.graph, entries);
  const deadlineAt = eachOnce((node: number): Deadline | undefined => {
    const by = found.by[node]!;
    if (by === -1) return undefined;
    if (by < -1) return { ms: exactly(own[-2 - by]!.ms), setting: own[-2 - by]!.setting, route: hops(ways, impact, routes, -2 - by), path: pathFrom(ways, impact, found, node) };
    const row = ways.rows[by]!;
    const caller = view.from[row]!;
    return { ms: calls[row]!.patience, call: calls[row]!, route: hops(ways, impact, routes, caller), path: pathFrom(ways, impact, found, node) };
  });
  const rowOf = new Map(view.dependencies.map((dependency, row) => [dependency, row]));
  const waits = view.dependencies.flatMap((dependency, row): Wait[] => {
    const deadline = takesTime(dependency) ? deadlineAt(view.from[row]!) : undefined;
    const call = calls[row]!;
    return deadline === undefined || call === deadline.call ? [] : [{ call, deadline }];
  });
  return {
    call: (dependency) => calls[rowOf.get(dependency) ?? -1] ?? callOf(system, dependency, view.stack),
    deadline: (component) => {
      const node = view.number.get(component);
      return node === undefined ? undefined : deadlineAt(node);
    },
    waits,
    outlived: view.components.flatMap(({ id }, node): Outlived[] => {
      const [limit, deadline] = [own[node], deadlineAt(node)];
      return limit === undefined || deadline?.call === undefined || deadline.ms.high >= limit.ms ? [] : [{ component: id, limit: exactly(limit.ms), setting: limit.setting, deadline }];
    }),
  };
}

/** Many calls begin at one component, and have the same deadline. */
function eachOnce<V>(compute: (node: number) => V): (node: number) => V {
  const known = new Map<number, V>();
  return (node) => {
    if (!known.has(node)) known.set(node, compute(node));
    return known.get(node)!;
  };
}

/** The caller waits for the callee's own work. */
const waitsForAnswer = ({ kind, phase }: Dependency): boolean => phase === 'request' && (kind === 'calls' || kind === 'routes');

/** Serving a request waits for it, whether for an answer or for a receipt. */
const takesTime = (dependency: Dependency): boolean => waitsForAnswer(dependency) || (dependency.phase === 'request' && (dependency.kind === 'stores' || dependency.kind === 'caches' || dependency.kind === 'publishes'));

interface OwnLimit {
  readonly ms: number;
  readonly setting: Setting;
}

/** What the platform gives a component for one request: a function's run time, the limit of the route by which users enter. */
function limitOf(system: System, component: string, stack: string | undefined): OwnLimit | undefined {
  const limits = ([['lambdaTimeoutSeconds', 1000], ['entryTimeout', 1]] as const).flatMap(([name, unit]): OwnLimit[] => {
    const setting = system.setting(component, name, stack);
    return typeof setting?.value === 'number' && setting.value > 0 ? [{ ms: setting.value * unit, setting }] : [];
  });
  return limits.sort((a, b) => a.ms - b.ms)[0];
}

const hops = ({ rows }: Subgraph, { view }: ImpactGraph, found: Reach, node: number): Dependency[] => (pathTo(found, node) ?? []).map((edge) => view.dependencies[rows[edge]!]!);

/** From where the limit begins down to the node. */
function pathFrom({ rows }: Subgraph, { view }: ImpactGraph, { parentEdge }: { readonly parentEdge: Int32Array }, node: number): Dependency[] {
  const path: Dependency[] = [];
  for (let edge = parentEdge[node]!; edge !== -1; ) {
    const row = rows[edge]!;
    path.push(view.dependencies[row]!);
    edge = parentEdge[view.from[row]!]!;
  }
  return path.reverse();
}
