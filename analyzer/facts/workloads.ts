import type { CloudPart } from './cloud.js';
import type { Declared, Labels, ObjectRef, Selector } from './objects.js';
import type { Place } from './place.js';
import type { Template } from './template.js';
import type { Value } from './value.js';

/** Something that runs: a Kubernetes workload, a Compose service (one container), later an ECS service or a function. */
export interface WorkloadFact extends Declared {
  readonly kind: 'workload';
  readonly platform: 'kubernetes' | 'compose' | 'cloud';
  /** `serve` keeps running, `job` ends, `cron` recurs, `hook` is a test or install hook, `idle` only sleeps (`idle.ts`). */
  readonly role: 'serve' | 'job' | 'cron' | 'hook' | 'idle';
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
    /** As Kubernetes names it; `Recreate`, too, of an ECS service that may not run more than its tasks and need not keep any. */
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
  /** One of the owners is said to be its controller. */
  readonly controlled?: boolean;
  readonly priorityClass?: Value<string>;
  readonly nodeSelector?: Labels;
  readonly nodeAffinity?: Place;
  /** Labels of which the required node affinity leaves one value, as a node selector does. */
  readonly requiredNodeLabels?: Labels;
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
  /** The format's version, where the file names one; Compose itself no longer looks at it. */
  readonly format?: number;
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
  /** What sets its variables could not be read as a whole, or names files: there may be more. */
  readonly envUnread?: true;
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
  /** `propagation` of a Compose bind mount: `shared`, `rslave`. */
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly subPath?: string; readonly readOnly: boolean; readonly propagation?: string; readonly at: Place }[];
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
  /** `maxSkew` is there and could not be read. */
  readonly skewUnread?: true;
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
  /** CSI driver that mounts it inline: `secrets-store.csi.k8s.io`. */
  readonly driver?: string;
  /** `items` of a ConfigMap or Secret: the keys that have to be there. */
  readonly keys?: readonly { readonly key: string; readonly at: Place }[];
  readonly sizeLimit?: string;
  readonly medium?: string;
  /** Compose `configs`: the file that it is made of, relative to the root. */
  readonly file?: string;
  readonly at: Place;
}
