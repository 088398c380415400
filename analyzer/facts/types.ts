import type { MeshFact } from './mesh.js';
import type { Place } from './place.js';
import type { Template } from './template.js';
import type { Value } from './value.js';

/**
 * What parsers emit and the linker reads: plain JSON, one discriminated union. A fact says what one input declares, by which
 * names it can be reached, what it refers to and what it configures. It never holds a secret's value or an absolute path.
 */
export type Fact =
  | WorkloadFact
  | ServiceFact
  | EndpointsFact
  | RouteFact
  | GatewayFact
  | ConfigFact
  | AutoscalerFact
  | DisruptionBudgetFact
  | NetworkPolicyFact
  | VolumeClaimFact
  | ObjectFact
  | BuildingBlockFact
  | BlockSubscriptionFact
  | ImageBuildFact
  | DockerfileFact
  | EnvFileFact
  | SettingsFileFact
  | ConfigReferenceFact
  | PackageFact
  | ClientFact
  | HandlerFact
  | TransactionFact
  | FallbackFact
  | LocalStateFact
  | TrafficPolicyFact
  | ExternalHostFact
  | ComponentSettingsFact
  | AccessPolicyFact
  | MonitorFact
  | DeliveryFact
  | CloudResourceFact
  | CloudObjectFact
  | TemplateFact
  | MeshFact;

export type FactKind = Fact['kind'];

export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

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

// ---------------------------------------------------------------- what runs

/** Something that runs: a Kubernetes workload, a Compose service (one container), later an ECS service or a function. */
export interface WorkloadFact extends Declared {
  readonly kind: 'workload';
  readonly platform: 'kubernetes' | 'compose' | 'cloud';
  /** `serve` keeps running, `job` ends, `cron` recurs, `hook` is a test or install hook. */
  readonly role: 'serve' | 'job' | 'cron' | 'hook';
  readonly containers: readonly Container[];
  /** Places of the fields that findings add to or blame, when the manifest has them. */
  readonly replicas?: Value<number>;
  /** Place of `spec` (Kubernetes) or of the service's key (Compose): the nearest ancestor of a missing key. */
  readonly specAt: Place;
  /** Place of the pod template's `spec`; equals `specAt` where there is no template. */
  readonly podAt: Place;
  readonly selector?: Selector;
  readonly podLabels: Labels;
  readonly podAnnotations: Declared['annotations'];
  readonly strategy?: {
    readonly type?: Value<string>;
    readonly maxUnavailable?: Value<number | string>;
    readonly maxSurge?: Value<number | string>;
    readonly at: Place;
    /** Argo Rollouts only: steps that wait until somebody goes on, and how long the old version stays after the switch. */
    readonly endlessPauses?: readonly Place[];
    readonly scaleDownDelaySeconds?: Value<number>;
  };
  readonly minReadySeconds?: Value<number>;
  readonly progressDeadlineSeconds?: Value<number>;
  readonly revisionHistoryLimit?: Value<number>;
  /** Argo Rollouts only: whether a rollout past its deadline is aborted. */
  readonly progressDeadlineAbort?: Value<boolean>;
  readonly terminationGracePeriodSeconds?: Value<number>;
  readonly restartPolicy?: Value<string>;
  readonly serviceAccount?: Value<string>;
  /** The deprecated field `serviceAccount`, where it is written. */
  readonly deprecatedServiceAccount?: Place;
  /** A Pod that names the controller it belongs to: a dump of a cluster. */
  readonly owned?: boolean;
  readonly priorityClass?: Value<string>;
  readonly nodeSelector?: Labels;
  readonly nodeAffinity?: Place;
  readonly hostNetwork?: boolean;
  /** `dnsConfig.options` by name. */
  readonly dnsOptions?: Labels;
  readonly spread: readonly SpreadTerm[];
  readonly volumes: readonly Volume[];
  /** StatefulSet volumeClaimTemplates. */
  readonly claimTemplates: readonly { readonly name: string; readonly storageClass?: string; readonly accessModes: readonly string[]; readonly size?: string; readonly at: Place }[];
  /** StatefulSet `serviceName`. */
  readonly headlessService?: Value<string>;
  readonly cron?: { readonly schedule?: Value<string>; readonly concurrencyPolicy?: Value<string>; readonly startingDeadlineSeconds?: Value<number>; readonly suspend?: Value<boolean> };
  readonly backoffLimit?: Value<number>;
  readonly activeDeadlineSeconds?: Value<number>;
  readonly ttlSecondsAfterFinished?: Value<number>;
  /** Argo Rollout that only points at a Deployment (`workloadRef`). */
  readonly workloadRef?: ObjectRef;
  /** Compose only. */
  readonly compose?: ComposeExtras;
  /** A custom resource of which an operator makes what runs (a database cluster); `platform` is `cloud`, there are no containers. */
  readonly managed?: ManagedExtras;
  /** Platform `cloud` only. */
  readonly cloud?: CloudPart;
}

export interface ManagedExtras {
  /** Canonical name of what runs (`postgresql`, `kafka`). */
  readonly technology: string;
  /** `replicas` is what the operator does where the resource does not say. */
  readonly byDefault?: boolean;
  /** Addresses that the resource itself needs. */
  readonly targets: readonly { readonly address: string; readonly at: Place; readonly note: string }[];
}

export interface ComposeExtras {
  readonly dependsOn: readonly { readonly service: string; readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully'; readonly required: boolean; readonly at: Place }[];
  /** `external`: an `external_links` container of another project. */
  readonly links: readonly { readonly service: string; readonly alias: string; readonly external?: boolean; readonly at: Place }[];
  /** Every name other services of a shared network reach this one by: service name, container_name, hostname, aliases. */
  readonly names: readonly { readonly name: string; readonly at: Place }[];
  readonly networks: readonly string[];
  readonly profiles: readonly string[];
  readonly healthcheck?: { readonly disabled: boolean; readonly test: readonly string[]; readonly at: Place };
  readonly restart?: Value<string>;
  readonly pidsLimit?: Value<number>;
  /** Host ports published; `container` is the container's port. */
  readonly published: readonly { readonly host?: number; readonly container: number; readonly ip?: string; readonly at: Place }[];
  /** Where the container's output is sent to. */
  readonly logging?: { readonly address: Template; readonly at: Place };
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target?: string; readonly at: Place };
  /** Bind mounts and named volumes are in `WorkloadFact.volumes`. */
  readonly deploy?: { readonly mode?: string; readonly updateOrder?: string; readonly updateParallelism?: Value<number>; readonly maxReplicasPerNode?: number };
}

export interface Container {
  readonly name: string;
  readonly role: 'main' | 'init' | 'sidecar';
  readonly at: Place;
  readonly image?: Value<string>;
  readonly imagePullPolicy?: Value<string>;
  readonly command: readonly Value<string>[];
  readonly args: readonly Value<string>[];
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly prefix: string; readonly optional: boolean; readonly at: Place }[];
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly protocol: string; readonly at: Place }[];
  /** `ports` entries without a number. */
  readonly portsWithoutNumber?: readonly Place[];
  readonly probes: { readonly readiness?: Probe; readonly liveness?: Probe; readonly startup?: Probe };
  readonly resources: {
    readonly requests: Resources;
    readonly limits: Resources;
    /** Place of `resources`, when it is there. */
    readonly at?: Place;
  };
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly subPath?: string; readonly readOnly: boolean; readonly at: Place }[];
  readonly preStop?: { readonly kind: 'exec' | 'httpGet' | 'sleep' | 'tcpSocket'; readonly seconds?: number; readonly at: Place };
  readonly readOnlyRootFilesystem?: Value<boolean>;
  /** The container's own, else the pod's. */
  readonly runAsUser?: Value<number>;
  readonly workingDir?: string;
}

/** Quantities as written (`500m`, `128Mi`). */
export interface Resources {
  readonly cpu?: Value<string>;
  readonly memory?: Value<string>;
  readonly 'ephemeral-storage'?: Value<string>;
}

export interface EnvVar {
  readonly name: string;
  readonly at: Place;
  /** Already stripped of secrets (`facts/secrets.ts`); undefined when it comes from `ref` or was a secret. */
  readonly value?: Template;
  /** Place of the value itself. */
  readonly valueAt?: Place;
  readonly ref?: { readonly kind: 'ConfigMap' | 'Secret' | 'field' | 'resource'; readonly name: string; readonly key: string; readonly optional: boolean; readonly at: Place; readonly keyAt?: Place };
  /** The env file that holds it (Compose `env_file`), for messages. */
  readonly file?: string;
}

export interface Probe {
  readonly kind: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec';
  readonly at: Place;
  readonly path?: string;
  readonly port?: Value<number | string>;
  /** httpGet.host or tcpSocket.host, when set: a probe of another host. */
  readonly host?: Value<string>;
  readonly scheme?: string;
  readonly command: readonly string[];
  /** Seconds, as written; API defaults are applied by the linker. */
  readonly initialDelaySeconds?: Value<number>;
  readonly periodSeconds?: Value<number>;
  readonly timeoutSeconds?: Value<number>;
  readonly failureThreshold?: Value<number>;
  readonly successThreshold?: Value<number>;
}

/** One way a pod spec asks for spreading: a pod anti-affinity term or a topology spread constraint. */
export interface SpreadTerm {
  readonly kind: 'anti-affinity' | 'topology-spread';
  readonly required: boolean;
  readonly topologyKey?: string;
  readonly selector?: Selector;
  readonly namespaces: readonly string[];
  readonly maxSkew?: number;
  readonly minDomains?: number;
  readonly whenUnsatisfiable?: string;
  readonly at: Place;
}

export interface Volume {
  readonly name: string;
  /** `image` etc. that carry no state are `other`. Compose: `named` volumes are `claim`, bind mounts `hostPath`, tmpfs `emptyDir`, anonymous `emptyDir`. */
  readonly kind: 'configMap' | 'secret' | 'emptyDir' | 'hostPath' | 'claim' | 'projected' | 'other';
  /** ConfigMap, Secret, PVC or named volume; the host's path for `hostPath` (relative to the root where it lies inside it). */
  readonly source?: string;
  readonly optional: boolean;
  /** `items` of a ConfigMap or Secret: the keys that have to be there. */
  readonly keys?: readonly { readonly key: string; readonly at: Place }[];
  readonly sizeLimit?: string;
  readonly medium?: string;
  /** Compose `configs`: the file that it is made of, relative to the root. */
  readonly file?: string;
  readonly at: Place;
}

// ---------------------------------------------------------------- by which names it is reached

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

// ---------------------------------------------------------------- configuration and policy objects

/** ConfigMap or Secret. A Secret's entries have keys only. */
export interface ConfigFact extends Declared {
  readonly kind: 'config';
  readonly immutable?: boolean;
  /** Nothing is known of its entries. */
  readonly keysUnknown?: boolean;
  readonly entries: readonly { readonly key: string; readonly value?: Template; readonly at: Place; readonly valueAt?: Place; readonly multiline: boolean }[];
}

/** HorizontalPodAutoscaler (later: KEDA ScaledObject). */
export interface AutoscalerFact extends Declared {
  readonly kind: 'autoscaler';
  readonly target: ObjectRef;
  readonly targetAt: Place;
  readonly min?: Value<number>;
  readonly max?: Value<number>;
  readonly metrics: readonly string[];
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
  /** LimitRange: container defaults. ResourceQuota: hard limits. KafkaTopic: `topic`, `partitions`. Others: empty. Keys such as `defaultRequest.memory`, `hard.pods`. */
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

// ---------------------------------------------------------------- code to component

/** `image` is built from `context`: Compose `build`, skaffold artifacts, plugins of Maven and Gradle. Paths are relative to the root. */
export interface ImageBuildFact {
  readonly kind: 'image-build';
  readonly image?: string;
  readonly context: string;
  readonly dockerfile?: string;
  readonly by: 'compose' | 'skaffold' | 'dockerfile-folder' | 'build-tool';
  readonly at: Place;
}

export interface DockerfileFact {
  readonly kind: 'dockerfile';
  readonly path: string;
  readonly at: Place;
  readonly baseImage?: string;
  /** Images that its stages begin with, as far as they are known. */
  readonly bases: readonly { readonly image: string; readonly at: Place }[];
  /** Sources of COPY/ADD as written, in the last stage and those it copies from. */
  readonly copies: readonly string[];
  readonly command: readonly string[];
  readonly workdir?: string;
  readonly exposes: readonly number[];
  readonly env: readonly EnvVar[];
  readonly healthcheck?: Place;
  /** HEALTHCHECK instructions of the final stage that a later one replaces. */
  readonly replacedHealthchecks?: readonly Place[];
}

/** A `.env`-like file, for packages that load it themselves. */
export interface EnvFileFact {
  readonly kind: 'env-file';
  readonly path: string;
  /** It shows what the file looks like that everybody makes for himself: `.env.example`. */
  readonly sample?: true;
  readonly at: Place;
  readonly env: readonly EnvVar[];
}

/**
 * Application configuration beside the code that reads it (`application-prod.yml`, `appsettings.json`, `config.toml`): resolves
 * the `property` holes of templates. Keys are flattened with dots; secrets are already dropped.
 */
export interface SettingsFileFact {
  readonly kind: 'settings-file';
  readonly path: string;
  readonly at: Place;
  /** Roots of the packages that read it; more than one for a shared file, none: those whose folder holds it. */
  readonly packages: readonly string[];
  /** Name of an application that reads it from a configuration server's folder. */
  readonly application?: string;
  /** Profile or environment that it is for, as its name or content says; absent: always read. */
  readonly profile?: string;
  readonly entries: readonly { readonly key: string; readonly value: Template; readonly at: Place }[];
}

/**
 * Configuration of a product or an application that names what its reader depends on (`prometheus.yml`, `nginx.conf`). Whoever
 * reads it, because it is mounted, copied into its image or lies beside its source, depends on these addresses; a file that
 * nobody reads proves nothing.
 */
export interface ConfigReferenceFact {
  readonly kind: 'config-reference';
  /** The file; for an entry of a ConfigMap the manifest. */
  readonly path: string;
  /** The file's first line, or the entry's key. */
  readonly at: Place;
  /** `prometheus`, `nginx`, `collector`, ...; `settings` for an application's own keys. */
  readonly format: string;
  /** The product that reads this format. */
  readonly technology?: string;
  /** It passes requests on: its reader is a gateway. */
  readonly proxy?: boolean;
  /** Roots of the packages whose framework reads it by its name, where that is known: then nobody else does. */
  readonly packages?: readonly string[];
  /** The ConfigMap's entry that holds it, or the field of another resource. */
  readonly configMap?: { readonly ref: ObjectRef; readonly key: string };
  readonly targets: readonly ConfigTarget[];
}

export interface ConfigTarget {
  readonly address: Template;
  readonly at: Place;
  /** Where the format tells; else what is at the other end decides. */
  readonly dependency?: DependencyKind;
  /** The key, where nothing but its name says that the value is an address. */
  readonly key?: string;
  readonly settings: readonly ClientSetting[];
  /** Id in `analyzer/knowledge/clients.yaml` of what makes these calls: gives the defaults of what is not set. */
  readonly library?: string;
  /** What the line is, in a few words: `scrape target`. */
  readonly note: string;
  /** What the file calls the other end: a scrape job's name. */
  readonly called?: string;
}

/** A folder of source that is built or published as one: package.json, later pom.xml, go.mod, a .csproj. */
export interface PackageFact {
  readonly kind: 'package';
  readonly root: string;
  readonly name: string;
  readonly language: string;
  readonly at: Place;
  /** Something starts it: a start script, a main that listens, a bin. A package without is a library. */
  readonly startable: boolean;
  /** Place that says so. */
  readonly startsAt?: Place;
  /** Ports the code listens on. */
  readonly listens: readonly { readonly port: Template; readonly at: Place }[];
  /** It starts a server of Node.js' `http`: where, and for how many milliseconds that keeps an idle connection; absent: the runtime's default. */
  readonly httpServer?: { readonly at: Place; readonly keepAlive?: Value<number> };
  /** Roots of workspace packages whose code it imports. */
  readonly uses: readonly string[];
  /** Further names that others reach it by: its application name in a service registry. */
  readonly names?: readonly { readonly name: Template; readonly at: Place }[];
  /** What the code says that it is (`@EnableEurekaServer`), where that is more than a service. */
  readonly provides?: { readonly kind: 'gateway' | 'discovery' | 'config-server' | 'monitoring' | 'identity' | 'load-generator'; readonly at: Place };
}

export type DependencyKind = 'calls' | 'routes' | 'stores' | 'caches' | 'publishes' | 'consumes' | 'registers' | 'configures' | 'observes' | 'mounts';

/** One client in code and what it talks to: an instance with its calls, or a single call of a shared function (`fetch`). */
export interface ClientFact {
  readonly kind: 'client';
  /** Unique in the run: `file:line:column`. */
  readonly id: string;
  /** Roots of the packages whose process runs it: the file's own, or those that import and use it. */
  readonly packages: readonly string[];
  /** Id in `analyzer/knowledge/clients.yaml`: gives the defaults. */
  readonly library: string;
  readonly dependency: DependencyKind;
  /** `http`, `grpc`, `postgresql`, `mysql`, `mongodb`, `redis`, `kafka`, `amqp`, `nats`, `s3`, `sqs`, ... */
  readonly protocol: string;
  /** Address; undefined when nothing in the code says it. Several: a list of brokers. */
  readonly targets: readonly Template[];
  readonly targetAt: Place;
  /** Topics, queues, exchanges. */
  readonly channels: readonly Template[];
  /** Its messages go through a broker and are answered, by whoever consumes the channel. */
  readonly awaitsReply?: true;
  /** Construction, or the call where there is none or where it names the address. */
  readonly at: Place;
  /** The construction, where it is elsewhere: others call other addresses through the same instance. */
  readonly madeAt?: Place;
  /** Calls made through it; `method` in upper case for HTTP. Empty when it is only constructed. */
  readonly calls: readonly ClientCall[];
  readonly phase: 'request' | 'startup' | 'health';
  readonly strength: 'hard' | 'soft';
  /** The line that makes it soft: the catch that returns a fallback. */
  readonly softAt?: Place;
  /** The timer or schedule that makes all of its calls: no request waits for them. */
  readonly scheduled?: Place;
  readonly settings: readonly ClientSetting[];
  /** What is at the other end by the client's nature, whatever the address says. */
  readonly means?: ClientMeaning;
  /** Groups of properties, each of which switches the client off where all of its properties are `false`. */
  readonly offWhenFalse?: readonly (readonly string[])[];
  /** Its configuration says that it is in use, also where it leaves the address to the library. */
  readonly inUse?: true;
}

export interface ClientCall {
  readonly at: Place;
  readonly method?: string;
  readonly path?: string;
  readonly function?: string;
  /** It gets a context of its own, although the code was given that of the request: its deadline and its end are lost. */
  readonly detached?: Place;
}

/**
 * A registry client's address is a registry's: where the address is a loopback, unknown, or a name that nobody has, the only
 * component of that role or technology is meant.
 */
export interface ClientMeaning {
  readonly role?: 'discovery' | 'config-server' | 'monitoring' | 'identity';
  readonly technology?: string;
  /** Something outside that has no address here: the name of a repository in a folder beside this one. */
  readonly external?: string;
}

/**
 * Names are the graph's setting names (`timeoutOnCall`, `connectTimeout`, `perTryTimeout`, `retriesOnCall`, `retryBackoff`,
 * `retryJitter`, `circuitBreaker`, `connectionPoolMaxConnections`, `producerAcks` ...). Durations are milliseconds; null: set to none.
 */
export interface ClientSetting {
  readonly name: string;
  readonly value: Value<number | string | boolean | null> | { readonly template: Template; readonly at: Place };
}

/** A request handler: which clients serving this path can reach (transitively, in the package and what it imports). */
export interface HandlerFact {
  readonly kind: 'handler';
  readonly package: string;
  readonly method: string;
  readonly path: string;
  readonly at: Place;
  /** Client ids with the chain of places from the handler to the call. */
  readonly reaches: readonly HandlerReach[];
}

export interface HandlerReach {
  readonly client: string;
  readonly path: readonly Place[];
  /** Where calls are started at the same time (`Promise.all`), and this is one of them. */
  readonly together?: Place;
}

/** Code between the begin and the end of a database transaction, and the clients that it reaches: the store itself among them. */
export interface TransactionFact {
  readonly kind: 'transaction';
  readonly package: string;
  /** Where it begins. */
  readonly at: Place;
  readonly reaches: readonly HandlerReach[];
}

/** Code whose result stands in for a call that failed: a catch, a breaker's fallback; and the clients that it reaches. */
export interface FallbackFact {
  readonly kind: 'fallback';
  readonly package: string;
  readonly at: Place;
  /** The call that it stands in for, of that client. */
  readonly of: { readonly client: string; readonly at: Place };
  readonly reaches: readonly HandlerReach[];
}

/** State kept in the process or on its local disk. */
export interface LocalStateFact {
  readonly kind: 'local-state';
  readonly packages: readonly string[];
  readonly state: 'file' | 'session' | 'cache' | 'queue' | 'counter';
  /** What holds it: `express-session MemoryStore`, `fs.writeFile`. */
  readonly holder: string;
  /** Directory or file written, as written. */
  readonly path?: Template;
  readonly at: Place;
}

// ---------------------------------------------------------------- cloud resources

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
  /** Something fills in more before it is applied (a macro, SAM): names that nothing declares may be there. */
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

// ---------------------------------------------------------------- what meshes and operators add

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

// ---------------------------------------------------------------- units

/** Files that are parsed together: one manifest, one Compose project, all TypeScript of the tree. */
export interface Unit {
  readonly id: string;
  /** The parser's id. */
  readonly parser: string;
  /** Folder, relative to the root, `.` for the root itself. */
  readonly root: string;
  readonly files: readonly string[];
}

export type ProblemSeverity = 'error' | 'warning' | 'info';

/** Input that could not be read or understood. `message` says what is wrong and what to do. */
export interface Problem {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: ProblemSeverity;
  readonly message: string;
}

export interface UnitFacts {
  readonly unit: Unit;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}
