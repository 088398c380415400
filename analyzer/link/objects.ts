import { push } from '../facts/groups.js';
import { knownOf, isUnknown } from '../facts/value.js';
import type { AutoscalerFact, CloudObjectFact, TemplateFact, ConfigFact, DisruptionBudgetFact, EndpointsFact, Fact, FactKind, GatewayFact, NetworkPolicyFact, ObjectFact, ObjectRef, RouteFact, ServiceFact, VolumeClaimFact, WorkloadFact } from '../facts/types.js';
import type { ManifestObject, Workload } from '../system/system.js';
import { manifestObjects } from './manifests.js';
import { expanded } from './expanded-routes.js';
import { ofKind } from './facts.js';
import { matchesLabels, matchesSelector } from '../facts/selectors.js';
import type { StackFacts } from './stacks.js';
import { indexWorkloads } from './workload-index.js';

/** The objects of one stack, linked to each other as the API server would: selectors, scale targets, budgets. */
export interface Objects {
  readonly workloads: readonly LinkedWorkload[];
  readonly services: readonly { readonly fact: ServiceFact; readonly namespace: string; readonly workloads: readonly LinkedWorkload[] }[];
  readonly routes: readonly RouteFact[];
  readonly gateways: readonly GatewayFact[];
  readonly configs: readonly ConfigFact[];
  readonly autoscalers: readonly { readonly fact: AutoscalerFact; readonly namespace: string; readonly workloads: readonly LinkedWorkload[] }[];
  readonly budgets: readonly { readonly fact: DisruptionBudgetFact; readonly namespace: string; readonly workloads: readonly LinkedWorkload[] }[];
  readonly networkPolicies: readonly NetworkPolicyFact[];
  readonly claims: readonly VolumeClaimFact[];
  readonly endpoints: readonly EndpointsFact[];
  readonly objects: readonly ObjectFact[];
  readonly cloud: readonly CloudObjectFact[];
  readonly manifests: readonly ManifestObject[];
  readonly templates: readonly TemplateFact[];
  /** Where objects live that name no namespace. */
  readonly namespaceOf: (ref: ObjectRef) => string;
  readonly literal: boolean;
}

/** A workload before it is known which component it is. */
export type LinkedWorkload = Omit<Workload, 'component'>;

/** `literal`: who writes no namespace means `default`. */
export function linkObjects({ facts }: StackFacts, isPatch: (workload: WorkloadFact) => boolean = () => false, literal = false): Objects {
  const of = <K extends FactKind>(kind: K) => ofKind(facts, kind);
  const namespaceOf = literal ? ({ namespace = 'default' }: ObjectRef) => namespace : defaultNamespace(facts);
  const declared = of('workload').filter((fact) => runs(fact) && !isPatch(fact));
  const index = indexWorkloads(declared, namespaceOf);
  const services = declaredFirst(of('service'), namespaceOf).map((fact) => {
    const namespace = namespaceOf(fact.ref);
    if (fact.madeFor !== undefined) return { fact, namespace, selected: index.named(namespace, fact.madeFor.kind, fact.madeFor.name) };
    return { fact, namespace, selected: standing(index.candidates(namespace, fact.selector ?? {}).filter((w) => matchesLabels(fact.selector, w.podLabels))) };
  });
  const autoscalers = of('autoscaler').map((fact) => {
    const namespace = namespaceOf(fact.ref);
    return { fact, namespace, selected: index.named(namespace, fact.target.kind, fact.target.name) };
  });
  const budgets = of('budget').map((fact) => {
    const namespace = namespaceOf(fact.ref);
    return { fact, namespace, selected: index.candidates(namespace, fact.selector?.matchLabels ?? {}).filter((w) => matchesSelector(fact.selector, w.podLabels)) };
  });
  const byFact = new Map<WorkloadFact, LinkedWorkload>();
  const servicesOf = invert(services);
  const autoscalersOf = invert(autoscalers);
  const budgetsOf = invert(budgets);
  for (const fact of declared) {
    const scaled = autoscalersOf.get(fact) ?? [];
    const replicas = effectiveReplicas(fact, scaled);
    byFact.set(fact, {
      fact,
      namespace: namespaceOf(fact.ref),
      services: servicesOf.get(fact) ?? [],
      autoscalers: scaled,
      budgets: budgetsOf.get(fact) ?? [],
      ...(replicas ? { effectiveReplicas: replicas } : {}),
    });
  }
  const link = <F>(all: readonly { readonly fact: F; readonly namespace: string; readonly selected: readonly WorkloadFact[] }[]) =>
    all.map(({ fact, namespace, selected }) => ({ fact, namespace, workloads: selected.map((w) => byFact.get(w)!) }));
  return {
    workloads: [...byFact.values()],
    services: link(services),
    routes: expanded(of('route'), of('traffic-policy'), namespaceOf),
    gateways: of('gateway'),
    configs: of('config'),
    autoscalers: link(autoscalers),
    budgets: link(budgets),
    networkPolicies: of('network-policy'),
    claims: of('claim'),
    endpoints: of('endpoints'),
    objects: of('object'),
    cloud: of('cloud-object').filter(({ absent }) => literal || absent === undefined),
    manifests: manifestObjects(facts, namespaceOf, isPatch),
    templates: of('template'),
    namespaceOf,
    literal,
  };
}

/** A migration Job that carries the labels of what it migrates for is not what the Service leads to. */
function standing(selected: readonly WorkloadFact[]): readonly WorkloadFact[] {
  const serving = selected.filter(({ role }) => role === 'serve' || role === 'idle');
  return serving.length > 0 ? serving : selected;
}

/** A controller adopts the Service that is there under its name. */
function declaredFirst(services: readonly ServiceFact[], namespaceOf: (ref: ObjectRef) => string): readonly ServiceFact[] {
  const key = ({ ref }: ServiceFact): string => `${namespaceOf(ref)}/${ref.name}`;
  const declared = new Set(services.filter((fact) => fact.madeFor === undefined).map(key));
  return services.filter((fact) => fact.madeFor === undefined || !declared.has(key(fact)));
}

/** What the platform only tests with does not run; nor does a part of a Compose service. */
const runs = (fact: WorkloadFact): boolean => fact.role !== 'hook' && (fact.platform !== 'compose' || hasImage(fact));

const hasImage = (fact: WorkloadFact): boolean => fact.platform === 'cloud' || fact.containers.some((c) => c.image !== undefined) || fact.compose?.build !== undefined || fact.workloadRef !== undefined;

/** A workload without any image is a patch when another file declares it with one; else it is a workload that somebody has not finished. */
export function patches(stacks: readonly StackFacts[]): (workload: WorkloadFact) => boolean {
  const workloads = stacks.flatMap(({ facts }) => ofKind(facts, 'workload'));
  const finished = new Set(workloads.filter(hasImage).map(({ ref }) => `${ref.kind}/${ref.name}`));
  return (fact) => !hasImage(fact) && finished.has(`${fact.ref.kind}/${fact.ref.name}`);
}

/**
 * Objects without a namespace go where the others of the stack say, when they all say the same. What is put into a system's own
 * namespace (`istio-system`) says nothing about them, nor does a Service for the pods of an add-on that is installed elsewhere.
 */
function defaultNamespace(facts: readonly Fact[]): (ref: ObjectRef) => string {
  const named = new Set<string>();
  for (const fact of facts)
    if ('ref' in fact && fact.ref.namespace !== undefined && fact.ref.kind !== 'Namespace' && !fact.ref.namespace.endsWith('-system') && !named.has(fact.ref.namespace) && !isForOthers(fact, facts)) named.add(fact.ref.namespace);
  const fallback = named.size === 1 ? [...named][0]! : 'default';
  return (ref) => ref.namespace ?? fallback;
}

/** A Service that asks for labels that no pod of the stack has. */
const isForOthers = (fact: Fact, facts: readonly Fact[]): boolean =>
  fact.kind === 'service' && fact.selector !== undefined && !facts.some((each) => each.kind === 'workload' && matchesLabels(fact.selector, each.podLabels));

function invert<F>(all: readonly { readonly fact: F; readonly selected: readonly WorkloadFact[] }[]): Map<WorkloadFact, F[]> {
  const byWorkload = new Map<WorkloadFact, F[]>();
  for (const { fact, selected } of all)
    for (const workload of selected) push(byWorkload, workload, fact);
  return byWorkload;
}

/** What runs at the least. The HPA's minimum rules over `replicas` (unset: 1; KEDA's: 0); both unset is the API's default of 1. */
function effectiveReplicas(fact: WorkloadFact, autoscalers: readonly AutoscalerFact[]): Workload['effectiveReplicas'] {
  if (fact.role !== 'serve' || fact.ref.kind === 'DaemonSet' || fact.compose?.deploy?.mode === 'global') return undefined;
  const scaler = autoscalers[0];
  if (scaler) {
    if (isUnknown(scaler.min)) return undefined;
    return { value: knownOf(scaler.min) ?? (scaler.ref.kind === 'ScaledObject' ? 0 : 1), from: 'autoscaler' };
  }
  if (isUnknown(fact.replicas)) return undefined;
  // Functions and managed services scale by themselves; their templates default differently.
  if (fact.platform === 'cloud' && fact.replicas === undefined) return undefined;
  const replicas = knownOf(fact.replicas);
  return replicas === undefined ? { value: 1, from: 'default' } : { value: replicas, from: 'replicas' };
}
