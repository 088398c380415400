import type { Place } from './place.js';
import type { Declared, Labels, ObjectRef, Selector } from './types.js';

/** Text as it is written, with where. */
export interface Written {
  readonly text: string;
  readonly at: Place;
}

/** How requests to some hosts are routed. https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
export interface VirtualServiceFact extends Declared {
  readonly kind: 'virtual-service';
  readonly hosts: readonly Written[];
  /** `namespace/name` or `name`; `mesh` is every sidecar, and so is an empty list. */
  readonly gateways: readonly Written[];
  readonly exportTo: readonly string[];
  readonly rules: readonly MeshRule[];
}

export interface MeshRule {
  readonly protocol: 'http' | 'tls' | 'tcp';
  readonly at: Place;
  /** Each match in one canonical text; none: every request. */
  readonly matches: readonly Written[];
  /** Gateways that its matches name, besides those of the whole. */
  readonly gateways?: readonly Written[];
  readonly destinations: readonly MeshDestination[];
}

export interface MeshDestination {
  readonly host: string;
  readonly at: Place;
  readonly subset?: Written;
  readonly port?: number;
  readonly weight?: Written;
  /** A copy of the requests goes there; nobody waits for its answer. */
  readonly mirror: boolean;
}

/** https://istio.io/latest/docs/reference/config/networking/destination-rule/ */
export interface DestinationRuleFact extends Declared {
  readonly kind: 'destination-rule';
  readonly host: Written;
  readonly exportTo: readonly string[];
  readonly subsets: readonly { readonly name: string; readonly labels: Labels; readonly at: Place }[];
  /** Holds for the calls of these pods only. */
  readonly callers?: Labels;
}

/** Istio's Gateway: which pods are told to listen, and for whom. https://istio.io/latest/docs/reference/config/networking/gateway/ */
export interface MeshGatewayFact extends Declared {
  readonly kind: 'mesh-gateway';
  readonly selector: Labels;
  readonly selectorAt: Place;
  readonly servers: readonly MeshServer[];
}

export interface MeshServer {
  readonly port: number;
  readonly protocol: string;
  readonly bind?: string;
  /** `namespace/host` or `host`. */
  readonly hosts: readonly Written[];
  readonly credential?: Written;
  readonly at: Place;
}

/** https://istio.io/latest/docs/reference/config/networking/service-entry/ */
export interface ServiceEntryFact extends Declared {
  readonly kind: 'service-entry';
  readonly hosts: readonly Written[];
  readonly exportTo: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly { readonly number: number; readonly protocol: string; readonly at: Place }[];
  readonly selector?: Labels;
}

/** What the mesh tells some pods, or all of a namespace: Sidecar, Telemetry, AuthorizationPolicy, EnvoyFilter ... `ref.kind` says which. */
export interface MeshPolicyFact extends Declared {
  readonly kind: 'mesh-policy';
  /** Absent: all pods of its namespace. */
  readonly selector?: Selector;
  readonly selectorAt?: Place;
  readonly targets: readonly { readonly ref: ObjectRef; readonly at: Place }[];
  /** Sidecar: hosts that its pods may call, `namespace/host`; undefined where it does not restrict them. */
  readonly egress?: readonly Written[];
  /** AuthorizationPolicy. */
  readonly access?: MeshAccess;
  /** Telemetry: access logging that names no provider. */
  readonly loggingWithoutProvider?: Place;
  /** EnvoyFilter. */
  readonly patches?: { readonly priority: boolean; readonly all: readonly EnvoyPatch[] };
}

export interface MeshAccess {
  readonly action: string;
  readonly namespaces: readonly Written[];
  /** Whom each rule is about; none of them, and the policy is about nobody. */
  readonly rules: readonly AccessRule[];
  /** Something that only a proxy that reads HTTP can decide. */
  readonly http?: Place;
}

export interface AccessRule {
  /** Any of these, as far as the source is told by who and from where it is; undefined: whoever it is. */
  readonly from?: readonly AccessSource[];
  /** Only for some operations, or under some conditions. */
  readonly partly?: true;
}

/** All that is written has to hold. https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source */
export interface AccessSource {
  readonly principals?: readonly Written[];
  readonly notPrincipals?: readonly Written[];
  readonly namespaces?: readonly Written[];
  readonly notNamespaces?: readonly Written[];
  /** Something else has to hold, too: addresses, claims of a request. */
  readonly more?: true;
}

export interface EnvoyPatch {
  readonly applyTo: string;
  readonly operation: string;
  readonly filterClass?: string;
  /** Of what it adds, else of the filter that it is about. */
  readonly name?: string;
  readonly proxyVersion: boolean;
  readonly at: Place;
}

/** MutatingWebhookConfiguration, ValidatingWebhookConfiguration. */
export interface WebhookFact extends Declared {
  readonly kind: 'webhook';
  readonly hooks: readonly Webhook[];
}

export interface Webhook {
  readonly name: string;
  readonly at: Place;
  readonly service?: { readonly name: string; readonly namespace: string; readonly port?: number; readonly at: Place };
  readonly failurePolicy: string;
  /** It is asked before a pod is made, whatever else it is asked about. */
  readonly asksAboutPods?: true;
  readonly namespaces?: Selector;
  readonly objects?: Selector;
}

/** https://gateway-api.sigs.k8s.io/api-types/referencegrant/ */
export interface ReferenceGrantFact extends Declared {
  readonly kind: 'reference-grant';
  readonly from: readonly { readonly kind: string; readonly namespace: string }[];
  /** Without a name: all of the kind. */
  readonly to: readonly { readonly kind: string; readonly name?: string }[];
}

export type MeshFact = VirtualServiceFact | DestinationRuleFact | MeshGatewayFact | ServiceEntryFact | MeshPolicyFact | WebhookFact | ReferenceGrantFact;
