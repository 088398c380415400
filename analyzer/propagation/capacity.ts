import { groupBy } from '../facts/groups.js';
import type { Dependency, Setting } from '../graph/document.js';
import { isKnown, isUnknown, type Value } from '../facts/value.js';
import type { StackView, System, Workload } from '../system/system.js';
import { anything, exactly, plus, times, type Range } from './range.js';

/** How many connections the clients of one store may open, against what it accepts. */
export interface ConnectionDemand {
  readonly store: string;
  /** What it accepts, and what of that it keeps for its operators; absent where nobody knows it. */
  readonly limit?: { readonly setting: Setting; readonly connections: number; readonly reserved: number };
  readonly clients: readonly ClientDemand[];
  /** From what all replicas open to what they open while a rollout runs old and new ones side by side. */
  readonly total: Range;
}

export interface ClientDemand {
  readonly dependency: Dependency;
  /** Connections of one process; infinite where the pool has no limit. */
  readonly pool: Range;
  /** The pool's maximum; of a function how many instances may run at once. */
  readonly setting: Setting;
  /** Processes at the most: replicas as far as the autoscaler goes, and those that a rollout adds. */
  readonly replicas: Range;
  readonly connections: Range;
}

/** PostgreSQL keeps three of its connections for superusers (`superuser_reserved_connections`), MySQL adds one to those it has. */
const RESERVED: Readonly<Record<string, number>> = { postgresql: 3 };

export function connectionDemands(system: System, stack: string): ConnectionDemand[] {
  const view = system.stacks.find(({ stack: { id } }) => id === stack);
  if (view === undefined) return [];
  const servers = serversOf(view);
  const stores = view.components.filter((id) => system.component(id).kind === 'datastore');
  return stores.flatMap((store) => {
    const clients = system.in(store).flatMap((dependency) => (dependency.kind === 'stores' && dependency.phase === 'request' && dependency.stacks.includes(view.stack.id) ? demandOf(system, view, servers.get(dependency.from) ?? [], dependency) : []));
    if (clients.length === 0) return [];
    const setting = system.setting(store, 'maxConnections', view.stack.id);
    const reserved = RESERVED[system.component(store).technology ?? ''] ?? 0;
    const limit = typeof setting?.value === 'number' ? { limit: { setting, connections: setting.value, reserved } } : {};
    return [{ store, ...limit, clients, total: clients.map(({ connections }) => connections).reduce(plus, exactly(0)) }];
  });
}

function demandOf(system: System, view: StackView, workloads: readonly Workload[], dependency: Dependency): ClientDemand[] {
  if (system.component(dependency.from).kind === 'function') return functionDemand(system, view, dependency);
  const setting = system.setting(dependency, 'connectionPoolMaxConnections', view.stack.id);
  if (setting === undefined || workloads.length === 0) return [];
  const pool = poolOf(setting);
  const replicas = workloads.map(mostReplicas).reduce(plus, exactly(0));
  return [{ dependency, pool, setting, replicas, connections: times(pool, replicas) }];
}

/** Each instance of a function works on one request at a time, with one connection, however large its pool is; there are as many as it may run at once. */
function functionDemand(system: System, { stack }: StackView, dependency: Dependency): ClientDemand[] {
  const setting = system.setting(dependency.from, 'reservedConcurrency', stack.id);
  const instances = setting?.origin === 'explicit' && typeof setting.value === 'number' && setting.value > 0 ? exactly(setting.value) : undefined;
  return setting && instances ? [{ dependency, pool: exactly(1), setting, replicas: instances, connections: instances }] : [];
}

/** What keeps running, by component. */
function serversOf({ workloads }: StackView): ReadonlyMap<string, readonly Workload[]> {
  return groupBy(workloads.filter(({ fact }) => fact.role === 'serve'), (workload) => workload.component);
}

function poolOf({ value, origin }: Setting): Range {
  if (origin === 'unknown') return anything;
  return exactly(typeof value === 'number' && value > 0 ? value : Infinity);
}

/** How many of a workload run at the most: to its autoscaler's maximum, and beyond while it is rolled out. */
export function mostReplicas({ fact, autoscalers, effectiveReplicas }: Workload): Range {
  const [scaler] = autoscalers;
  const most: Value<number> | undefined = scaler ? scaler.max : fact.replicas;
  if (isUnknown(most) || (most === undefined && effectiveReplicas === undefined)) return { low: 1, high: Infinity };
  const steady = isKnown(most) ? most.value : effectiveReplicas!.value;
  return { low: steady, high: steady + surge(fact, steady) };
}

/** A Deployment adds a quarter of its replicas, rounded up, unless it says otherwise; nothing else runs more than it has. */
function surge({ ref, strategy, platform }: Workload['fact'], replicas: number): number {
  if (platform !== 'kubernetes' || ref.kind !== 'Deployment' || (isKnown(strategy?.type) && strategy.type.value === 'Recreate')) return 0;
  const written = strategy?.maxSurge;
  if (isUnknown(written)) return 0;
  const amount = isKnown(written) ? written.value : '25%';
  return typeof amount === 'number' ? amount : /^\d+%$/.test(amount) ? Math.ceil((replicas * Number.parseInt(amount, 10)) / 100) : Number(amount) || 0;
}
