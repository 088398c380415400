import type { Place } from '../../facts/place.js';
import type { CloudPart, CloudReference, CloudResourceFact, CloudSetting, Fact, WorkloadFact } from '../../facts/types.js';
import { isKnown, type Value } from '../../facts/value.js';
import { publishedSla } from '../../knowledge/slas.js';
import { isStore, kindOf, providerOf, technologyIn, typeOf, type ResourceKind } from './catalogue/index.js';
import { containersOf, hiddenUses, type RunningContainer } from './containers.js';
import { field, numberOf, stringOf } from './field.js';
import { followed, type Followed } from './follow.js';
import { nameOf, namesOf } from './names.js';
import { relationsOf, type Relations } from './relations.js';
import { settingsOf } from './settings.js';
import { zonesOf } from './zones.js';
import type { CloudResource } from './value.js';

/**
 * The facts of one stack's resources: what runs, what it runs on, and what leads from one to the other. Resources of other units
 * are where its values come from; they have no facts here.
 */
export function cloudFacts(resources: readonly CloudResource[], others: readonly CloudResource[] = []): Fact[] {
  const stack = followed([...resources, ...others]);
  const relations = relationsOf(stack);
  const components = resources.filter(stack.isComponent);
  const stores = new Map<string, string[]>();
  for (const resource of components)
    if (isStore(resource)) for (const { name } of namesOf(resource, kindOf(resource)!, stack)) stores.set(name, [...(stores.get(name) ?? []), resource.address]);
  const byName = (name: string): string | undefined => (stores.get(name)?.length === 1 ? stores.get(name)![0] : undefined);
  return components.map((resource) => factOf(resource, kindOf(resource)!, stack, relations, byName));
}

function factOf(resource: CloudResource, kind: ResourceKind, stack: Followed, relations: Relations, byName: (name: string) => string | undefined): WorkloadFact | CloudResourceFact {
  const containers = kind.runs ? containersOf(resource, kind, stack, byName) : [];
  const references = [...containers.flatMap((c) => c.references), ...(kind.runs ? hiddenUses(resource, kind, stack) : []), ...usesOf(resource, kind, stack), ...(relations.references.get(resource.address) ?? [])].filter((r) => r.to !== resource.address).map((r) => toOther(r, stack)).concat(fromOthers(resource, stack, relations));
  const settings = [...settingsOf(resource, kind, stack, relations), ...zonesOf(resource, stack), ...runningSettings(resource, containers, relations)];
  const part = partOf(resource, kind, stack, references, [...settings, ...promised(resource, settings)]);
  const declared = { at: resource.at, ref: { kind: resource.type, name: part.component.name, apiVersion: part.provider }, labels: {}, annotations: {} };
  if (!kind.runs) return { kind: 'cloud-resource', ...declared, ...part };
  // What scales it decides over what it starts with.
  const scaler = relations.scaled.get(resource.address);
  const replicas = scaler ? numberOf(field(scaler, 'min_capacity')) : kind.runs.replicas === undefined ? undefined : numberOf(field(resource, kind.runs.replicas));
  return {
    kind: 'workload', platform: 'cloud', role: kind.runs.job ? 'job' : 'serve', ...declared, containers: containers.map((c) => c.container), ...(replicas ? { replicas } : {}), ...strategyOf(resource, kind.runs.rollout),
    specAt: resource.at, podAt: resource.at, podLabels: {}, podAnnotations: {}, spread: [], volumes: [], claimTemplates: [], cloud: part,
  };
}

/** What has to end its tasks before it may start others, as `Recreate` does. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html */
function strategyOf(resource: CloudResource, rollout: NonNullable<ResourceKind['runs']>['rollout']): Pick<WorkloadFact, 'strategy'> {
  const [most, least] = rollout ? [numberOf(field(resource, rollout.most)), numberOf(field(resource, rollout.least))] : [];
  return isKnown(most) && isKnown(least) && most.value <= 100 && least.value === 0 ? { strategy: { type: { value: 'Recreate', at: most.at }, at: most.at } } : {};
}

/** What the provider promises for it; a setting or an argument that cannot be read decides nothing. */
function promised(resource: CloudResource, settings: readonly CloudSetting[]): CloudSetting[] {
  const sla = publishedSla(typeOf(resource), (name) => {
    const known = settings.find((setting) => setting.name === name)?.value ?? stringOf(field(resource, name));
    return known === undefined ? undefined : 'value' in known ? known.value : null;
  });
  return sla ? [{ name: 'publishedSla', value: { value: sla.percentage, at: resource.at }, source: sla.source }] : [];
}

/** In a reference the unit stands beside the address. */
function toOther(reference: CloudReference, { byAddress }: Followed): CloudReference {
  const unit = byAddress.get(reference.to)?.unit;
  return unit === undefined ? reference : { ...reference, to: addressWithin(reference.to, unit), toUnit: unit };
}

const addressWithin = (address: string, unit: string): string => address.slice(unit.length + 1);

/** Whose facts are another unit's: what they need of this one is said here. */
function fromOthers({ address }: CloudResource, { byAddress }: Followed, { references }: Relations): CloudReference[] {
  return [...references].flatMap(([from, needed]) => {
    const unit = byAddress.get(from)?.unit;
    return unit === undefined ? [] : needed.filter(({ to }) => to === address).map((reference) => ({ ...reference, from: { unit, address: addressWithin(from, unit) } }));
  });
}

function partOf(resource: CloudResource, kind: ResourceKind, stack: Followed, references: readonly CloudReference[], settings: readonly CloudSetting[]): CloudPart {
  const technology = technologyOf(resource, kind);
  const entry = entryOf(resource, kind) ?? addressOf(resource, stack);
  const multiplicity = multiplicityOf(resource);
  return {
    address: resource.address, provider: providerOf(typeOf(resource)), type: typeOf(resource),
    component: { name: nameOf(resource, kind), kind: technology === 'memcached' || technology === 'redis' || technology === 'valkey' ? 'cache' : kind.component, ...(technology ? { technology } : {}) },
    names: namesOf(resource, kind, stack), settings, references, ...(multiplicity ? { multiplicity } : {}), ...(entry ? { entry } : {}),
  };
}

function technologyOf(resource: CloudResource, { technology, technologyBy }: ResourceKind): string | undefined {
  const engine = technologyBy === undefined ? undefined : stringOf(field(resource, technologyBy));
  return (engine && 'value' in engine ? technologyIn(engine.value) : undefined) ?? technology;
}

function entryOf(resource: CloudResource, { entry }: ResourceKind): Place | undefined {
  if (!entry) return undefined;
  const inside = entry.unless === undefined ? undefined : stringOf(field(resource, entry.unless));
  return inside && 'value' in inside && (entry.is ?? []).includes(inside.value) ? undefined : resource.at;
}

/** A function with an address of its own: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
const addressOf = ({ address }: CloudResource, stack: Followed): Place | undefined =>
  stack.ofType('aws_lambda_function_url').find((url) => stack.components(field(url, 'function_name|target_function_arn')?.value).some((one) => one.address === address))?.at;

function multiplicityOf({ multiplicity }: CloudResource): Value<number> | undefined {
  return multiplicity && numberOf({ key: multiplicity.at, value: multiplicity, at: multiplicity.at });
}

function usesOf(resource: CloudResource, kind: ResourceKind, stack: Followed): CloudReference[] {
  return (kind.uses ?? []).flatMap(({ from, via, dependency, strength }) => {
    const entry = field(resource, from);
    return stack.components(entry?.value).map((to): CloudReference => ({ to: to.address, via, at: entry!.at, note: from.split('|')[0]!, ...(dependency ? { dependency } : {}), ...(strength ? { strength } : {}) }));
  });
}

const SCALING = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html';
const HEALTH = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html';

/** What only services of containers have: their own health checks and rules that scale them. */
function runningSettings(resource: CloudResource, containers: readonly RunningContainer[], { scaled }: Relations): CloudSetting[] {
  const probes = new Map(containers.flatMap((each) => [...each.probes]));
  if (typeOf(resource) !== 'aws_ecs_service') return [...probes].map(([name, { key }]) => ({ name, value: { value: true, at: key } }));
  const scaler = scaled.get(resource.address);
  const checked = containers.find((c) => c.healthCheck)?.healthCheck;
  const rows: CloudSetting[] = [scaler ? { name: 'hpa', value: { value: true, at: scaler.at } } : { name: 'hpa', value: { value: false, at: resource.at }, source: SCALING }];
  for (const [name, from] of [['minCapacity', 'min_capacity'], ['maxCapacity', 'max_capacity']] as const) {
    const value = scaler && numberOf(field(scaler, from));
    if (value) rows.push({ name, value });
  }
  if (checked) rows.push({ name: 'containerHealthCheck', value: { value: true, at: checked.key } });
  else if (containers.length > 0 && !containers[0]!.amongUnknown) rows.push({ name: 'containerHealthCheck', value: { value: false, at: resource.at }, source: HEALTH });
  return rows;
}

