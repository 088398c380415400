import { compareText } from '../facts/place.js';
import { isUnknown, knownOf, type Value } from '../facts/value.js';
import type { Place } from '../facts/place.js';
import type { CloudResourceFact, RouteFact, WorkloadFact } from '../facts/types.js';
import type { ComponentKind, ComponentRole, Evidence, Mechanism } from '../graph/document.js';
import { imageTechnology } from '../knowledge/images.js';
import { technologyOf } from '../knowledge/technologies.js';
import { cloudCandidates, isCloudStack } from './cloud.js';
import { evidence } from './evidence.js';
import { opened, platformGateways } from './ingress-gateways.js';
import type { LinkedWorkload, Objects } from './objects.js';
import type { StackFacts } from './stacks.js';

/** A component as one stack knows it, before it is known which stacks mean the same one. */
export interface Candidate {
  readonly stack: string;
  readonly name: string;
  readonly namespace?: string;
  /** What its image or its name says; source that it runs may know better (`described.ts`). */
  kind: ComponentKind;
  role?: ComponentRole;
  technology?: string;
  /** Every name it is known by in its stack: workloads, Services, Compose names, routes of a gateway. */
  readonly names: Set<string>;
  /** Names of these that a registry knows; filled by `described.ts`. */
  registered?: ReadonlySet<string>;
  readonly workloads: readonly LinkedWorkload[];
  /** What a gateway that is only declared opens: hosts and backends of its routes. */
  readonly opens?: string;
  /** Ingresses that it serves, where it is the platform's controller. */
  readonly serves?: readonly RouteFact[];
  readonly evidence: Evidence[];
  /** Source packages that it runs; filled by `packages.ts`. */
  readonly packages: PackageLink[];
  /** A cloud template declares it, and no container of the team runs in it. */
  readonly resource?: CloudResourceFact;
}

export interface PackageLink {
  readonly root: string;
  readonly by: Mechanism;
  readonly at: Place;
  /** It starts the package's image with a command of its own, beside another component that starts it plainly. */
  readonly otherCommand?: boolean;
}

export function candidatesOf(stack: StackFacts, objects: Objects, neededAcross: ReadonlySet<string>): Candidate[] {
  if (isCloudStack(stack)) return cloudCandidates(stack, objects, neededAcross);
  const running = stack.stack.kind === 'compose' ? objects.workloads.map((w) => [w]) : groupByService(objects);
  const own = running.map((group) => runningCandidate(stack.stack.id, group, objects));
  const declared = [...own, ...gateways(stack.stack.id, objects), ...outsiders(stack.stack.id, objects)];
  return [...declared, ...platformGateways(stack.stack.id, objects.routes, declared)];
}

/**
 * Deployments of one application (versions, canary and stable) are one component: those that a Service selects together, when
 * the Service's name begins each of their names or they carry the same application label. A Service that selects a whole
 * namespace by a shared label joins nothing.
 */
function groupByService(objects: Objects): LinkedWorkload[][] {
  const groupOf = new Map<LinkedWorkload, LinkedWorkload[]>(objects.workloads.map((w) => [w, [w]]));
  for (const service of objects.services) {
    const serving = service.workloads.filter((w) => w.fact.role === 'serve');
    if (serving.length < 2 || !sameApplication(service.fact.ref.name, serving)) continue;
    const joined = [...new Set(serving.flatMap((w) => groupOf.get(w)!))];
    for (const workload of joined) groupOf.set(workload, joined);
  }
  return [...new Set(groupOf.values())];
}

const APPLICATION_LABELS = ['app.kubernetes.io/name', 'app', 'k8s-app'];

function sameApplication(service: string, workloads: readonly LinkedWorkload[]): boolean {
  if (workloads.every((w) => w.fact.ref.name === service || w.fact.ref.name.startsWith(`${service}-`))) return true;
  const instance = new Set(workloads.map((w) => w.fact.podLabels['app.kubernetes.io/component'] ?? ''));
  return instance.size === 1 && APPLICATION_LABELS.some((label) => workloads[0]!.fact.podLabels[label] !== undefined && new Set(workloads.map((w) => w.fact.podLabels[label])).size === 1);
}

function runningCandidate(stack: string, group: readonly LinkedWorkload[], objects: Objects): Candidate {
  const workloads = [...group].sort((a, b) => compareText(a.fact.ref.name, b.fact.ref.name));
  const first = workloads[0]!;
  const services = [...new Set(workloads.flatMap((w) => w.services))];
  const names = new Set<string>([...workloads.flatMap((w) => [w.fact.ref.name, ...(w.fact.compose?.names.map((n) => n.name) ?? [])]), ...services.map((s) => s.ref.name)]);
  return {
    stack,
    name: workloads.length === 1 ? first.fact.ref.name : sharedName(workloads, objects),
    ...(first.fact.platform !== 'compose' && first.fact.ref.namespace ? { namespace: first.namespace } : {}),
    ...classify(workloads.map((w) => w.fact)),
    names,
    workloads,
    evidence: [
      ...workloads.map((w) => evidence(w.fact.at, w.fact.platform === 'compose' ? 'compose' : 'workload', `${w.fact.ref.kind} ${w.fact.ref.name}`)),
      ...services.map((s) => evidence(s.selectorAt ?? s.at, 'selector', `Service ${s.ref.name}`)),
    ],
    packages: [],
  };
}

/** The Service that selects most of them names the group. */
function sharedName(workloads: readonly LinkedWorkload[], objects: Objects): string {
  const shared = objects.services.filter((s) => s.workloads.some((w) => workloads.includes(w)));
  shared.sort((a, b) => b.workloads.length - a.workloads.length || a.fact.ref.name.length - b.fact.ref.name.length || compareText(a.fact.ref.name, b.fact.ref.name));
  return shared[0]?.fact.ref.name ?? workloads[0]!.fact.ref.name;
}

const LOAD_GENERATOR = /^(?:load-?gen(?:erator)?|(?:[\w-]+-)?(?:load-?test(?:er|s)?|artillery)|locust|k6|gatling|jmeter|vegeta)$/i;

export const isLoadGenerator = (name: string): boolean => LOAD_GENERATOR.test(name);

/** The image's repository is enough, where only its tag is filled in elsewhere. */
const imageOf = (image: Value<string> | undefined): string => knownOf(image) ?? (isUnknown(image) ? /^([\w./:-]+):\$\{\w+\}$/.exec(image.unknown)?.[1] : undefined) ?? '';

/** Celery's own monitor runs from the application's image. https://flower.readthedocs.io */
const isFlower = ({ containers }: WorkloadFact): boolean =>
  containers.some(({ role, command, args }) => role === 'main' && /\bcelery\b.*\sflower\b/.test([...command, ...args].map((word) => knownOf(word) ?? '').join(' ')));

/** What a workload is: its image's technology where the image is well known, else by how it runs. */
function classify(facts: readonly WorkloadFact[]): Pick<Candidate, 'kind' | 'role' | 'technology'> {
  const managed = facts.find((f) => f.managed !== undefined)?.managed?.technology;
  const made = managed === undefined ? undefined : technologyOf(managed);
  if (made) return { kind: made.kind, technology: made.technology, ...(made.role ? { role: made.role } : {}) };
  const known = facts.flatMap((f) => f.containers.filter((c) => c.role === 'main')).map((c) => imageTechnology(imageOf(c.image))).find((t) => t !== undefined);
  const ends = facts.every((f) => f.role === 'job' || f.role === 'cron');
  // What migrates a store runs that store's image for its tools.
  if (known && !ends) return { kind: known.kind, technology: known.technology, ...(known.role ? { role: known.role } : {}) };
  if (facts.every(isFlower)) return { kind: 'other', role: 'monitoring' };
  if (facts.every((f) => isLoadGenerator(f.ref.name))) return { kind: 'other', role: 'load-generator' };
  if (facts.every((f) => f.role === 'idle')) return { kind: 'other' };
  return { kind: ends ? 'job' : 'service' };
}

/** A Gateway is what user traffic passes; the routes that attach to it lend it their names. */
function gateways(stack: string, objects: Objects): Candidate[] {
  return objects.gateways.map((gateway) => {
    const attached = objects.routes.filter((route) => route.parents.some((p) => p.name === gateway.ref.name && objects.namespaceOf(p) === objects.namespaceOf(gateway.ref)));
    return {
      stack,
      name: gateway.ref.name,
      ...(gateway.ref.namespace ? { namespace: gateway.ref.namespace } : {}),
      kind: 'gateway' as const,
      names: new Set([gateway.ref.name, ...attached.filter((route) => route.parents.length === 1).map((route) => route.ref.name)]),
      workloads: [],
      ...(attached.length > 0 ? { opens: opened(attached) } : {}),
      evidence: [evidence(gateway.at, 'route', `Gateway ${gateway.ref.name}`)],
      packages: [],
    };
  });
}

/** A Service without selector stands for something outside the cluster; ExternalName is resolved as a name instead. */
function outsiders(stack: string, objects: Objects): Candidate[] {
  return objects.services
    .filter(({ fact }) => fact.type !== 'ExternalName' && fact.selector === undefined && fact.madeFor === undefined)
    .map(({ fact, namespace }) => ({
      stack,
      name: fact.ref.name,
      ...(fact.ref.namespace ? { namespace } : {}),
      kind: 'external' as const,
      names: new Set([fact.ref.name]),
      workloads: [],
      evidence: [evidence(fact.at, 'endpoints', `Service ${fact.ref.name} without selector`)],
      packages: [],
    }));
}
