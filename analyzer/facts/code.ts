import type { LibraryVersion } from './libraries.js';
import type { ObjectRef } from './objects.js';
import type { Place } from './place.js';
import type { Template } from './template.js';
import type { Value } from './value.js';
import type { EnvVar } from './workloads.js';

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
  /** The instruction that says so; absent: none does. */
  readonly commandAt?: Place;
  readonly workdir?: string;
  readonly exposes: readonly number[];
  readonly env: readonly EnvVar[];
  readonly healthcheck?: Place;
  /** HEALTHCHECK instructions of the final stage that a later one replaces. */
  readonly replacedHealthchecks?: readonly Place[];
  /** The same of earlier stages. */
  readonly replacedEarlier?: readonly Place[];
  /** Stages without HEALTHCHECK, be it NONE, that continue none that has one. */
  readonly uncheckedStages?: readonly Place[];
  /** Some stage has a HEALTHCHECK, be it NONE. */
  readonly namesHealthcheck?: true;
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
  /** It starts a server by itself: where, and where its code handles SIGTERM. Absent: it starts none, or something else may stop it. */
  readonly ownServer?: { readonly at: Place; readonly stopsAt?: Place };
  /** Roots of workspace packages whose code it imports. */
  readonly uses: readonly string[];
  /** Further names that others reach it by: its application name in a service registry. */
  readonly names?: readonly { readonly name: Template; readonly at: Place }[];
  /** What the code says that it is (`@EnableEurekaServer`), where that is more than a service. */
  readonly provides?: { readonly kind: 'gateway' | 'discovery' | 'config-server' | 'monitoring' | 'identity' | 'load-generator'; readonly at: Place };
}

/**
 * A variable of the environment that the program cannot do without: reading it throws, or ends the process, where it is not set. Only
 * reads that nothing else decides about, and that have no default.
 */
export interface RequiredVariableFact {
  readonly kind: 'required-variable';
  /** Roots of the packages whose process reads it. */
  readonly packages: readonly string[];
  readonly name: string;
  /** What asks for it, as it is written: `os.environ`, `envalid`. */
  readonly reader: string;
  /** The program loads variables from a file (`.env`), too: where an image is built from somebody's working copy, that may be in it. */
  readonly orInFile?: true;
  /** Spring: the property whose value it is. Whoever sets that one needs the variable no longer. */
  readonly property?: string;
  readonly at: Place;
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
  /** The library's version where the code is built; the linker fills it in from the nearest lock file or manifest. */
  readonly version?: LibraryVersion;
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
  /** Of the construction; absent as for calls. */
  readonly closing?: Closing;
  /** It is one connection, where other constructions of its library are pools. */
  readonly single?: true;
  /**
   * It is constructed again for each request or message, and kept by nobody: what for, and the calls that lead from the handler to
   * the construction, which is the last of them. Absent: once for the process, or not known.
   */
  readonly madeFor?: { readonly each: 'request' | 'message'; readonly path: readonly Place[] };
  /** Calls made through it; `method` in upper case for HTTP. Empty when it is only constructed. */
  readonly calls: readonly ClientCall[];
  readonly phase: 'request' | 'startup' | 'health';
  readonly strength: 'hard' | 'soft';
  /** The line that makes it soft: the catch that returns a fallback. */
  readonly softAt?: Place;
  /** The timer or schedule that makes all of its calls: no request waits for them. */
  readonly scheduled?: Place;
  /** What makes all of its calls again and again; absent: nothing does, or its pace is not known, or the code spreads it over the replicas. */
  readonly pace?: Pace;
  readonly settings: readonly ClientSetting[];
  /** What is at the other end by the client's nature, whatever the address says. */
  readonly means?: ClientMeaning;
  /** Groups of properties, each of which switches the client off where all of its properties are `false`. */
  readonly offWhenFalse?: readonly (readonly string[])[];
  /** Its configuration says that it is in use, also where it leaves the address to the library. */
  readonly inUse?: true;
}

/** How a timer, a schedule or a loop without an end repeats what it does, in every replica alike. */
export interface Pace {
  readonly at: Place;
  /** Milliseconds from one time to the next. */
  readonly every?: number;
  /** The times of the clock, as a cron expression. */
  readonly clock?: string;
}

/** Where an expression that makes or calls something ends, for a fix that adds to it. */
export interface Closing {
  /** The bracket that closes its arguments or fields; length 1. */
  readonly at: Place;
  readonly of: 'call' | 'construction' | 'fields';
  /** What is called or made, without what it belongs to. */
  readonly name: string;
  /** What is added before the bracket needs a comma before it. */
  readonly comma: boolean;
}

export interface ClientCall {
  readonly at: Place;
  /** Absent where nothing can be added in one place, and in languages whose parser does not say. */
  readonly closing?: Closing;
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
 *
 * `retryCondition` says which failures are repeated, by the library's documentation or the code: `everything` (whatever is thrown,
 * the refusal of an open breaker included), `rejections` (exceptions for answers of 4xx among others), `answers` (such answers
 * themselves), `transient` (only what may pass). `failsOnStatus`: the code throws on every answer without success.
 * `retryOn`: on what a proxy repeats a request, in its own words; `retriedMethods`: requests of which methods, absent: of any.
 * `breakerPosition`: the circuit breaker is `inside-retry` (each attempt asks it) or `around-retry` (it sees all attempts as one call).
 * `breakerMinimumCalls`: how many calls the breaker has to have seen before it may open; `breakerWindow` (ms): within what time, absent
 * where it counts calls whenever they come.
 * `unusedRetry`: the breaker's fallback answers before the retry around it sees a failure. `abandonedAfter` (ms): the caller stops waiting then, and the call, which has no limit of its own, goes on.
 */
export interface ClientSetting {
  /**
   * Among them `sharedConnections`, the most connections of a pool that is for all hosts together, and `connectionsPerHost`, those of
   * one of these; clients whose setting is written at one place share the pool.
   */
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
  /** The file speaks of idempotency: somebody thought of requests that come again. */
  readonly idempotent?: true;
  /** Client ids with the chain of places from the handler to the call. */
  readonly reaches: readonly HandlerReach[];
}

export interface HandlerReach {
  readonly client: string;
  readonly path: readonly Place[];
  /** Where calls are started at the same time (`Promise.all`), and this is one of them. */
  readonly together?: Place;
}

/** Code that works on the messages of a consumer, one after the other, and the clients that it reaches. */
export interface MessageHandlerFact {
  readonly kind: 'message-handler';
  readonly package: string;
  /** Id of the client that brings the messages. */
  readonly of: string;
  readonly at: Place;
  /** It is given at once what came together, so how often it does what it does is not known. */
  readonly batch?: true;
  /** Where a message is handed to a task of its own, of which any number may run, and the next one is taken at once. */
  readonly handsOff?: Place;
  readonly reaches: readonly HandlerReach[];
}

/** Code between the begin and the end of a database transaction, and the clients that it reaches: the store itself among them. */
export interface TransactionFact {
  readonly kind: 'transaction';
  readonly package: string;
  /** Where it begins. */
  readonly at: Place;
  readonly reaches: readonly HandlerReach[];
}

/**
 * Code that holds a lock of its process, which only one thread or task has at a time (a mutex, `synchronized`, a semaphore of one),
 * and the clients that it reaches. A lock that a store or coordinator keeps for all processes is none of these.
 */
export interface LockFact {
  readonly kind: 'lock';
  readonly package: string;
  /** Where it is taken. */
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

/** Code that reads a value from a cache and, where it is not there, loads it and writes it there for a time. */
export interface CacheFillFact {
  readonly kind: 'cache-fill';
  readonly package: string;
  /** Id of the cache's client; absent for a cache in the process. */
  readonly of?: string;
  /** The write, or the annotation that brings it about. */
  readonly at: Place;
  /** For how many milliseconds. */
  readonly ttl: Value<number>;
  /** Something in the code lets one load at a time, or spreads when entries run out. */
  readonly guarded?: true;
  /** Its key names a person, so a crowd does not ask for it. */
  readonly personal?: true;
  /** What loading reaches, apart from the cache. */
  readonly reaches: readonly HandlerReach[];
}

/** Something in the process that takes any amount of work: a queue without an end, a pool that starts a thread for each task. */
export interface UnboundedBufferFact {
  readonly kind: 'unbounded-buffer';
  readonly packages: readonly string[];
  /** What holds the work, as it is written: `Executors.newCachedThreadPool`. */
  readonly holder: string;
  readonly at: Place;
}

/** A queue or topic that code asks its broker to make. */
export interface DeclaredChannelFact {
  readonly kind: 'declared-channel';
  /** Roots of the packages whose process asks for it. */
  readonly packages: readonly string[];
  /** `kafka` or `amqp`. */
  readonly protocol: string;
  readonly name: Template;
  readonly at: Place;
  /**
   * Of a topic `partitions` (a number). Of a queue `deadLetterExchange` (its name), `maxLength` (messages) and `maxBytes`, and whether it is
   * `exclusive` or `autoDelete`: it goes with its consumer. What is not there was not asked for; what nobody can read is unknown.
   * https://www.rabbitmq.com/docs/queues#optional-arguments
   */
  readonly settings: readonly ClientSetting[];
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
