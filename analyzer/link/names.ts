import type { ServiceFact, WorkloadFact } from '../facts/types.js';
import { knownOf } from '../facts/value.js';
import type { Evidence } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import { cloudNames, isCloudStack } from './cloud.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { controllerNamed } from './ingress-gateways.js';
import type { Objects } from './objects.js';
import type { StackFacts } from './stacks.js';

/** Who asks: names resolve in the asker's namespace and networks first. */
export interface Asker {
  readonly namespace: string;
  readonly workload?: WorkloadFact;
}

export type Answer =
  /** `service`: the cluster's Service of that name, which takes connections on its ports alone. */
  | { readonly is: 'components'; readonly candidates: readonly Candidate[]; readonly evidence: readonly Evidence[]; readonly service?: ServiceFact }
  /** A declared name that leads out of the system. */
  | { readonly is: 'external'; readonly host: string; readonly evidence: readonly Evidence[] }
  /** Declared, but nothing runs behind it: reported where it is declared. */
  | { readonly is: 'empty' }
  /** A name that only this stack could know and does not. */
  | { readonly is: 'missing'; readonly target: string; readonly suggestion?: string }
  /** The Service of a namespace of which this stack declares nothing: somebody else deploys it. */
  | { readonly is: 'foreign'; readonly service: string }
  /** No name of this stack. */
  | undefined;

export type NameTable = (host: string, asker: Asker) => Answer;

/** How names resolve inside one stack: cluster DNS or Compose networks. */
export function nameTable(stack: StackFacts, objects: Objects, candidates: readonly Candidate[]): NameTable {
  if (stack.stack.kind === 'compose') return composeNames(candidates);
  if (isCloudStack(stack)) return cloudNames(candidates);
  return stack.stack.kind === 'code' ? codeNames(candidates) : withExternalHosts(clusterNames(objects, candidates), stack);
}

// ---------------------------------------------------------------- Kubernetes DNS

/** https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
function clusterNames(objects: Objects, candidates: readonly Candidate[]): NameTable {
  const services = new Map(objects.services.map((s) => [`${s.namespace}/${s.fact.ref.name}`, s]));
  const byWorkload = new Map(candidates.flatMap((c) => c.workloads.map((w) => [w, c] as const)));
  const outside = new Map(candidates.filter((c) => c.kind === 'external').map((c) => [c.name, c]));
  const unnamed = new Map(objects.services.filter((s) => s.fact.ref.namespace === undefined).map((s) => [s.fact.ref.name, s.namespace]));
  const namespaces = new Set([...objects.services.map((s) => s.namespace), ...objects.workloads.map((w) => w.namespace)]);

  const answer = (key: string, depth: number): Answer => {
    const service = services.get(key);
    if (!service) return undefined;
    const { fact } = service;
    if (fact.type === 'ExternalName') return externalName(fact, service.namespace, depth);
    const found = [...new Set(service.workloads.map((w) => byWorkload.get(w)!))];
    if (found.length === 0 && fact.selector === undefined && outside.has(fact.ref.name)) found.push(outside.get(fact.ref.name)!);
    return found.length > 0 ? { is: 'components', candidates: found, evidence: [evidence(fact.at, 'selector', `Service ${fact.ref.name}`)], service: fact } : { is: 'empty' };
  };
  const externalName = (fact: ServiceFact, namespace: string, depth: number): Answer => {
    const host = knownOf(fact.externalName);
    if (host === undefined || depth > 4) return { is: 'empty' };
    const inside = resolve(host, { namespace }, depth + 1);
    if (inside) return inside;
    return { is: 'external', host, evidence: [evidence(fact.externalName!.at, 'external-name', `Service ${fact.ref.name}`)] };
  };
  const resolve = (host: string, asker: Asker, depth = 0): Answer => {
    const readings = readingsOf(host, asker.namespace);
    for (const { service, namespace } of readings) {
      const found = answer(`${namespace}/${service}`, depth) ?? (namespace === asker.namespace || namespaces.has(namespace) ? undefined : (soleUnnamed(service, depth) ?? controllerNamed(service, candidates)));
      if (found) return found;
    }
    const likeliest = readings.find((r) => r.certain || (r.namespace !== asker.namespace && namespaces.has(r.namespace)));
    if (!likeliest) return undefined;
    const { service, namespace } = likeliest;
    const elsewhere = [...namespaces].filter((ns) => services.has(`${ns}/${service}`)).sort()[0];
    if (namespace !== asker.namespace && !namespaces.has(namespace) && elsewhere === undefined) return { is: 'foreign', service: `${service}.${namespace}` };
    return { is: 'missing', target: `Service ${service} in namespace ${namespace}`, ...(elsewhere ? { suggestion: `${service}.${elsewhere}` } : {}) };
  };
  /** Manifests that leave the namespace to the deploy command: `cart.shop` means the Service that names none. */
  const soleUnnamed = (service: string, depth: number): Answer => {
    const found = unnamed.get(service);
    return found === undefined ? undefined : answer(`${found}/${service}`, depth);
  };
  return (host, asker) => resolve(host.toLowerCase(), asker);
}

/** A host that the mesh is told of is outside, however local its name looks; Services come first. */
function withExternalHosts(names: NameTable, { facts }: StackFacts): NameTable {
  const hosts = ofKind(facts, 'external-host').flatMap((fact) => fact.hosts.map(({ host, at }) => ({ host: host.toLowerCase(), how: evidence(at, 'route', `${fact.ref.kind} ${fact.ref.name}`) })));
  if (hosts.length === 0) return names;
  return (host, asker) => {
    const own = names(host, asker);
    if (own !== undefined && own.is !== 'missing' && own.is !== 'foreign') return own;
    const lower = host.toLowerCase();
    const entry = hosts.find((each) => each.host === lower) ?? hosts.find((each) => each.host.startsWith('*.') && lower.endsWith(each.host.slice(1)));
    return entry === undefined ? own : { is: 'external', host: lower, evidence: [entry.how] };
  };
}

interface Reading {
  readonly service: string;
  readonly namespace: string;
  /** Only a cluster's DNS could know this name; otherwise it may as well be a public one. */
  readonly certain: boolean;
}

/** What a name may mean: `cart`, `cart.shop`, `cart.shop.svc`, `cart.shop.svc.cluster.local`, each also below a pod's name. */
function readingsOf(host: string, own: string): Reading[] {
  const labels = host.replace(/\.$/, '').split('.');
  const svc = labels.lastIndexOf('svc');
  const reading = (service: number, namespace: string, certain: boolean): Reading => ({ service: labels[service]!, namespace, certain });
  if (svc >= 2) return [reading(svc - 2, labels[svc - 1]!, true)];
  switch (labels.length) {
    case 1: return [reading(0, own, true)];
    case 2: return [reading(0, labels[1]!, false), reading(1, own, false)];
    case 3: return [reading(1, labels[2]!, false)];
    default: return [];
  }
}

// ---------------------------------------------------------------- Compose networks

/** https://docs.docker.com/compose/how-tos/networking/ : services, aliases and container names, on a network both are in. */
function composeNames(candidates: readonly Candidate[]): NameTable {
  const byName = new Map<string, Candidate>();
  for (const candidate of candidates) for (const name of candidate.names) if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), candidate);
  return (host, asker) => {
    const linked = asker.workload?.compose?.links.find((l) => l.alias === host)?.service ?? host;
    const found = byName.get(linked.toLowerCase());
    if (found && reachable(asker.workload, found)) return { is: 'components', candidates: [found], evidence: [] };
    return host.includes('.') ? undefined : { is: 'missing', target: `service ${host}` };
  };
}

function reachable(from: WorkloadFact | undefined, to: Candidate): boolean {
  const own = from?.compose?.networks;
  return own === undefined || own.length === 0 || to.workloads.some((w) => w.fact.compose!.networks.length === 0 || w.fact.compose!.networks.some((n) => own.includes(n)));
}

// ---------------------------------------------------------------- code that nothing deploys

/** Names of packages and those that they register under, where just one has the name. */
function codeNames(candidates: readonly Candidate[]): NameTable {
  const byName = new Map<string, Candidate[]>();
  for (const candidate of candidates) for (const name of new Set([...candidate.names].map((n) => n.toLowerCase()))) byName.set(name, [...(byName.get(name) ?? []), candidate]);
  return (host) => {
    const found = byName.get(host.toLowerCase()) ?? [];
    return found.length === 1 ? { is: 'components', candidates: found, evidence: [] } : undefined;
  };
}
