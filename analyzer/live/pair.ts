import { compareText } from '../facts/place.js';
import type { Fact, ObjectRef, UnitFacts } from '../facts/types.js';
import type { StackFacts } from '../link/stacks.js';
import { groupOf } from './given.js';
import { withoutFilled } from './filled.js';
import type { Live, ObjectFacts } from './objects.js';

/** Two descriptions of one system that differ in nothing but what runs: the same code, the same stacks by name, the same configuration. */
export interface Pair {
  /** What both sides share: code, images, configuration files, other clouds. */
  readonly shared: readonly UnitFacts[];
  readonly declared: readonly StackFacts[];
  readonly live: readonly StackFacts[];
}

/** Parsers whose units are what gets deployed; the stacks that were made of them are compared, or left out on both sides. */
const DEPLOYED: ReadonlySet<string> = new Set(['kubernetes', 'kustomize', 'helm', 'terraform-kubernetes', 'compose', 'aspire']);
/** Of these, how an image is built holds wherever it runs. */
const OF_CODE: ReadonlySet<Fact['kind']> = new Set(['image-build', 'dockerfile', 'package']);

/** Puts the cluster's objects in the place of the stacks that were applied to it. */
export function pair(units: readonly UnitFacts[], stacks: readonly StackFacts[], live: Live): Pair {
  const shared = units.map((unit) => (DEPLOYED.has(unit.unit.parser) ? { ...unit, facts: unit.facts.filter(({ kind }) => OF_CODE.has(kind)) } : unit));
  const assigned = assign(live.objects, stacks);
  return {
    shared,
    declared: stacks.map((stack) => ({ ...stack, facts: stack.facts.filter(({ kind }) => !OF_CODE.has(kind)) })),
    live: stacks.map((stack) => ({ ...stack, partial: stack.partial || live.problems.some(({ severity }) => severity === 'error'), facts: liveFacts(stack, assigned.get(stack) ?? [], live) })),
  };
}

/** The stack of a cluster that nothing is held against: all that runs, and nothing that is declared. */
export const alone: StackFacts = { stack: { id: 'cluster', kind: 'kubernetes', root: 'cluster', environment: 'unknown' }, facts: [], partial: false };

/**
 * Which stacks were applied to the cluster: the one of which most is there, and every further one that declares nothing twice. Staging and
 * production of one system declare the same objects, and a cluster runs one of them.
 */
export function chooseStacks(stacks: readonly StackFacts[], live: Live): StackFacts[] {
  const running = new Set(live.objects.flatMap(({ ref, facts }) => (facts.some(isRunning) ? [nameOf(ref), anywhere(ref)] : [])));
  const scored = stacks.map((stack) => {
    const names = stack.facts.flatMap((fact) => (isRunning(fact) ? [fact.ref.namespace === undefined ? anywhere(fact.ref) : nameOf(fact.ref)] : []));
    return { stack, names, found: names.filter((name) => running.has(name)).length };
  });
  const taken = new Set<string>();
  return scored
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found || a.names.length - b.names.length || compareText(a.stack.stack.id, b.stack.stack.id))
    .flatMap(({ stack, names }) => {
      if (names.some((name) => taken.has(name))) return [];
      for (const name of names) taken.add(name);
      return [stack];
    });
}

/** What a stack is told by: policies and configuration of one name may stand in several. */
const isRunning = (fact: Fact): fact is Extract<Fact, { readonly ref: ObjectRef }> => (fact.kind === 'workload' && fact.role !== 'hook') || fact.kind === 'service';
const nameOf = ({ kind, namespace = '', name }: ObjectRef): string => `${kind} ${namespace}/${name}`;

/** Every object to the stack that declares it; what nobody declares, to the one that most of its namespace belongs to. */
function assign(objects: readonly ObjectFacts[], stacks: readonly StackFacts[]): ReadonlyMap<StackFacts, readonly ObjectFacts[]> {
  const owners = new Map(stacks.flatMap((stack) => refsIn(stack.facts).flatMap((ref) => [[nameOf(ref), stack], ...(ref.namespace === undefined ? [[anywhere(ref), stack]] : [])] as [string, StackFacts][])));
  const assigned = new Map<StackFacts, ObjectFacts[]>(stacks.map((stack) => [stack, []]));
  const stray: ObjectFacts[] = [];
  for (const object of objects) {
    const owner = owners.get(nameOf(object.ref)) ?? owners.get(anywhere(object.ref));
    if (owner !== undefined) assigned.get(owner)!.push(object);
    // What an operator made has no manifest, and what belongs to the whole cluster is mostly others'; a cluster by itself has need of both.
    else if (stacks[0] === alone || (!object.operated && object.ref.namespace !== undefined)) stray.push(object);
  }
  const homes = homesOf(assigned);
  for (const object of stray) assigned.get(homes.get(object.ref.namespace ?? '') ?? stacks[0]!)?.push(object);
  return assigned;
}

const refsIn = (facts: readonly Fact[]): ObjectRef[] => facts.flatMap((fact) => ('ref' in fact ? [fact.ref] : []));
const anywhere = ({ kind, name }: ObjectRef): string => `${kind} */${name}`;

function homesOf(assigned: ReadonlyMap<StackFacts, readonly ObjectFacts[]>): ReadonlyMap<string, StackFacts> {
  const best = new Map<string, { readonly stack: StackFacts; readonly count: number }>();
  for (const [stack, objects] of assigned) {
    const counts = new Map<string, number>();
    for (const { ref } of objects) counts.set(ref.namespace ?? '', (counts.get(ref.namespace ?? '') ?? 0) + 1);
    for (const [namespace, count] of counts) if (count > (best.get(namespace)?.count ?? 0)) best.set(namespace, { stack, count });
  }
  return new Map([...best].map(([namespace, { stack }]) => [namespace, stack]));
}

/** A stack's facts as the cluster has them. What was not looked at is taken as declared. */
function liveFacts(stack: StackFacts, objects: readonly ObjectFacts[], live: Live): Fact[] {
  const declared = new Map(stack.facts.flatMap((fact) => ('ref' in fact ? [[keyOf(fact), fact] as const] : [])));
  // Manifests that name no namespace are applied to any; so is what runs there.
  const homeless = stack !== alone && refsIn(stack.facts).every(({ namespace, kind }) => namespace === undefined || kind === 'Namespace');
  const facts = objects.flatMap((object) => object.facts.map((fact) => {
    const counterpart = 'ref' in fact ? (declared.get(keyOf(fact)) ?? declared.get(keyOf(fact, ''))) : undefined;
    return elsewhere(withoutFilled(fact, counterpart), homeless || (counterpart !== undefined && 'ref' in counterpart && counterpart.ref.namespace === undefined));
  }));
  const there = new Set(facts.map((fact) => ('ref' in fact ? keyOf(fact) : '')));
  const kept = stack.facts.filter((fact) => !('ref' in fact) ? keepsLoose(fact) : !there.has(keyOf(fact)) && !wasSeen(fact, live));
  return scaled([...facts, ...kept], declared);
}

type Referred = Extract<Fact, { readonly ref: ObjectRef }>;
const keyOf = ({ kind, ref }: Referred, namespace = ref.namespace ?? ''): string => `${kind} ${ref.kind} ${namespace}/${ref.name}`;

function elsewhere(fact: Fact, homeless: boolean): Fact {
  if (!homeless || !('ref' in fact)) return fact;
  const { namespace: _, ...ref } = fact.ref;
  return { ...fact, ref };
}

/** Facts that are no object: those of a ConfigMap's text come with the live ConfigMap. */
const keepsLoose = (fact: Fact): boolean => !OF_CODE.has(fact.kind) && !(fact.kind === 'config-reference' && fact.configMap !== undefined);

/** Whether it would have been seen if it were there. A Job that has ended may be gone, and hooks are. */
function wasSeen(fact: Referred, { kinds, namespaces }: Live): boolean {
  if (fact.kind === 'workload' && (fact.role === 'job' || fact.role === 'hook')) return false;
  const group = groupOf(fact.ref.apiVersion ?? '');
  if (!kinds.some((kind) => kind.kind === fact.ref.kind && (kind.group === group || MOVED.has(group)))) return false;
  return namespaces === undefined || fact.ref.namespace === undefined || namespaces.includes(fact.ref.namespace);
}

/** Groups of old manifests: the server serves their kinds under others. */
const MOVED: ReadonlySet<string> = new Set(['extensions']);

/** An autoscaler, or what tries a new version beside the old one, owns the number of what it scales: what it made of it today is no difference. */
function scaled(facts: readonly Fact[], declared: ReadonlyMap<string, Fact>): Fact[] {
  const targets = new Set(facts.flatMap((fact) => {
    const target = fact.kind === 'autoscaler' ? fact.target : fact.kind === 'service' ? fact.madeFor : undefined;
    return target === undefined || !('ref' in fact) ? [] : [nameOf({ ...target, ...(fact.ref.namespace === undefined ? {} : { namespace: fact.ref.namespace }) })];
  }));
  return facts.map((fact) => {
    if (fact.kind !== 'workload' || !targets.has(nameOf(fact.ref))) return fact;
    const counterpart = declared.get(keyOf(fact));
    const { replicas: _, ...rest } = fact;
    return { ...rest, ...(counterpart?.kind === 'workload' && counterpart.replicas !== undefined ? { replicas: counterpart.replicas } : {}) };
  });
}
