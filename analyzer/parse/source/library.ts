import type { DependencyKind } from '../../facts/types.js';

/**
 * How a client library is recognised and what its arguments mean, for every language of this folder's parsers. Everything is
 * data: a new library is a new entry, not new code.
 */
export interface ClientLibrary {
  /** Id in the knowledge base, which has the defaults. */
  readonly id: string;
  /** What a file imports when it uses the library, as prefixes of import paths: also the marks that files are scanned for. */
  readonly imports: readonly string[];
  readonly dependency: DependencyKind;
  readonly protocol: string;
  readonly calls: readonly ClientCall[];
}

export interface ClientCall {
  /**
   * Qualified as the import says: `requests.{get,post}` a function, `new redis.Redis` a construction, `Session#{get,post}` a
   * method of an instance of that type, `@FeignClient` an annotation, decorator or attribute. `*` is any one name, `**` anything. `**` any text.
   */
  readonly match: string;
  /** The type of what it returns: `requests.Session()` makes a `requests.Session`. Only needed where it is not what is constructed. */
  readonly makes?: string;
  /** The first that is written counts. None: the target is that of the instance. */
  readonly target?: readonly ValueSource[];
  /** It is made from the instance that is this argument, and belongs to its client: a stub of a channel. No match without one. */
  readonly from?: number;
  /** Whatever is asked of what it makes belongs to the same client: `client["db"].users.find()`. */
  readonly fluent?: true;
  /** It only carries target, method and settings to the call that it is handed to: a request, options, a dialect. */
  readonly carries?: true;
  /** A value that says what is spoken (a driver's name, a cloud service's). Values that are missing here are no network dependency. */
  readonly protocols?: { readonly source: ValueSource; readonly values: Readonly<Record<string, { readonly protocol: string; readonly dependency?: DependencyKind }>> };
  /** Topic, queue or exchange. */
  readonly channel?: readonly ValueSource[];
  /** HTTP method: `name` takes the called name, other text is the method itself. */
  readonly method?: string;
  readonly settings?: readonly SettingSource[];
  /** Where this call differs from its library. */
  readonly dependency?: DependencyKind;
  readonly protocol?: string;
  /** What it makes is one connection, and no pool. */
  readonly single?: true;
  /** Connecting, closing, listening to events: shows nothing about requests. */
  readonly lifecycle?: true;
  /** Who works on the messages that it brings: the loop that it stands in, or a function that it is given. */
  readonly handled?: 'loop' | ValueSource;
  /** It makes a queue or topic. */
  readonly declares?: Declares;
}

/** Where a call that makes a queue or topic says which, and how it is cut and bounded. */
export interface Declares {
  readonly name: readonly ValueSource[];
  readonly settings: readonly SettingSource[];
  /** An argument that may hold any of the settings: where nobody knows what it is, they are unknown. */
  readonly within?: readonly ValueSource[];
}

/** Where a value stands in a call. */
export type ValueSource =
  /** Argument by position, from 0. */
  | number
  /** Named argument, attribute of an annotation, field of an options object or struct; a path with dots for nested ones, `\\.` for a dot in a name. */
  | string
  /** First argument of a call in the same chain (`builder().baseUrl(x)`), or of a setter that is called on the instance. */
  | { readonly chained: string; readonly argument?: number }
  | { readonly host: ValueSource; readonly port?: ValueSource; readonly defaultPort: number }
  /** Argument by position, one further on where the first argument's text begins so: an overload with the method of HTTP in front. */
  | { readonly argument: number; readonly after: string }
  /** A variable that the library itself reads. */
  | { readonly environment: string }
  /** A property of the application's configuration, with what holds when it is not set. */
  | { readonly property: string; readonly fallback?: string }
  | { readonly fixed: string };

/** How a written value becomes the contract's value. Durations become milliseconds; a language's own durations need no unit. */
export type Unit = 'milliseconds' | 'seconds' | 'count' | 'attempts' | 'present' | 'text' | 'failures' | 'postgresOptions' | ServiceConfigUnit;

/** A text of JSON that says how a channel's methods are called: https://github.com/grpc/grpc/blob/master/doc/service_config.md */
export type ServiceConfigUnit = 'grpcTimeout' | 'grpcRetries' | 'grpcBackoff';

export interface SettingSource {
  /** The graph's setting name: `timeoutOnCall`, `connectTimeout`, `retriesOnCall`, `retryBackoff`, `circuitBreaker` ... */
  readonly name: string;
  readonly source: ValueSource;
  readonly unit: Unit;
  /** What the option means when it is written without a value, or the wrapper is used without the option; null: no limit. */
  readonly otherwise?: number | string | boolean | null;
  /** Other options that limit the same, so that `otherwise` does not hold where one of them is given. */
  readonly unless?: readonly ValueSource[];
}

/** Optional arguments of a queue, in a table that may have a name: https://www.rabbitmq.com/docs/queues#optional-arguments */
export const queueArguments = (table = ''): readonly SettingSource[] => [
  { name: 'deadLetterExchange', source: `${table}x-dead-letter-exchange`, unit: 'text' }, { name: 'maxLength', source: `${table}x-max-length`, unit: 'count' }, { name: 'maxBytes', source: `${table}x-max-length-bytes`, unit: 'count' },
];

export const setting = (name: string, source: ValueSource, unit: Unit): SettingSource => ({ name, source, unit });
export const timeoutMs = (source: ValueSource): SettingSource => setting('timeoutOnCall', source, 'milliseconds');
export const timeoutSeconds = (source: ValueSource): SettingSource => setting('timeoutOnCall', source, 'seconds');
export const connectMs = (source: ValueSource): SettingSource => setting('connectTimeout', source, 'milliseconds');
export const connectSeconds = (source: ValueSource): SettingSource => setting('connectTimeout', source, 'seconds');
export const retries = (source: ValueSource): SettingSource => setting('retriesOnCall', source, 'count');
export const attempts = (source: ValueSource): SettingSource => setting('retriesOnCall', source, 'attempts');
export const pool = (source: ValueSource): SettingSource => setting('connectionPoolMaxConnections', source, 'count');
