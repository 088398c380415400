import type { FailureGraph } from '../graph/failures.js';
import { fromEdges, type Graph } from '../graph/graph.js';
import type { StackView, System } from '../system/system.js';
import type { CommonCause } from './causes.js';
import { commonCauses, type Running } from './common-causes.js';
import type { Effect } from './effects.js';
import type { ImpactGraph } from './impact.js';
import type { Conduits } from './spread.js';

/**
 * A stack with its common causes as nodes of their own, beside its components: what `spread` runs on when several things fail, and
 * what cut sets are computed on. Nodes are the components (as in the view), then the causes, then what only joins others.
 */
export interface FaultTree extends Conduits, FailureGraph {
  readonly impact: ImpactGraph;
  readonly causes: readonly CommonCause[];
  /** Ends of all rows; those of the view come first. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Where users notice: entry points, and the services behind an entry point that has several routes. */
  readonly tops: readonly number[];
}

export function faultTree(system: System, views: readonly StackView[], impact: ImpactGraph): FaultTree {
  const { view } = impact;
  const { all: causes, running, whole } = commonCauses(system, views);
  const rows = new Rows(impact, view.components.length + causes.length);
  const causeNode = new Map(causes.map(({ id }, index) => [id, view.components.length + index]));
  for (const { component, cause } of whole) rows.needs(view.number.get(component), causeNode.get(cause)!);
  for (const one of running) placed(rows, view.number.get(one.component), one, (cause) => causeNode.get(cause)!);
  const replicated = replicatedIn(system, views);
  const failing = (node: number): boolean => node < view.components.length ? !replicated(view.components[node]!.id) : node < view.components.length + causes.length;
  return { ...rows.done(), impact, causes, fails: Uint8Array.from({ length: rows.size }, (_, node) => (failing(node) ? 1 : 0)), tops: topsOf(impact) };
}

/** What all its workloads share takes the component; what they do not share takes it when it has taken every one of them. */
function placed(rows: Rows, component: number | undefined, { workloads }: Running, node: (cause: string) => number): void {
  const [first, ...others] = workloads;
  if (component === undefined || first === undefined) return;
  const shared = first.filter((cause) => others.every((other) => other.includes(cause)));
  for (const cause of shared) rows.needs(component, node(cause));
  const own = workloads.map((causes) => causes.filter((cause) => !shared.includes(cause)));
  if (own.some((causes) => causes.length === 0)) return;
  const instances = rows.join();
  rows.needs(component, instances);
  for (const causes of own) {
    const instance = rows.join();
    rows.isOneOf(instances, instance);
    for (const cause of causes) rows.needs(instance, node(cause));
  }
}

/** Entry points; and where a router has several routes, what is behind each: users of the route lose it. */
function topsOf({ view, effects, entries, front, routes }: ImpactGraph): number[] {
  const behind = [...view.dependencies.keys()].filter((row) => effects[row] === 'stops-with-all' && front[view.from[row]!] === 1 && routes[view.from[row]!]! > 1).map((row) => view.to[row]!);
  return [...new Set([...entries, ...behind])].sort((a, b) => a - b);
}

/** Known to have several instances, so that losing one is no failure; a component whose number is unknown is taken as one. */
function replicatedIn(system: System, views: readonly StackView[]): (component: string) => boolean {
  const replicas = new Map<string, number>();
  for (const { component, fact, effectiveReplicas } of views.flatMap(({ workloads }) => workloads)) {
    if (fact.role !== 'serve') continue;
    const own = fact.ref.kind === 'DaemonSet' ? Infinity : (effectiveReplicas?.value ?? 1);
    replicas.set(component, (replicas.get(component) ?? 0) + own);
  }
  const setting = (component: string, name: string): unknown => system.setting(component, name, views[0]?.stack.id)?.value;
  return (component) => (replicas.get(component) ?? 0) > 1 || setting(component, 'multiAz') === true || Number(setting(component, 'instanceCount') ?? 1) > 1;
}

/** The rows of a stack and those that causes add. */
class Rows {
  readonly #from: number[];
  readonly #to: number[];
  readonly #effects: Effect[];
  readonly #called: Uint8Array;
  size: number;

  constructor({ view, effects, called }: ImpactGraph, size: number) {
    this.#from = [...view.from];
    this.#to = [...view.to];
    this.#effects = [...effects];
    this.#called = called;
    this.size = size;
  }

  /** A node that stands for nothing by itself. */
  join(): number {
    return this.size++;
  }

  needs(from: number | undefined, to: number): void {
    if (from !== undefined) this.#add(from, to, 'stops');
  }

  isOneOf(from: number, to: number): void {
    this.#add(from, to, 'stops-with-all');
  }

  #add(from: number, to: number, effect: Effect): void {
    this.#from.push(from);
    this.#to.push(to);
    this.#effects.push(effect);
  }

  done(): Pick<FaultTree, 'any' | 'all' | 'dependents' | 'effects' | 'routes' | 'called' | 'from' | 'to'> {
    const [from, to] = [Int32Array.from(this.#from), Int32Array.from(this.#to)];
    const effects = this.#effects;
    const called = new Uint8Array(this.size);
    called.set(this.#called);
    const routes = new Int32Array(this.size);
    effects.forEach((effect, row) => {
      if (effect === 'stops-with-all') routes[from[row]!]!++;
    });
    const graph = (keep: (effect: Effect, row: number) => boolean, a: Int32Array, b: Int32Array): Graph => pick(this.size, a, b, (row) => keep(effects[row]!, row));
    return {
      from, to, effects, called, routes,
      dependents: graph((effect) => effect !== 'none', to, from),
      any: graph((effect, row) => effect === 'stops' || (effect === 'stops-if-idle' && called[from[row]!] === 0), from, to),
      all: graph((effect) => effect === 'stops-with-all', from, to),
    };
  }
}

/** Some rows as a graph whose edge numbers are the rows. */
export function pick(size: number, from: Int32Array, to: Int32Array, keep: (row: number) => boolean): Graph {
  const rows = Int32Array.from(from.keys()).filter(keep);
  const graph = fromEdges(size, rows.map((row) => from[row]!), rows.map((row) => to[row]!));
  return { ...graph, edges: graph.edges.map((edge) => rows[edge]!) };
}
