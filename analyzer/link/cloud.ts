import { knownOf, isKnown } from '../facts/value.js';
import type { CloudPart, CloudReference, CloudResourceFact, Fact } from '../facts/types.js';
import type { Stack } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { kindTowards } from './kinds.js';
import type { NameTable } from './names.js';
import type { Objects } from './objects.js';
import { addEntry } from './routes.js';
import type { SettingRow } from './setting-rows.js';
import type { StackFacts } from './stacks.js';
import type { Tools } from './tools.js';
import type { LinkedStack, World } from './world.js';

const CLOUD: ReadonlySet<Stack['kind']> = new Set(['terraform', 'cloudformation']);

/** A stack of cloud resources: names resolve by address, by discovery and DNS names, by a resource's own name. */
export const isCloudStack = (stack: StackFacts): boolean => CLOUD.has(stack.stack.kind);

/** Resources that others than their own unit need: the unit and the address. */
export const neededAcross = (stacks: readonly StackFacts[]): ReadonlySet<string> =>
  new Set(stacks.filter(isCloudStack).flatMap(({ facts }) => partsIn(facts)).flatMap(({ references }) => references).flatMap(({ to, toUnit }) => (toUnit === undefined ? [] : [`${toUnit}:${to}`])));

const partsIn = (facts: readonly Fact[]): CloudPart[] => facts.flatMap((fact) => (fact.kind === 'cloud-resource' ? [fact] : fact.kind === 'workload' && fact.cloud ? [fact.cloud] : []));

/** Each resource and each thing that runs is a component by itself. */
export function cloudCandidates(stack: StackFacts, objects: Objects, across: ReadonlySet<string>): Candidate[] {
  const resources = ofKind(stack.facts, 'cloud-resource');
  const needed = new Set(partsIn(stack.facts).flatMap((part) => part.references.map((r) => r.to)));
  return [
    ...objects.workloads.flatMap((workload) => (workload.fact.cloud ? [{ ...candidateOf(stack, workload.fact.cloud, workload.fact), workloads: [workload] }] : [])),
    ...resources.filter((r) => !isAside(r) || needed.has(r.address) || across.has(`${unitOf(stack)}:${r.address}`) || r.references.length > 0).map((r) => ({ ...candidateOf(stack, r, r), workloads: [], resource: r })),
  ];
}

const STORAGE: ReadonlySet<string> = new Set(['s3', 'gcs', 'azure-storage', 'efs']);

/** A cluster that nothing talks to is a place where others run; a bucket that nobody is told of keeps state, logs or artefacts. */
const isAside = ({ component }: CloudPart): boolean => (component.kind === 'other' && component.technology !== 'node-pool') || STORAGE.has(component.technology ?? '');

function candidateOf(stack: StackFacts, part: CloudPart, { at }: Pick<CloudResourceFact, 'at'>): Omit<Candidate, 'workloads'> {
  const { name, kind } = part.component;
  // What the team's own code runs on is no product that says what the component is.
  const technology = kind === 'service' || kind === 'function' || kind === 'job' ? undefined : part.component.technology;
  return {
    stack: stack.stack.id, name, kind, ...(technology === undefined ? {} : { technology }),
    // Nobody calls machines by the name of their pool.
    names: new Set(part.component.technology === 'node-pool' ? [part.address] : [name, part.address, ...part.names.map((n) => n.name)]), evidence: [evidence(at, 'workload', part.address)], packages: [],
  };
}

/** What the template says of a candidate, whichever fact carries it. */
export const partOf = (candidate: Candidate): CloudPart | undefined => candidate.resource ?? candidate.workloads[0]?.fact.cloud;

/** A name that two resources share says nothing; an address never is shared. */
export function cloudNames(candidates: readonly Candidate[]): NameTable {
  const byName = new Map<string, Set<Candidate>>();
  for (const candidate of candidates)
    for (const name of candidate.names) {
      const key = name.toLowerCase().replace(/\.$/, '');
      byName.set(key, (byName.get(key) ?? new Set()).add(candidate));
    }
  return (host) => {
    const found = byName.get(host.toLowerCase().replace(/\.$/, ''));
    return found?.size === 1 ? { is: 'components', candidates: [...found], evidence: [] } : undefined;
  };
}

/** What resources say of each other: variables, target groups, event sources. */
export function followCloud(tools: Tools): void {
  const stacks = tools.world.stacks.filter((s) => isCloudStack(s.facts));
  const byUnit = new Map(stacks.map((stack) => [unitOf(stack.facts), new Map(stack.candidates.flatMap((c) => (partOf(c) ? [[partOf(c)!.address, c] as const] : [])))] as const));
  for (const stack of stacks) for (const candidate of stack.candidates) followCandidate(candidate, stack, (address, unit = unitOf(stack.facts)) => byUnit.get(unit)?.get(address), tools);
}

/** A stack's id says its kind only where another of that id is there. */
const unitOf = ({ stack: { id, kind } }: StackFacts): string => (id.endsWith(` (${kind})`) ? id.slice(0, -kind.length - 3) : id);

type Find = (address: string, unit?: string) => Candidate | undefined;

function followCandidate(candidate: Candidate, stack: LinkedStack, find: Find, { world, profile, collected, entries }: Tools): void {
  const part = partOf(candidate);
  const own = world.idOf.get(candidate)!;
  const stackId = stack.facts.stack.id;
  if (part?.entry) addEntry(entries, own, stackId, evidence(part.entry, 'route', part.address));
  for (const reference of part?.references ?? []) {
    const target = find(reference.to, reference.toUnit);
    const needing = reference.from === undefined ? candidate : find(reference.from.address, reference.from.unit);
    const [to, from] = [target, needing].map((c) => c && world.idOf.get(c));
    if (to === undefined || from === undefined) continue;
    const strength = reference.strength ?? 'hard';
    collected.edges.push({ from, to, kind: reference.dependency ?? kindTowards(profile, from, to), phase: 'request', strength, by: 'manifest', stack: stackId, evidence: [evidence(reference.at, MECHANISM[reference.via], reference.note)] });
  }
}

const MECHANISM = { env: 'env', 'target-group': 'route', integration: 'route', origin: 'route', 'event-source': 'link', subscription: 'link', 'security-group': 'network-policy', argument: 'link' } as const satisfies Record<CloudReference['via'], string>;

/** Settings as the template gives them, with the platform's where it says nothing. */
export function cloudSettings(world: World): SettingRow[] {
  return world.stacks.filter((s) => isCloudStack(s.facts)).flatMap((stack) =>
    stack.candidates.flatMap((candidate) => {
      const on = world.idOf.get(candidate)!;
      const part = partOf(candidate);
      const counted = part?.multiplicity ? [...part.settings, { name: 'multiplicity', value: part.multiplicity }] : (part?.settings ?? []);
      return counted.map(({ name, value, source }: CloudPart['settings'][number]): SettingRow => ({
        on, name, value: knownOf(value) ?? null, origin: !isKnown(value) ? 'unknown' : source === undefined ? 'explicit' : 'default', stack: stack.facts.stack.id,
        ...(source === undefined ? {} : { source }), evidence: evidence(value.at, source === undefined ? 'workload' : 'default'),
      }));
    }),
  );
}
