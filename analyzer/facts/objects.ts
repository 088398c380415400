import type { Place } from './place.js';

/** Names an object of a platform: `Deployment shop/cart`, a Compose service is `{kind:'Service', apiVersion:'compose', name}`. */
export interface ObjectRef {
  readonly kind: string;
  readonly name: string;
  /** Absent when the manifest does not say; the linker then takes the stack's only or default namespace. */
  readonly namespace?: string;
  readonly apiVersion?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** Kubernetes LabelSelector. An empty selector matches everything; an absent one matches nothing. */
export interface Selector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly { readonly key: string; readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; readonly values: readonly string[] }[];
}

/** What every object has. */
export interface Declared {
  /** The object's name in its manifest: where findings about the object as a whole point. */
  readonly at: Place;
  readonly ref: ObjectRef;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, { readonly value: string; readonly at: Place }>>;
  /** What the API server would refuse or drop; absent where there is nothing. */
  readonly flaws?: readonly Flaw[];
}

/** A field or a label that the API does not take as it is written. `path` names it from the object's root: `spec.template.spec.containers[0].imagee`. */
export interface Flaw {
  readonly what: 'unknown-field' | 'wrong-type' | 'missing-field' | 'bad-label';
  readonly path: string;
  readonly at: Place;
  /** The field that was meant, the type that is expected, or what is wrong with the label. */
  readonly hint?: string;
}
