import type { Place } from '../facts/place.js';
import type { AutoscalerFact, ConfigFact, DisruptionBudgetFact, Fact, FactKind, FactOf, HandlerFact, TransactionFact, LockFact, FallbackFact, MessageHandlerFact, DeclaredChannelFact, CacheFillFact, UnboundedBufferFact, ImageBuildFact, ClientFact, CloudObjectFact, TemplateFact, DockerfileFact, LocalStateFact, ServiceFact, WorkloadFact, RouteFact, EndpointsFact, NetworkPolicyFact, VolumeClaimFact, ObjectFact, ObjectRef, GatewayFact, RequiredVariableFact } from '../facts/types.js';
import type { Component, Dependency, Environment, GraphDocument, Setting, Stack } from '../graph/document.js';

/**
 * The linked system as analysis and rules see it: the graph document indexed, and behind each component the facts that it was
 * linked from. Immutable. The linker builds it (`analyzer/link`); nobody else does.
 */
export interface System {
  readonly document: GraphDocument;
  readonly stacks: readonly StackView[];
  component(id: string): Component;
  /** Dependencies of every stack, from and to. */
  out(id: string): readonly Dependency[];
  in(id: string): readonly Dependency[];
  /** The setting as it applies in a stack: the stack's own row, else the row without stack. */
  setting(on: string | { readonly from: string; readonly to: string }, name: string, stack?: string): Setting | undefined;
  /** Code facts by component: clients, handlers of requests and of messages, transactions, locks, fallbacks, declared queues and topics, fills of caches, buffers without a limit, and local state of the packages that it runs. */
  clients(component: string): readonly ClientLink[];
  client(id: string): ClientLink | undefined;
  handlers(component: string): readonly HandlerFact[];
  transactions(component: string): readonly TransactionFact[];
  locks(component: string): readonly LockFact[];
  fallbacks(component: string): readonly FallbackFact[];
  messageHandlers(component: string): readonly MessageHandlerFact[];
  unboundedBuffers(component: string): readonly UnboundedBufferFact[];
  cacheFills(component: string): readonly CacheFillFact[];
  declaredChannels(component: string): readonly DeclaredChannelFact[];
  localState(component: string): readonly LocalStateFact[];
  /** Which images are built from the analysed tree, and by what: a tool that deploys what it built sets the tag itself. */
  readonly imageBuilds?: readonly ImageBuildFact[];
  readonly dockerfiles?: readonly DockerfileFact[];
}

/** A client with the component it belongs to and the components its target resolved to (empty: unresolved). */
export interface ClientLink {
  readonly fact: ClientFact;
  readonly component: string;
  readonly targets: readonly string[];
}

/** One stack: the objects it declares, as linked. Everything that a manifest rule needs. */
export interface StackView {
  readonly stack: Stack;
  readonly environment: Environment;
  readonly components: readonly string[];
  /** Workloads by component, with the objects that act on them. A component may have several (canary, versions). */
  readonly workloads: readonly Workload[];
  readonly services: readonly LinkedService[];
  readonly routes: readonly LinkedRoute[];
  readonly gateways: readonly GatewayFact[];
  readonly configs: readonly ConfigFact[];
  readonly autoscalers: readonly Linked<AutoscalerFact>[];
  readonly budgets: readonly Linked<DisruptionBudgetFact>[];
  readonly networkPolicies: readonly NetworkPolicyFact[];
  readonly claims: readonly VolumeClaimFact[];
  readonly endpoints: readonly EndpointsFact[];
  readonly objects: readonly ObjectFact[];
  /** Resources of a cloud template, whether they are components or not. */
  readonly cloud?: readonly CloudObject[];
  /** The cloud templates that the stack is made of. */
  readonly templates?: readonly TemplateFact[];
  /** Every fact of a kind that the stack declares, also of what does not run by itself (fragments, hooks). */
  readonly declared: <K extends FactKind>(kind: K) => readonly FactOf<K>[];
  /** Where objects live that name no namespace. */
  readonly namespaceOf: (ref: ObjectRef) => string;
  /** What is written counts, and nothing else: who names no namespace is in `default`, and nobody makes what no file has. */
  readonly literal?: boolean;
  /** Every Kubernetes object of the stack once, whatever its kind, hooks and patches included. */
  readonly manifests: readonly ManifestObject[];
  /**
   * True when part of this stack could not be read (a syntax error, a chart, a remote resource): what seems missing may be
   * there, so rules about missing things stay quiet.
   */
  readonly partial: boolean;
  /** Addresses that only this stack could know and does not. Filled by the linker; rules find the other references themselves. */
  readonly dangling: readonly Dangling[];
  /** Variables that code requires and nothing sets where it runs. Filled by the linker. */
  readonly unset?: readonly UnsetVariable[];
}

/** A cloud resource as written, with the component that it is, where it is one. */
export interface CloudObject {
  readonly fact: CloudObjectFact;
  readonly component?: string;
}

/** What every object has. */
export type ManifestObject = Pick<ObjectFact, 'at' | 'ref' | 'labels' | 'annotations' | 'flaws'> & { readonly namespace: string };

export interface Workload {
  readonly component: string;
  readonly fact: WorkloadFact;
  readonly namespace: string;
  readonly services: readonly ServiceFact[];
  readonly autoscalers: readonly AutoscalerFact[];
  readonly budgets: readonly DisruptionBudgetFact[];
  /** Replicas that run at the least: HPA minimum, else `replicas`, else the API default; undefined when unknown. DaemonSets and jobs: undefined. */
  readonly effectiveReplicas?: { readonly value: number; readonly from: 'replicas' | 'autoscaler' | 'default' };
}

/** An object with the workloads that it acts on (HPA target, PDB selection); empty: none. */
export interface Linked<F extends Fact> {
  readonly fact: F;
  readonly namespace: string;
  readonly workloads: readonly Workload[];
}

export interface LinkedService extends Linked<ServiceFact> {
  /** Components that it leads to; includes those by ExternalName or Endpoints. */
  readonly components: readonly string[];
}

export interface LinkedRoute {
  readonly fact: RouteFact;
  readonly namespace: string;
  readonly backends: readonly { readonly backend: RouteFact['backends'][number]; readonly service?: ServiceFact; readonly components: readonly string[] }[];
}

/** An address in a workload's configuration that nothing answers to. */
export interface Dangling {
  /** The object that refers. */
  readonly object: { readonly kind: string; readonly name: string; readonly namespace: string };
  /** Component that suffers, where one is known. */
  readonly component?: string;
  /** What is named, as a person would say it: `Service cart in namespace shop`. */
  readonly target: string;
  /** The name is there, and the Service that it leads to does not have this port. */
  readonly port?: { readonly of: ServiceFact; readonly number: number };
  /** A name that exists and is near, for the message. */
  readonly suggestion?: string;
  readonly at: Place;
}

/** A variable without which a program does not start, in a container whose whole environment is known and does not have it. */
export interface UnsetVariable {
  readonly component: string;
  readonly object: ObjectRef;
  /** The container. */
  readonly at: Place;
  readonly required: RequiredVariableFact;
  /** A variable that is set and has a name that is near. */
  readonly near?: string;
}
