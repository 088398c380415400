import type { Declared, ObjectRef, Selector } from './objects.js';
import type { Place } from './place.js';
import type { Template } from './template.js';
import type { Value } from './value.js';
import type { EnvVar } from './workloads.js';

/** ConfigMap or Secret. A Secret's entries have keys only. */
export interface ConfigFact extends Declared {
  readonly kind: 'config';
  readonly immutable?: boolean;
  /** Nothing is known of its entries. */
  readonly keysUnknown?: boolean;
  readonly entries: readonly { readonly key: string; readonly value?: Template; readonly at: Place; readonly valueAt?: Place; readonly multiline: boolean; /** What an entry that is an env file (`.env`) sets. */ readonly variables?: readonly EnvVar[] }[];
}

/** HorizontalPodAutoscaler (later: KEDA ScaledObject). */
export interface AutoscalerFact extends Declared {
  readonly kind: 'autoscaler';
  readonly target: ObjectRef;
  readonly targetAt: Place;
  readonly min?: Value<number>;
  readonly max?: Value<number>;
  readonly metrics: readonly string[];
  /** Metrics of type `Object` that leave out the object, its metric or the target: no number comes of them. */
  readonly aimless?: readonly Place[];
  /** KEDA: what its triggers ask how much there is to do. */
  readonly asks?: readonly ScalerTarget[];
}

export interface ScalerTarget {
  /** Type of the trigger: `kafka`, `prometheus`. */
  readonly trigger: string;
  /** `env` parts are variables of the workload that is scaled. */
  readonly address: Template;
  readonly dependency: 'consumes' | 'stores' | 'observes';
  readonly at: Place;
}

export interface DisruptionBudgetFact extends Declared {
  readonly kind: 'budget';
  readonly selector?: Selector;
  readonly selectorAt?: Place;
  readonly minAvailable?: Value<number | string>;
  readonly maxUnavailable?: Value<number | string>;
  readonly unhealthyPodEvictionPolicy?: Value<string>;
}

export interface NetworkPolicyFact extends Declared {
  readonly kind: 'network-policy';
  readonly selector: Selector;
  readonly selectorAt?: Place;
  readonly types: readonly ('Ingress' | 'Egress')[];
  readonly ingress: readonly NetworkPeer[];
  readonly egress: readonly NetworkPeer[];
}

/** One `from`/`to` entry. No selector and no block: everyone. */
export interface NetworkPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly cidr?: string;
  readonly ports: readonly (number | string)[];
  readonly at: Place;
}

export interface VolumeClaimFact extends Declared {
  readonly kind: 'claim';
  readonly accessModes: readonly string[];
  readonly storageClass?: string;
  readonly size?: string;
}

/** Objects that rules look up by name or that set defaults: Namespace, PV, StorageClass, ServiceAccount, PriorityClass, ResourceQuota, LimitRange, and kinds nobody parses further. */
export interface ObjectFact extends Declared {
  readonly kind: 'object';
  /** LimitRange: container defaults. ResourceQuota: hard limits. KafkaTopic: `topic`, `partitions`. ExternalSecret: `secret`, `store`, `storeKind`; its stores: `server`. ServiceAccount: `secrets.0`, `imagePullSecrets.0`. Others: empty. Keys such as `defaultRequest.memory`, `hard.pods`. */
  readonly fields: Readonly<Record<string, Value<string | number | boolean>>>;
}

/** What Dapr's sidecars offer by a name: a broker, a store. https://docs.dapr.io/reference/resource-specs/component-schema/ */
export interface BuildingBlockFact extends Declared {
  readonly kind: 'building-block';
  /** `state.redis`, `pubsub.rabbitmq`. */
  readonly type: string;
  /** Values of its metadata that may be addresses; those of secrets are unknown. */
  readonly addresses: readonly { readonly address: Template; readonly at: Place }[];
}

/** Programs that a sidecar hands a topic's messages. https://docs.dapr.io/reference/resource-specs/subscription-schema/ */
export interface BlockSubscriptionFact extends Declared {
  readonly kind: 'block-subscription';
  /** Name of the building block. */
  readonly block: string;
  readonly topic: string;
  /** App ids; none: whoever asked for it. */
  readonly scopes: readonly string[];
}
