import type { ObjectRef } from '../facts/types.js';
import { nearest } from '../config/nearest.js';
import type { StackDangling } from './collect.js';
import type { LinkedWorkload } from './objects.js';
import { matchesLabels, matchesSelector } from '../facts/selectors.js';
import type { LinkedStack, World } from './world.js';

/**
 * References between objects that name nothing. Quiet where the other end may well exist: another folder of the repository
 * declares it, an operator's custom resource makes it, or it is a kind of object that teams do not commit (Secrets).
 */
export function findDangling(world: World): StackDangling[] {
  return world.stacks.filter((s) => s.facts.stack.kind !== 'compose').flatMap((stack) => [...emptyServices(world, stack), ...emptyBudgets(world, stack), ...lostAutoscalers(world, stack), ...lostConfiguration(world, stack), ...routePorts(stack), ...lostParents(world, stack)]);
}

const describe = (stack: LinkedStack, ref: ObjectRef) => ({ kind: ref.kind, name: ref.name, namespace: stack.objects.namespaceOf(ref) });

/** Custom resources whose operator may make the pods: their name is in the selector or in the Service's name. */
function madeByOperator(stack: LinkedStack, words: readonly string[]): boolean {
  return stack.objects.objects.some((o) => isCustom(o.ref) && words.some((word) => word.includes(o.ref.name)));
}

const isCustom = (ref: ObjectRef): boolean => (ref.apiVersion ?? '').split('/')[0]!.includes('.') && !/(^|\.)k8s\.io$/.test(ref.apiVersion!.split('/')[0]!);

function emptyServices(world: World, stack: LinkedStack): StackDangling[] {
  return stack.objects.services
    .filter(({ fact, workloads }) => fact.selector !== undefined && Object.keys(fact.selector).length > 0 && workloads.length === 0)
    .filter(({ fact }) => !elsewhere(world, stack, (w) => matchesLabels(fact.selector, w.fact.podLabels)) && !madeByOperator(stack, [...Object.values(fact.selector!), fact.ref.name]))
    .map(({ fact }) => ({ stack: stack.facts.stack.id, what: 'service-without-pods' as const, object: describe(stack, fact.ref), target: `pods with ${labelText(fact.selector!)}`, ...suggest(fact.ref.name, stack.objects.workloads.map((w) => w.fact.ref.name)), at: fact.selectorAt ?? fact.at }));
}

function emptyBudgets(world: World, stack: LinkedStack): StackDangling[] {
  return stack.objects.budgets
    .filter(({ fact, workloads }) => fact.selector !== undefined && workloads.length === 0)
    .filter(({ fact }) => !elsewhere(world, stack, (w) => matchesSelector(fact.selector, w.fact.podLabels)) && !madeByOperator(stack, [...Object.values(fact.selector!.matchLabels), fact.ref.name]))
    .map(({ fact }) => ({ stack: stack.facts.stack.id, what: 'budget-selects-nothing' as const, object: describe(stack, fact.ref), target: `pods with ${labelText(fact.selector!.matchLabels)}`, at: fact.selectorAt ?? fact.at }));
}

const SCALABLE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

function lostAutoscalers(world: World, stack: LinkedStack): StackDangling[] {
  return stack.objects.autoscalers
    .filter(({ fact, workloads }) => workloads.length === 0 && SCALABLE.has(fact.target.kind) && !elsewhere(world, stack, (w) => w.fact.ref.kind === fact.target.kind && w.fact.ref.name === fact.target.name))
    .map(({ fact }) => ({ stack: stack.facts.stack.id, what: 'autoscaler-target' as const, object: describe(stack, fact.ref), target: `${fact.target.kind} ${fact.target.name}`, ...suggest(fact.target.name, stack.objects.workloads.map((w) => w.fact.ref.name)), at: fact.targetAt }));
}

const elsewhere = (world: World, own: LinkedStack, matches: (workload: LinkedWorkload) => boolean): boolean => world.stacks.some((s) => s !== own && s.facts.stack.kind !== 'compose' && s.objects.workloads.some(matches));
const labelText = (labels: Readonly<Record<string, string>>): string => Object.entries(labels).map(([k, v]) => `${k}=${v}`).join(', ') || 'these labels';
const suggest = (name: string, names: readonly string[]): { readonly suggestion?: string } => {
  const found = nearest(name, names);
  return found === undefined ? {} : { suggestion: found };
};

/** Made by the cluster itself in every namespace. */
const GIVEN = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']);

function lostConfiguration(world: World, stack: LinkedStack): StackDangling[] {
  const maps = new Map(stack.objects.configs.map((c) => [`${c.ref.kind} ${stack.objects.namespaceOf(c.ref)}/${c.ref.name}`, c]));
  const anywhere = new Set(world.stacks.flatMap((s) => s.objects.configs.map((c) => `${c.ref.kind} ${c.ref.name}`)));
  const found: StackDangling[] = [];
  for (const workload of stack.objects.workloads) {
    const base = { stack: stack.facts.stack.id, object: describe(stack, workload.fact.ref) };
    for (const use of configUses(workload)) {
      const config = maps.get(`${use.kind} ${workload.namespace}/${use.name}`);
      if (use.optional || GIVEN.has(use.name)) continue;
      if (config && !config.keysUnknown && use.key !== undefined && !config.entries.some((e) => e.key === use.key))
        found.push({ ...base, what: use.kind === 'Secret' ? 'secret-key' : 'config-map-key', target: `key ${use.key} of ${use.kind} ${use.name}`, ...suggest(use.key, config.entries.map((e) => e.key)), at: use.keyAt ?? use.at });
      if (!config && use.kind === 'ConfigMap' && !anywhere.has(`ConfigMap ${use.name}`) && !madeByOperator(stack, [use.name]))
        found.push({ ...base, what: 'config-map', target: `ConfigMap ${use.name} in namespace ${workload.namespace}`, ...suggest(use.name, stack.objects.configs.map((c) => c.ref.name)), at: use.at });
    }
  }
  return found;
}

function configUses({ fact }: LinkedWorkload) {
  const uses: { kind: 'ConfigMap' | 'Secret'; name: string; key?: string; optional: boolean; at: (typeof fact)['at']; keyAt?: (typeof fact)['at'] }[] = [];
  for (const container of fact.containers) {
    for (const source of container.envFrom) uses.push(source);
    for (const { ref } of container.env) if (ref && (ref.kind === 'ConfigMap' || ref.kind === 'Secret')) uses.push({ kind: ref.kind, name: ref.name, key: ref.key, optional: ref.optional, at: ref.at, ...(ref.keyAt ? { keyAt: ref.keyAt } : {}) });
  }
  for (const volume of fact.volumes) if (volume.kind === 'configMap' && volume.source) uses.push({ kind: 'ConfigMap', name: volume.source, optional: volume.optional, at: volume.at });
  return uses;
}

function routePorts(stack: LinkedStack): StackDangling[] {
  const services = new Map(stack.objects.services.map((s) => [`${s.namespace}/${s.fact.ref.name}`, s.fact]));
  return stack.objects.routes.flatMap((route) =>
    route.backends.flatMap((backend) => {
      const namespace = stack.objects.namespaceOf({ ...route.ref, ...(backend.ref.namespace ? { namespace: backend.ref.namespace } : {}) });
      const service = backend.ref.kind === 'Service' ? services.get(`${namespace}/${backend.ref.name}`) : undefined;
      if (!service || backend.port === undefined || service.ports.length === 0 || service.ports.some((p) => p.port === backend.port || p.name === backend.port)) return [];
      return [{ stack: stack.facts.stack.id, what: 'route-backend-port' as const, object: describe(stack, route.ref), target: `port ${backend.port} of Service ${backend.ref.name}`, suggestion: String(service.ports[0]!.port), at: backend.at }];
    }),
  );
}

/** A Gateway API route whose Gateway no file declares; Istio's `mesh` and gateways of other namespaces may be anybody's. */
function lostParents(world: World, stack: LinkedStack): StackDangling[] {
  const declared = new Set(world.stacks.flatMap((s) => s.objects.gateways.map((g) => g.ref.name)));
  if (declared.size === 0) return [];
  return stack.objects.routes.flatMap((route) =>
    route.parents
      .filter((p) => p.kind === 'Gateway' && p.name !== 'mesh' && !declared.has(p.name) && (p.namespace === undefined || p.namespace === stack.objects.namespaceOf(route.ref)))
      .map((p) => ({ stack: stack.facts.stack.id, what: 'gateway-parent' as const, object: describe(stack, route.ref), target: `Gateway ${p.name}`, ...suggest(p.name, [...declared]), at: route.at })),
  );
}
