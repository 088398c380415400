import type { DependencyKind } from '../../../facts/types.js';

/**
 * How a client library is recognised and what its options mean. Everything is data: a new library is a new entry.
 *
 * Patterns describe how a value was reached from its package: `.Pool()` is `new Pool(..)` or `Pool(..)`, `.{get,post}()` either
 * method, `.*` any one name, `.**` any names. Default exports, namespaces and `await` leave no trace.
 */
export interface Library {
  /** Id in the knowledge base, which has the defaults. */
  readonly id: string;
  readonly packages: readonly string[];
  readonly kind: DependencyKind;
  readonly protocol: string;
  /** An option that says the protocol (`type: 'postgres'`); values that are missing here are no network dependency. */
  readonly protocolFrom?: { readonly option: string; readonly values: Readonly<Record<string, string>> };
  /** Calls that make an instance. Without: operations are called on the package itself. */
  readonly make?: readonly string[];
  /** Those of them that make one connection, where the others make pools. */
  readonly single?: readonly string[];
  /** Operations can also be called on the package itself, as on an instance without options. */
  readonly direct?: boolean;
  /** Names of types whose injected values are instances: `AxiosInstance` is what `.create()` makes. */
  readonly types?: Readonly<Record<string, string>>;
  /** Libraries of one family configure each other's injected instances; the id when absent. */
  readonly family?: string;
  /** Topic or queue that an instance is made for. */
  readonly channel?: readonly Source[];
  /** Decorators of methods that name further topics. */
  readonly handlers?: { readonly package: string; readonly decorators: readonly string[] };
  readonly target?: readonly Source[];
  /** A list or table of addresses, each a dependency of its own: a gateway's subgraphs, a proxy's routes. */
  readonly members?: Source;
  /** Often made without an address, or with one that the package itself hands in: none that is known, no client. */
  readonly certain?: true;
  /** Where another library's instance may be handed in: it then is the client, and what is done here is done with it. */
  readonly over?: readonly Source[];
  readonly settings?: readonly Setting[];
  readonly operations?: readonly Operation[];
  /** Object on the package whose properties are options of every call: `axios.defaults.timeout = 5000`. */
  readonly defaults?: string;
}

export interface Operation {
  /** After `make`; the whole path for libraries without. */
  readonly path: string;
  /** Where this operation differs from the library. */
  readonly kind?: DependencyKind;
  /** Connecting, listening to events, closing: shows nothing about requests. */
  readonly lifecycle?: true;
  /** URL or path, relative to the instance's target. */
  readonly url?: readonly Source[];
  /** A name of whom it asks, which is no URL. */
  readonly names?: readonly Source[];
  /** Pattern of the first argument, for operations that are objects: `client.send(new SendMessageCommand(..))`. */
  readonly given?: string;
  /** HTTP method: the operation's own name, one for all, or an option. */
  readonly method?: 'name' | Source | { readonly is: string };
  readonly channel?: readonly Source[];
  readonly settings?: readonly Setting[];
  /** The function that works on each message. */
  readonly handled?: Source;
  /** It makes a queue or topic. */
  readonly declares?: Declares;
  /** Settings made by calls that follow: `request.get(url).timeout(500)`. */
  readonly chained?: Readonly<Record<string, readonly Setting[]>>;
}

/** Where a call that makes queues or topics says which, and how they are cut and bounded. */
export interface Declares {
  /** The list of those that it makes: names and settings are then read in each entry. */
  readonly members?: Source;
  readonly name: readonly Source[];
  readonly settings: readonly Setting[];
}

/** Where a value stands among the arguments of a call. */
export type Source =
  | { readonly from: 'argument'; readonly index: number }
  /** Path of an option of the argument; without index of the first argument that is an object. A dot in a name is `\\.`. */
  | { readonly from: 'option'; readonly path: string; readonly index?: number }
  | { readonly from: 'host-port'; readonly host: Source; readonly port: Source | undefined; readonly defaultPort: number }
  /** An option that names a service whose address the library knows; names in lower case. */
  | { readonly from: 'known'; readonly path: string; readonly addresses: Readonly<Record<string, string>> }
  /** A variable that the library itself reads when the code says nothing. */
  | { readonly from: 'environment'; readonly variables: readonly string[]; readonly otherwise?: string };

export const argument = (index: number): Source => ({ from: 'argument', index });
export const option = (path: string, index?: number): Source => ({ from: 'option', path, ...(index === undefined ? {} : { index }) });
export const hostPort = (host: string, port: string, defaultPort: number, index?: number): Source => ({ from: 'host-port', host: option(host, index), port: option(port, index), defaultPort });
export const environment = (...variables: readonly string[]): Source => ({ from: 'environment', variables });

/** How a written value becomes the contract's value. */
export type Conversion =
  | 'milliseconds'
  | 'seconds'
  /** Zero and negative numbers switch the limit off. */
  | 'limit'
  | 'count'
  /** Attempts, the first one included. */
  | 'attempts'
  /** A function or policy of the number of the attempt: fixed or growing. */
  | 'backoff'
  /** The same, or a plain pause: whether a part of it is random. */
  | 'jitter'
  /** A predicate of the failure: which are repeated. */
  | 'condition'
  /** A list of statuses that are repeated: of those, which say that the request was wrong. */
  | 'statuses'
  /** A function that is told of each failure, and may throw it. */
  | 'hook'
  | 'present'
  /** A flag that switches the named thing off. */
  | 'not'
  | 'text'
  /** Cockatiel's `new SamplingBreaker(..)`: how many calls it has to see, and within how many milliseconds. */
  | 'sampled-calls'
  | 'sampled-time'
  /** An `AbortSignal`: of how many milliseconds. */
  | 'signal'
  /** A point in time: `Date.now() + 500`, `new Date().setSeconds(..)`. */
  | 'deadline';

export interface Setting {
  readonly name: string;
  readonly source: Source;
  readonly as: Conversion;
  /** Value when a wrapper is used and the option is not given. */
  readonly otherwise?: number | string | boolean;
}

export const timeout = (path: string, index?: number): Setting => ({ name: 'timeoutOnCall', source: option(path, index), as: 'limit' });
export const signal = (index?: number): Setting => ({ name: 'timeoutOnCall', source: option('signal', index), as: 'signal' });
export const connectTimeout = (path: string, index?: number): Setting => ({ name: 'connectTimeout', source: option(path, index), as: 'limit' });
export const retries = (path: string, index?: number): Setting => ({ name: 'retriesOnCall', source: option(path, index), as: 'count' });
export const attempts = (path: string, index?: number): Setting => ({ name: 'retriesOnCall', source: option(path, index), as: 'attempts' });
export const backoff = (path: string, index?: number): Setting => ({ name: 'retryBackoff', source: option(path, index), as: 'backoff' });
export const pool = (path: string, index?: number): Setting => ({ name: 'connectionPoolMaxConnections', source: option(path, index), as: 'count' });
export const setting = (name: string, path: string, as: Conversion, index?: number): Setting => ({ name, source: option(path, index), as });
