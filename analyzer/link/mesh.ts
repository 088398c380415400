import type { Collected } from './collect.js';
import { statedRow } from './dependency-settings.js';
import { hostPolicies, type HostPolicy } from './mesh-policies.js';
import { subjectKey, type SettingRow } from './setting-rows.js';
import type { World } from './world.js';

/**
 * Settings of calls, with what the mesh adds. Where a client has none of its own, the mesh's holds for the call
 * (`timeoutOnCall`, `retriesOnCall`); where it has one, both are in force and the mesh's stands beside it (`meshTimeout`,
 * `meshRetries`): two timeouts race, two kinds of retries multiply.
 */
export function withMesh(world: World, collected: Collected, rows: readonly SettingRow[]): SettingRow[] {
  const added = meshRows(world, collected);
  if (added.length === 0) return [...rows];
  const own = new Map<string, SettingRow[]>();
  for (const row of rows) if (typeof row.on !== 'string') own.set(rowKey(row), [...(own.get(rowKey(row)) ?? []), row]);
  const replaced = new Set<SettingRow>();
  const placed = added.map((row) => {
    const there = own.get(rowKey(row)) ?? [];
    const none = there.filter((each) => isNone(each));
    for (const each of none) replaced.add(each);
    return none.length > 0 || there.length === 0 ? row : { ...row, name: besideName(row.name) };
  });
  return [...rows.filter((row) => !replaced.has(row)), ...placed];
}

const rowKey = (row: SettingRow): string => `${subjectKey(row.on)}\u0000${row.name}\u0000${row.stack}`;

const isNone = ({ value, origin }: SettingRow): boolean => origin !== 'unknown' && (value === null || value === 0 || value === false);

/** `timeoutOnCall` beside the client's own is `meshTimeout`. */
const besideName = (name: string): string => `mesh${name.charAt(0).toUpperCase()}${name.slice(1).replace(/OnCall$/, '')}`;

/** What policies say about each dependency whose target is their host, whoever calls. */
function meshRows(world: World, collected: Collected): SettingRow[] {
  const gateways = declaredGateways(world);
  return world.stacks.flatMap((stack) => {
    const id = stack.facts.stack.id;
    const policies = hostPolicies(world, stack).filter((policy) => policy.settings.length > 0);
    if (policies.length === 0) return [];
    const pairs = new Map(collected.edges.filter((edge) => edge.stack === id && edge.from !== edge.to && edge.kind !== 'consumes').map((edge) => [`${edge.from}\u0000${edge.to}`, edge]));
    return [...pairs.values()].flatMap(({ from, to }) =>
      policies
        .filter((policy) => policy.target === to && reaches(policy, gateways.has(from)))
        .flatMap(({ settings }) => settings.map((setting) => ({ ...statedRow(setting, () => undefined, 'route'), on: { from, to }, stack: id }))),
    );
  });
}

/** Gateways that no pods of the tree are. */
export const declaredGateways = (world: World): ReadonlySet<string> => new Set(world.identities.filter(({ candidates }) => candidates.every((c) => c.kind === 'gateway' && c.workloads.length === 0)).map(({ id }) => id));

/** Kinds that hold for calls between components; a gateway's calls follow the routes that are attached to it. */
const FOR_SIDECARS = new Set(['VirtualService', 'HTTPRoute', 'GRPCRoute']);

export const reaches = ({ kind }: HostPolicy, fromGateway: boolean): boolean => !(fromGateway && FOR_SIDECARS.has(kind));
