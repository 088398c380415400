import type { DependencyKind } from './code.js';
import type { Declared, ObjectRef } from './objects.js';
import type { Place } from './place.js';
import type { Value } from './value.js';

/** What a cloud template (Terraform, CloudFormation) says of something that is, or runs as, a component. */
export interface CloudPart {
  /** `module.cart.aws_sqs_queue.orders`; unique in its stack. References and the hosts in values name it by this. */
  readonly address: string;
  readonly provider: string;
  readonly type: string;
  readonly component: {
    readonly name: string;
    readonly kind: 'service' | 'function' | 'job' | 'gateway' | 'datastore' | 'cache' | 'broker' | 'config-server' | 'other';
    readonly technology?: string;
  };
  /** Names that others reach it by: its own, discovery names, DNS records. */
  readonly names: readonly { readonly name: string; readonly at: Place }[];
  readonly settings: readonly CloudSetting[];
  readonly references: readonly CloudReference[];
  /** `count`, `for_each`: one component that is there so many times. */
  readonly multiplicity?: Value<number>;
  /** User traffic enters here. */
  readonly entry?: Place;
}

/** Names and units of the graph's settings. `source`: nobody wrote it, the platform decides, as documented there. */
export interface CloudSetting {
  readonly name: string;
  readonly value: Value<number | string | boolean | null>;
  readonly source?: string;
}

export interface CloudReference {
  /** Address of the resource that is needed. */
  readonly to: string;
  /** Unit that declares it, where that is another one: a root module whose state is read, a template whose export is imported. */
  readonly toUnit?: string;
  /** Who needs it, where that is a resource of another unit: its load balancer, a listener rule of this one's. */
  readonly from?: { readonly unit: string; readonly address: string };
  readonly via: 'env' | 'target-group' | 'event-source' | 'integration' | 'subscription' | 'origin' | 'security-group' | 'argument';
  /** Where the template tells; else what is at the other end decides. */
  readonly dependency?: DependencyKind;
  readonly strength?: 'hard' | 'soft';
  readonly at: Place;
  /** What the place says: `env CART_URL`. */
  readonly note?: string;
}

/** A managed resource that no container of the team runs in: a database, a queue, a load balancer. */
export interface CloudResourceFact extends Declared, CloudPart {
  readonly kind: 'cloud-resource';
}

/**
 * A resource as its template writes it, whether it is a component or not: what rules about its arguments look at. Also a
 * Terraform module's `module`, `provider` and `terraform` blocks, under these names as their type.
 */
export interface CloudObjectFact extends Declared {
  readonly kind: 'cloud-object';
  readonly provider: string;
  readonly language: 'terraform' | 'cloudformation';
  /** Terraform's name of the type whatever the template's language, as far as there is one; `ref.kind` is the type as written. */
  readonly type: string;
  /** As in `CloudPart`; `CloudArgument.refs` name it by this. */
  readonly address: string;
  /** By name as written. What is null is not given. */
  readonly given: Readonly<Record<string, CloudArgument>>;
  /** `count`, `for_each`. */
  readonly multiplicity?: Value<number>;
  /** The condition under which it is made does not hold: only who looks at what is written sees it. */
  readonly absent?: true;
}

/** An argument: a value, a list or a block. What may be a secret, long texts and what nobody can evaluate are unknown. */
export type CloudArgument = CloudLeaf | { readonly items: readonly CloudArgument[]; readonly at: Place } | { readonly fields: Readonly<Record<string, CloudArgument>>; readonly at: Place };

/** `refs`: addresses of the resources that the value comes from. */
export type CloudLeaf = Value<string | number | boolean> & { readonly refs?: readonly string[] };

/**
 * What a cloud template declares and which names its expressions use: a Terraform module by its folder, a CloudFormation template
 * by its file. Only of what was read without an error.
 */
export interface TemplateFact {
  readonly kind: 'template';
  readonly language: CloudObjectFact['language'];
  readonly path: string;
  readonly items: readonly TemplateItem[];
  /** Something fills in more before it is applied (a macro, SAM, files that Terragrunt generates): names that nothing declares may be there. */
  readonly extended?: boolean;
  /** Versions that the module asks for. */
  readonly requires?: TemplateRequirements;
}

export interface TemplateItem {
  /** As expressions name it: `var.stage`, `data.aws_ami.base`, `module.cart`, a logical id. */
  readonly address: string;
  /** `variable`, `local`, `output`, `module`, `provider`, `parameter`, `condition`, a resource's type. */
  readonly ref: ObjectRef;
  readonly at: Place;
  readonly names: readonly TemplateName[];
  /** CloudFormation: there only while this condition holds. */
  readonly condition?: string;
  /** Of a condition: those that hold whenever it does. Absent where nobody can tell. */
  readonly implies?: readonly string[];
}

export interface TemplateName {
  readonly address: string;
  readonly at: Place;
  /** `order`: only in the order of creation (`depends_on`); `if`: inside a choice. */
  readonly by?: 'order' | 'if';
  /** CloudFormation: the function that names it. */
  readonly how?: 'Ref' | 'GetAtt';
}

export interface TemplateRequirements {
  /** The first `terraform` block, else the first declaration. */
  readonly at: Place;
  /** `required_version`. */
  readonly version?: Place;
  /** By local name; `version` where one is asked for. */
  readonly providers: readonly { readonly name: string; readonly at: Place; readonly version?: string }[];
  /** Providers whose resources the module has, each where it is first used. */
  readonly used: readonly { readonly name: string; readonly at: Place }[];
}
