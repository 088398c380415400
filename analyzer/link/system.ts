import { groupBy } from '../facts/groups.js';
import { compareText, comparePlaces } from '../facts/place.js';
import type { Fact, Problem } from '../facts/types.js';
import type { Component, Dependency, GraphDocument, Setting } from '../graph/document.js';
import type { ClientLink, CloudObject, LinkedRoute, StackView, System, UnsetVariable, Workload } from '../system/system.js';
import { partOf } from './cloud.js';
import type { Collected } from './collect.js';
import { compareEvidence } from './evidence.js';
import { ofKind } from './facts.js';
import type { LinkCoverage } from './index.js';
import type { LinkedWorkload } from './objects.js';
import { subjectKey } from './setting-rows.js';
import type { LinkedStack, World } from './world.js';

export interface Linked {
  readonly world: World;
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
  readonly settings: readonly Setting[];
  readonly collected: Collected;
  readonly coverage: LinkCoverage;
  readonly unset: ReadonlyMap<LinkedStack, readonly UnsetVariable[]>;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}

/** The finished system: the document, its indexes, and the facts behind each component. */
export function buildSystem(linked: Linked): System {
  const document = documentOf(linked);
  const components = new Map(document.components.map((c) => [c.id, c]));
  const out = groupBy(document.dependencies, (d) => d.from);
  const into = groupBy(document.dependencies, (d) => d.to);
  const settings = groupBy(document.settings, (s) => subjectKey(s.on));
  const code = codeOf(linked);
  return {
    document,
    stacks: linked.world.stacks.map((stack) => ({ ...viewOf(linked, stack), unset: linked.unset.get(stack) ?? [] })),
    component: (id) => {
      const found = components.get(id);
      if (!found) throw new Error(`there is no component ${id}`);
      return found;
    },
    out: (id) => out.get(id) ?? [],
    in: (id) => into.get(id) ?? [],
    setting: (on, name, stack) => {
      const named = (settings.get(subjectKey(on)) ?? []).filter((s) => s.name === name);
      return named.find((s) => s.stack === stack) ?? named.find((s) => s.stack === undefined);
    },
    imageBuilds: ofKind(linked.facts, 'image-build'),
    dockerfiles: ofKind(linked.facts, 'dockerfile'),
    ...code,
  };
}

function documentOf({ world, components, dependencies, settings, collected, coverage, problems }: Linked): GraphDocument {
  const ids = new Set(components.map((c) => c.id));
  const unresolved = [...collected.unresolved].sort((a, b) => compareText(a.from, b.from) || compareEvidence(a.evidence, b.evidence) || compareText(a.expression, b.expression));
  return {
    schema: 'faultline/graph@1',
    stacks: world.stacks.map((s) => s.facts.stack).sort((a, b) => compareText(a.id, b.id)),
    components,
    dependencies: dependencies.filter((d) => ids.has(d.from) && ids.has(d.to)),
    settings: settings.filter((s) => (typeof s.on === 'string' ? ids.has(s.on) : ids.has(s.on.from) && ids.has(s.on.to))),
    coverage: { files: coverage.files, units: coverage.units, ...(coverage.wholes === undefined ? {} : { wholes: coverage.wholes }), unresolved: unresolved.filter((u, i) => i === 0 || u.from !== unresolved[i - 1]!.from || u.expression !== unresolved[i - 1]!.expression || compareEvidence(u.evidence, unresolved[i - 1]!.evidence) !== 0) },
    problems: uniqueProblems(problems),
  };
}

/** A file that two units read (a base and its overlay) has each of its problems once. */
function uniqueProblems(problems: readonly Problem[]): Problem[] {
  const byKey = new Map(problems.map((p) => [`${p.file}\u0000${p.line}\u0000${p.column}\u0000${p.code}\u0000${p.message}`, p]));
  return [...byKey.values()].sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code) || compareText(a.message, b.message));
}

/** Code facts by the component whose packages they belong to. */
function codeOf({ world, collected, facts }: Linked): Pick<System, 'clients' | 'client' | 'handlers' | 'transactions' | 'locks' | 'fallbacks' | 'messageHandlers' | 'declaredChannels' | 'cacheFills' | 'unboundedBuffers' | 'localState'> {
  const runners = new Map<string, Set<string>>();
  for (const { id, candidates } of world.identities)
    for (const { root } of candidates.flatMap((c) => c.packages)) runners.set(root, (runners.get(root) ?? new Set()).add(id));
  const byComponent = <F>(all: readonly F[], roots: (fact: F) => readonly string[]): ReadonlyMap<string, readonly F[]> => {
    const grouped = new Map<string, F[]>();
    for (const fact of all)
      for (const component of new Set(roots(fact).flatMap((root) => [...(runners.get(root) ?? [])]))) grouped.set(component, [...(grouped.get(component) ?? []), fact]);
    return grouped;
  };
  const targetsOf = (id: string) => [...(collected.clientTargets.get(id) ?? [])].sort(compareText);
  // A client in shared code leads each program that runs it elsewhere.
  const pairs = new Set(collected.edges.filter((e) => e.by === 'code').map((e) => `${e.from}\u0000${e.to}`));
  const clients = new Map([...byComponent(ofKind(facts, 'client'), (f) => f.packages)].map(([component, all]) => [component, all.map((fact): ClientLink => ({ fact, component, targets: targetsOf(fact.id).filter((to) => pairs.has(`${component}\u0000${to}`)) }))]));
  const byId = new Map([...clients.values()].flat().map((link) => [link.fact.id, { ...link, targets: targetsOf(link.fact.id) }]));
  const handlers = byComponent(ofKind(facts, 'handler'), (f) => [f.package]);
  const transactions = byComponent(ofKind(facts, 'transaction'), (f) => [f.package]);
  const locks = byComponent(ofKind(facts, 'lock'), (f) => [f.package]);
  const fallbacks = byComponent(ofKind(facts, 'fallback'), (f) => [f.package]);
  const messages = byComponent(ofKind(facts, 'message-handler'), (f) => [f.package]);
  const buffers = byComponent(ofKind(facts, 'unbounded-buffer'), (f) => f.packages);
  const fills = byComponent(ofKind(facts, 'cache-fill'), (f) => [f.package]);
  const declared = byComponent(ofKind(facts, 'declared-channel'), (f) => f.packages);
  const states = byComponent(ofKind(facts, 'local-state'), (f) => f.packages);
  return {
    clients: (component) => clients.get(component) ?? [],
    client: (id) => byId.get(id),
    handlers: (component) => handlers.get(component) ?? [],
    transactions: (component) => transactions.get(component) ?? [],
    locks: (component) => locks.get(component) ?? [],
    fallbacks: (component) => fallbacks.get(component) ?? [],
    messageHandlers: (component) => messages.get(component) ?? [],
    unboundedBuffers: (component) => buffers.get(component) ?? [],
    cacheFills: (component) => fills.get(component) ?? [],
    declaredChannels: (component) => declared.get(component) ?? [],
    localState: (component) => states.get(component) ?? [],
  };
}

function viewOf({ world, collected }: Linked, stack: LinkedStack): StackView {
  const { objects } = stack;
  const idOf = new Map(stack.candidates.flatMap((c) => c.workloads.map((w) => [w, world.idOf.get(c)!] as const)));
  const workloads = new Map<LinkedWorkload, Workload>(objects.workloads.map((w) => [w, { ...w, component: idOf.get(w)! }]));
  const linked = <F>(all: readonly { readonly fact: F; readonly namespace: string; readonly workloads: readonly LinkedWorkload[] }[]) =>
    all.map(({ fact, namespace, workloads: selected }) => ({ fact, namespace, workloads: selected.map((w) => workloads.get(w)!) }));
  const answer = (host: string, namespace: string): readonly string[] => {
    const found = stack.names(host, { namespace });
    return found?.is === 'components' ? found.candidates.map((c) => world.idOf.get(c)!) : [];
  };
  const services = linked(objects.services).map((service) => ({ ...service, components: answer(service.fact.ref.name, service.namespace) }));
  const serviceAt = new Map(services.map((s) => [`${s.namespace}/${s.fact.ref.name}`, s]));
  const routes: LinkedRoute[] = objects.routes.map((fact) => {
    const namespace = objects.namespaceOf(fact.ref);
    const backends = fact.backends.map((backend) => {
      const service = serviceAt.get(`${backend.ref.namespace ?? namespace}/${backend.ref.name}`);
      return { backend, ...(service ? { service: service.fact } : {}), components: service?.components ?? [] };
    });
    return { fact, namespace, backends };
  });
  const id = stack.facts.stack.id;
  return {
    stack: stack.facts.stack,
    environment: stack.facts.stack.environment,
    components: [...new Set(stack.candidates.map((c) => world.idOf.get(c)!))].sort(compareText),
    workloads: [...workloads.values()],
    services,
    routes,
    gateways: objects.gateways,
    configs: objects.configs,
    autoscalers: linked(objects.autoscalers),
    budgets: linked(objects.budgets),
    networkPolicies: objects.networkPolicies,
    claims: objects.claims,
    endpoints: objects.endpoints,
    objects: objects.objects,
    cloud: cloudOf(world, stack),
    templates: objects.templates,
    declared: (kind) => ofKind(stack.facts.facts, kind),
    namespaceOf: objects.namespaceOf,
    literal: objects.literal,
    manifests: objects.manifests,
    partial: stack.facts.partial,
    dangling: collected.dangling.filter((d) => d.stack === id).sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.target, b.target)),
  };
}

/** Each resource with the component of its address. */
function cloudOf(world: World, { objects, candidates }: LinkedStack): CloudObject[] {
  const byAddress = new Map(candidates.flatMap((c) => (partOf(c) ? [[partOf(c)!.address, world.idOf.get(c)] as const] : [])));
  return objects.cloud.map((fact) => {
    const component = byAddress.get(fact.address);
    return { fact, ...(component === undefined ? {} : { component }) };
  });
}
