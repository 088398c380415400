import type { ClientSetting } from './code.js';
import type { Declared, Labels, ObjectRef } from './objects.js';
import type { Place } from './place.js';
import type { Value } from './value.js';

export interface ServiceFact extends Declared {
  readonly kind: 'service';
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly headless: boolean;
  /** Equality selector; undefined when there is none (then Endpoints or an EndpointSlice name the targets). */
  readonly selector?: Labels;
  readonly selectorAt?: Place;
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly targetPort?: number | string; readonly nodePort?: number; readonly protocol: string; readonly appProtocol?: string; readonly at: Place }[];
  readonly externalName?: Value<string>;
  readonly externalTrafficPolicy?: Value<string>;
  /** A controller makes it and keeps the pods of this workload behind it, whatever their labels; one that a manifest declares comes first. */
  readonly madeFor?: ObjectRef;
}

/** Endpoints or EndpointSlice of a Service without selector. */
export interface EndpointsFact extends Declared {
  readonly kind: 'endpoints';
  readonly service: string;
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

/** Ingress, HTTPRoute, GRPCRoute, TCPRoute, TLSRoute: sends traffic of a host or path to a backend. */
export interface RouteFact extends Declared {
  readonly kind: 'route';
  readonly hosts: readonly string[];
  /** Ingress class, or the Gateways it attaches to. */
  readonly className?: string;
  readonly parents: readonly ObjectRef[];
  readonly backends: readonly RouteBackend[];
  /** Ingress TLS secrets. */
  readonly secrets: readonly { readonly name: string; readonly at: Place }[];
  /** Gateway API: each `parentRefs` entry, with the listener that it names. */
  readonly attachments?: readonly { readonly ref: ObjectRef; readonly section?: string; readonly port?: number; readonly at: Place }[];
}

export interface RouteBackend {
  readonly ref: ObjectRef;
  readonly port?: number | string;
  readonly path?: string;
  readonly pathType?: string;
  readonly host?: string;
  /** Ingress `defaultBackend`: what no rule matches. */
  readonly fallback?: boolean;
  readonly weight?: number;
  /** A copy of the requests goes there; nobody waits for its answer. */
  readonly mirror?: true;
  /** Istio: the subset of the host's pods that a DestinationRule names. */
  readonly subset?: string;
  /** Milliseconds. */
  readonly timeout?: Value<number>;
  readonly perTryTimeout?: Value<number>;
  readonly retries?: Value<number>;
  /** What else the route says about calls to it. */
  readonly settings?: readonly ClientSetting[];
  /** Objects whose settings hold here as well: a Traefik Middleware, a Kong plugin. */
  readonly policies?: readonly ObjectRef[];
  readonly at: Place;
}

export interface GatewayFact extends Declared {
  readonly kind: 'gateway';
  readonly className?: string;
  readonly listeners: readonly { readonly name: string; readonly port: number; readonly protocol: string; readonly hostname?: string; readonly secrets: readonly ObjectRef[]; readonly at: Place }[];
}
