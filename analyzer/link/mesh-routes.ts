import { matchesSelector } from '../facts/selectors.js';
import type { RouteBackend } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import type { Collected } from './collect.js';
import { statedRow } from './dependency-settings.js';
import type { Edge } from './edges.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { declaredGateways, reaches } from './mesh.js';
import { hostPolicies, type Destination, type HostPolicy } from './mesh-policies.js';
import { weightOf } from './route-settings.js';
import { strengthOf } from './routes.js';
import type { SettingRow } from './setting-rows.js';
import type { LinkedStack, World } from './world.js';

/** Where the mesh sends calls beside the host that their caller names, and what its policy says of them there. */
export interface MeshRoutes {
  readonly edges: readonly Edge[];
  readonly rows: readonly SettingRow[];
}

/**
 * Whoever calls a host calls each destination that the mesh has for it: the parts of a split, and a mirror, which nobody waits
 * for. Once only: the mesh looks at the host of a request, not at where it sent it.
 */
export function meshRoutes(world: World, collected: Collected): MeshRoutes {
  const gateways = declaredGateways(world);
  const routed = world.stacks.flatMap((stack) => {
    const id = stack.facts.stack.id;
    const policies = hostPolicies(world, stack).filter(({ destinations }) => destinations.length > 0);
    const calls = policies.length === 0 ? [] : collected.edges.filter((edge) => edge.stack === id && CALLS.has(edge.kind) && edge.phase === 'request');
    return policies.flatMap((policy) => {
      const callers = calls.filter(({ from, to }) => to === policy.target && reaches(policy, gateways.has(from)));
      return callers.length === 0 ? [] : policy.destinations.flatMap((destination) => toDestination(world, stack, policy, destination, callers));
    });
  });
  return { edges: routed.flatMap(({ edge }) => edge ?? []), rows: routed.flatMap(({ rows }) => rows) };
}

const CALLS: ReadonlySet<Edge['kind']> = new Set(['calls', 'routes']);

function toDestination(world: World, stack: LinkedStack, policy: HostPolicy, { backend, namespace }: Destination, callers: readonly Edge[]): { readonly edge?: Edge; readonly rows: readonly SettingRow[] }[] {
  const id = stack.facts.stack.id;
  const how = evidence(backend.at, 'route', `${policy.kind} for ${policy.target}`);
  // The policy's limits hold for the caller's call to the host already; here they are those of another pair.
  const limits = backend.mirror ? [] : policy.settings.filter(({ name }) => !OF_THE_HOST.has(name));
  return destinationsOf(world, stack, backend, namespace).flatMap((to) =>
    callers.filter(({ from }) => from !== to).map(({ from, kind, protocol }) => {
      const rows = [...weightOf(backend), ...(to === policy.target ? [] : limits)].map((setting) => ({ ...statedRow(setting, () => undefined, 'route'), on: { from, to }, stack: id }));
      if (to === policy.target) return { rows };
      return { edge: { from, to, kind, phase: 'request', strength: strengthOf(backend), by: 'manifest', stack: id, ...(protocol === undefined ? {} : { protocol }), evidence: [how] } satisfies Edge, rows };
    }),
  );
}

const OF_THE_HOST: ReadonlySet<string> = new Set(['trafficSplit', 'trafficMirror']);

/** The components behind a destination; of a subset only those whose pods carry its labels. */
function destinationsOf(world: World, stack: LinkedStack, { ref, subset }: RouteBackend, namespace: string): string[] {
  const answer = stack.names(ref.name, { namespace: ref.namespace ?? namespace });
  if (ref.kind !== 'Service' || answer?.is !== 'components') return [];
  const labels = subset === undefined ? undefined : ofKind(stack.facts.facts, 'destination-rule').find(({ host }) => host.text.split('.')[0] === ref.name)?.subsets.find(({ name }) => name === subset)?.labels;
  const isMeant = ({ workloads }: Candidate): boolean => labels === undefined || workloads.some(({ fact }) => matchesSelector({ matchLabels: labels, matchExpressions: [] }, fact.podLabels));
  return [...new Set(answer.candidates.filter(isMeant).map((candidate) => world.idOf.get(candidate)!))];
}
