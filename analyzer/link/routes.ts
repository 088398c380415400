import type { RouteBackend, RouteFact } from '../facts/types.js';
import type { Evidence } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import type { Edge } from './edges.js';
import { evidence } from './evidence.js';
import { gatewayOf } from './ingress-gateways.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/** Where user traffic enters, as manifests show it: component id to stack to evidence. */
export type Entries = Map<string, Map<string, Evidence[]>>;

export function addEntry(entries: Entries, id: string, stack: string, how: Evidence): void {
  const stacks = entries.get(id) ?? new Map<string, Evidence[]>();
  stacks.set(stack, [...(stacks.get(stack) ?? []), how]);
  entries.set(id, stacks);
}

/** Gateways route to backends and are where traffic enters; a route without a gateway of ours makes its backend the entry. */
export function followRoutes(tools: Tools): void {
  for (const stack of tools.world.stacks)
    for (const route of stack.objects.routes)
      for (const backend of route.backends) followBackend(stack, route, backend, tools);
}

function followBackend(stack: LinkedStack, route: RouteFact, backend: RouteBackend, { world, resolve, collected, entries }: Tools): void {
  const stackId = stack.facts.stack.id;
  const namespace = stack.objects.namespaceOf(route.ref);
  const how = evidence(backend.at, 'route', `${route.ref.kind} ${route.ref.name}`);
  const host = backend.ref.namespace ? `${backend.ref.name}.${backend.ref.namespace}.svc` : backend.ref.name;
  const served = gatewayOf(route, stack.candidates);
  const gateways = served === undefined ? parentsOf(stack, route) : [served];
  const from = gateways[0];
  const reference = { stack, from: from ?? stack.candidates[0]!, namespace, evidence: how, at: backend.at, outside: backend.ref.name.includes('.'), loopback: false };
  if (!reference.from || isMeshOnly(route)) return;
  const resolved = resolve({ host, form: 'host-port' }, reference);
  if (resolved.is !== 'components') return;
  for (const to of resolved.ids) {
    if (!backend.mirror && (gateways.length === 0 || served?.role === 'ingress')) addEntry(entries, to, stackId, how);
    for (const gateway of gateways) {
      const id = world.idOf.get(gateway)!;
      collected.edges.push({ from: id, to, kind: 'routes', phase: 'request', strength: strengthOf(backend), by: 'manifest', protocol: 'http', stack: stackId, evidence: [how, ...resolved.evidence] });
      if (gateway.role !== 'ingress') for (const proof of gateway.evidence) addEntry(entries, id, stackId, proof);
    }
  }
}

/** Nobody waits for a copy, and where nothing is sent nothing is lost. */
export const strengthOf = ({ mirror, weight }: RouteBackend): Edge['strength'] => (mirror || weight === 0 ? 'soft' : 'hard');

/** A VirtualService for the mesh alone, or a route that attaches to a Service, changes how a call is made; it is no way in. */
export const isMeshOnly = ({ ref, parents }: RouteFact): boolean => (ref.kind === 'VirtualService' && parents.length === 0) || (parents.length > 0 && parents.every((p) => p.name === 'mesh' || p.kind === 'Service'));

function parentsOf(stack: LinkedStack, route: RouteFact): Candidate[] {
  return stack.candidates.filter((c) => c.kind === 'gateway' && c.workloads.length === 0 && route.parents.some((p) => p.name === c.name && (p.namespace === undefined || c.namespace === undefined || p.namespace === c.namespace)));
}
