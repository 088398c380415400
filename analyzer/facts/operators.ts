import type { ClientSetting } from './code.js';
import type { RouteBackend } from './network.js';
import type { Declared, ObjectRef, Selector } from './objects.js';
import type { Place } from './place.js';

/**
 * How calls to some hosts are treated by what stands between: a mesh's proxies, an ingress controller's middleware. It changes
 * calls that something else proves and is no dependency by itself.
 */
export interface TrafficPolicyFact extends Declared {
  readonly kind: 'traffic-policy';
  /** As written; short names live in the object's namespace. Empty: only routes that name the object use it. */
  readonly hosts: readonly { readonly host: string; readonly at: Place }[];
  /** Under the graph's setting names, as if the caller's client had them. */
  readonly settings: readonly ClientSetting[];
  /** Where calls to the hosts go: some of them each, or a copy. */
  readonly destinations?: readonly RouteBackend[];
}

/** Hosts outside that the mesh is told of (Istio ServiceEntry). A dependency only of who names one. */
export interface ExternalHostFact extends Declared {
  readonly kind: 'external-host';
  readonly hosts: readonly { readonly host: string; readonly at: Place }[];
}

/** What an object says about a component that is declared elsewhere: its objective, its canary analysis, its recommended size. */
export interface ComponentSettingsFact extends Declared {
  readonly kind: 'component-settings';
  /** A workload or a Service by kind and name; kind `*` is any that has the name. */
  readonly target: ObjectRef;
  readonly settings: readonly ClientSetting[];
}

/** Says who is meant to talk to whom: supports a dependency that something else shows, and proves none. */
export interface AccessPolicyFact extends Declared {
  readonly kind: 'access-policy';
  /** Whose pods it is about; absent: all of its namespace. */
  readonly selector?: Selector;
  /** Who may call them. */
  readonly callers: readonly { readonly serviceAccount: string; readonly namespace?: string; readonly at: Place }[];
  /** Whom they may call. */
  readonly hosts: readonly { readonly host: string; readonly at: Place }[];
}

/** ServiceMonitor, PodMonitor: what a Prometheus of the stack scrapes. */
export interface MonitorFact extends Declared {
  readonly kind: 'monitor';
  readonly of: 'service' | 'pod';
  /** Absent: it selects nothing. */
  readonly selector?: Selector;
  readonly selectorAt: Place;
  /** Absent: the object's own; empty: any. */
  readonly namespaces?: readonly string[];
}

/** Which folder or chart goes where: Argo CD Application, Flux Kustomization and HelmRelease. */
export interface DeliveryFact extends Declared {
  readonly kind: 'delivery';
  /** Folder of the tree, where it delivers one; relative to its repository's root. */
  readonly path?: string;
  readonly chart?: string;
  readonly repository?: string;
  readonly namespace?: string;
  /** Deliveries that have to be there first. */
  readonly after: readonly ObjectRef[];
  readonly settings: readonly ClientSetting[];
}
