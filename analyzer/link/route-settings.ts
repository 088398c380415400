import type { ClientSetting, RouteBackend, RouteFact, TrafficPolicyFact } from '../facts/types.js';
import type { Collected } from './collect.js';
import { placeKey, routedEdges, statedRow } from './dependency-settings.js';
import { ofKind } from './facts.js';
import { gatewayOf } from './ingress-gateways.js';
import { proxyDefaults } from './proxy-defaults.js';
import { isMeshOnly } from './routes.js';
import type { SettingRow } from './setting-rows.js';
import type { LinkedStack, World } from './world.js';

/**
 * What routes say about the calls that they make, beyond their own timeouts. Where the gateway is a component, it is a setting of
 * its dependency; where it is the platform's, of the component that users enter by, as `entryTimeout`, `entryRetries` ...
 */
export function routeSettings(world: World, collected: Collected): SettingRow[] {
  const routed = routedEdges(collected);
  return world.stacks.flatMap((stack) => {
    const policies = ofKind(stack.facts.facts, 'traffic-policy').filter((policy) => policy.hosts.length === 0);
    const id = stack.facts.stack.id;
    return stack.objects.routes.flatMap((route) =>
      route.backends.flatMap((backend) => {
        const more = [...(backend.settings ?? []), ...(backend.policies ?? []).flatMap((ref) => settingsOf(stack, route, policies, ref))];
        const edges = routed.get(placeKey(id, backend.at)) ?? [];
        const rows = edges.flatMap(({ from, to }) => [...weightOf(backend), ...more].map((setting) => ({ ...statedRow(setting, () => undefined, 'route'), on: { from, to }, stack: id })));
        const byPlatform = !isMeshOnly(route) && !backend.mirror && route.parents.length === 0 && (edges.length === 0 || gatewayOf(route, stack.candidates)?.role === 'ingress');
        return byPlatform ? [...rows, ...entryRows(world, stack, route, backend, [...own(backend), ...more])] : rows;
      }),
    );
  });
}

function settingsOf(stack: LinkedStack, route: RouteFact, policies: readonly TrafficPolicyFact[], ref: RouteFact['ref']): readonly ClientSetting[] {
  const namespace = ref.namespace ?? stack.objects.namespaceOf(route.ref);
  return policies.find((policy) => policy.ref.kind === ref.kind && policy.ref.name === ref.name && stack.objects.namespaceOf(policy.ref) === namespace)?.settings ?? [];
}

/** Its share of the requests, relative to those of the route's other destinations. */
export const weightOf = ({ weight, at }: RouteBackend): ClientSetting[] => (weight === undefined ? [] : [{ name: 'trafficWeight', value: { value: weight, at } }]);

const own = ({ timeout, perTryTimeout, retries }: RouteBackend): ClientSetting[] =>
  ([['timeoutOnCall', timeout], ['perTryTimeout', perTryTimeout], ['retriesOnCall', retries]] as const).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

/** `timeoutOnCall` of the way in is `entryTimeout`. */
const entryName = (name: string): string => `entry${name.charAt(0).toUpperCase()}${name.slice(1).replace(/OnCall$/, '')}`;

function entryRows(world: World, stack: LinkedStack, route: RouteFact, { ref }: RouteBackend, settings: readonly ClientSetting[]): SettingRow[] {
  const stated = settings.map((setting) => statedRow({ ...setting, name: entryName(setting.name) }, () => undefined, 'route'));
  const rows = [...stated, ...proxyDefaults(route).filter(({ name }) => !stated.some((row) => row.name === name))];
  if (rows.length === 0) return [];
  const answer = stack.names(ref.name, { namespace: ref.namespace ?? stack.objects.namespaceOf(route.ref) });
  const targets = answer?.is === 'components' ? answer.candidates : [];
  return targets.flatMap((target) => rows.map((row) => ({ ...row, on: world.idOf.get(target)!, stack: stack.facts.stack.id })));
}
