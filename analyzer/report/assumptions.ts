import { compareText } from '../facts/place.js';
import type { Component, Dependency, Evidence, GraphDocument, Setting, SettingValue } from '../graph/document.js';
import { duration } from './duration.js';

/** A value that decides how a failure travels and that nobody in the repository wrote. */
export interface Assumption {
  /** The dependency whose calls it decides, or the component itself. */
  readonly on: Setting['on'];
  readonly name: string;
  readonly value: SettingValue;
  /** Whose default it is: a library's id (`axios`), a proxy's (`ingress-nginx`); absent: the platform's. */
  readonly by?: string;
  /** The package and its version, or the range that is not locked: `redis 4.6.7`. */
  readonly version?: string;
  /** Releases differ, and which one is installed cannot be told. */
  readonly undecided?: true;
  /** What it means here, in a few words: `waits for ever`. */
  readonly meaning: string;
  /** Where the default is documented or was read; absent where the absence itself is the value. */
  readonly source?: string;
  /** Nothing limits it: this default lets one slow dependency hold its callers. */
  readonly unbounded: boolean;
  /** Absent: the same in every stack. */
  readonly stack?: string;
  /** Where it would be written. */
  readonly at: Evidence;
}

/** The ledger of a system. */
export interface Assumptions {
  readonly schema: 'faultline/assumptions@1';
  /** By the dependency's ends, what is unbounded first. */
  readonly dependencies: readonly Assumption[];
  /** By the component. */
  readonly components: readonly Assumption[];
  /** Dependencies of the request phase of which nothing is known: no setting, no default of a library that is known. */
  readonly unknown: readonly { readonly from: string; readonly to: string; readonly at: Evidence }[];
}

/** Every value that a library, a proxy or a platform decided because nobody else did. A function of the graph document alone. */
export function assumptionsOf(document: GraphDocument): Assumptions {
  const talks = talksOf(document);
  const generators = new Set(document.components.filter(({ role }) => role === 'load-generator').map(({ id }) => id));
  const all = document.settings.filter(({ on }) => typeof on !== 'string' || !generators.has(on)).flatMap((setting) => assumption(setting, talks.get(keyOf(setting.on)) ?? 'asks'));
  const order = (a: Assumption, b: Assumption): number => compareText(keyOf(a.on), keyOf(b.on)) || Number(b.unbounded) - Number(a.unbounded) || compareText(a.name, b.name) || compareText(a.stack ?? '', b.stack ?? '');
  return {
    schema: 'faultline/assumptions@1',
    dependencies: all.filter(({ on }) => typeof on !== 'string').sort(order),
    components: all.filter(({ on }) => typeof on === 'string').sort(order),
    unknown: undecided(document),
  };
}

export const keyOf = (on: Setting['on']): string => (typeof on === 'string' ? on : `${on.from} -> ${on.to}`);

function assumption(setting: Setting, talk: Talk): Assumption[] {
  const { on, name, value, origin, source, version, stack, evidence } = setting;
  const undecided = origin === 'unknown' && evidence.mechanism === 'default';
  const meaning = undecided ? dependsOn(version) : origin === 'default' ? (meaningsFor(talk, evidence.note)[name] ?? MEANINGS[name])?.(value) : undefined;
  if (meaning === undefined) return [];
  return [{
    on, name, value, meaning,
    ...(evidence.mechanism === 'default' && evidence.note !== undefined ? { by: evidence.note } : {}),
    ...(version === undefined ? {} : { version }),
    ...(undecided ? { undecided } : {}),
    ...(source === undefined ? {} : { source }),
    unbounded: value === null && !undecided && LIMITS.has(name),
    ...(stack === undefined ? {} : { stack }),
    at: evidence,
  }];
}

const dependsOn = (version: string | undefined): string => `depends on the release that is installed: ${version === undefined ? 'no manifest says which' : `${version} is not locked`}`;

/** Settings that are limits: none of them set is what lets a failure through. Connecting is limited by the kernel. */
const LIMITS: ReadonlySet<string> = new Set(['timeoutOnCall', 'perTryTimeout', 'meshTimeout', 'entryTimeout', 'connectionPoolMaxConnections']);

type Meaning = (value: SettingValue) => string | undefined;

/** Who asks waits for an answer; who sends to a broker only until it has the message; who receives waits for messages all the time. */
type Talk = 'asks' | 'sends' | 'receives';

function talksOf({ dependencies }: GraphDocument): ReadonlyMap<string, Talk> {
  const kinds = new Map<string, Set<Dependency['kind']>>();
  for (const one of dependencies) kinds.set(keyOf(one), (kinds.get(keyOf(one)) ?? new Set()).add(one.kind));
  const talkOf = (of: ReadonlySet<Dependency['kind']>): Talk => ([...of].some((kind) => kind !== 'publishes' && kind !== 'consumes') ? 'asks' : of.has('publishes') ? 'sends' : 'receives');
  return new Map([...kinds].map(([key, of]) => [key, talkOf(of)]));
}

const nothing: Meaning = () => undefined;

/** What means something else, or nothing, between a program and its broker. */
function meaningsFor(talk: Talk, library: string | undefined): Readonly<Record<string, Meaning>> {
  if (talk === 'asks') return {};
  if (talk === 'sends') return { timeoutOnCall: (value) => (value === null ? 'handing over a message has no time limit' : typeof value === 'number' ? `gives up handing over a message after ${duration(value)}` : undefined) };
  const handled: Meaning = (value) => (typeof value !== 'number' ? undefined : value === 0 ? 'a message that fails is not tried again' : `a message that fails is tried up to ${value + 1} times`);
  return { timeoutOnCall: nothing, retryBackoff: nothing, retryJitter: nothing, retriesOnCall: library === 'spring-kafka' ? handled : nothing };
}

const waits = (what: string): Meaning => (value) => (value === null ? `${what} for ever` : typeof value === 'number' ? `${what} up to ${duration(value)}` : undefined);
const repeats: Meaning = (value) => (typeof value !== 'number' ? undefined : value === 0 ? 'a failed call is not repeated' : `a failed call is sent up to ${value + 1} times`);
const without = (meaning: string): Meaning => (value) => (value === false || value === null ? meaning : undefined);

const PAUSES: Readonly<Record<string, string>> = { fixed: 'waits the same time before each attempt', exponential: 'waits longer before each further attempt', linear: 'waits longer before each further attempt' };

/** What a value that nobody wrote means, by the graph's setting names; a name that is not here says nothing about failures. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  timeoutOnCall: waits('waits for an answer'),
  perTryTimeout: waits('each attempt waits'),
  connectTimeout: (value) => (value === null ? 'tries to connect until the kernel gives up, about 2 minutes on Linux' : waits('tries to connect')(value)),
  reconnectJitter: without('when the other end comes back, all callers connect at the same moments'),
  meshTimeout: waits('the mesh waits'),
  entryTimeout: waits('the proxy in front waits'),
  entryIdleTimeout: (value) => (typeof value === 'number' ? `the proxy in front closes a connection that is idle for ${duration(value)}` : undefined),
  keepAliveTimeout: (value) => (typeof value === 'number' ? `closes a connection on which nothing was asked for ${duration(value)}` : undefined),
  retriesOnCall: repeats,
  meshRetries: repeats,
  meshConnectRetries: repeats,
  entryRetries: (value) => (typeof value === 'number' && value > 0 ? `the proxy in front sends a failed request up to ${value + 1} times` : undefined),
  retryBackoff: (value) => (value === 'none' ? 'repeats without a pause' : typeof value === 'string' ? (PAUSES[value] ?? `waits between attempts (${value})`) : undefined),
  retryJitter: without('all callers repeat at the same moment'),
  connectionPoolMaxConnections: (value) => (value === null ? 'opens a connection for every call that runs' : typeof value === 'number' ? `at most ${value} ${value === 1 ? 'connection' : 'connections'} from each process; further calls wait for one` : undefined),
  producerAcks: (value) => (value === null ? undefined : `a message counts as sent with acks ${String(value)}`),
  replicas: (value) => (value === 1 ? 'one instance' : typeof value === 'number' ? `${value} instances` : undefined),
  restartPolicy: without('stays down when its process ends'),
  hasReadinessProbe: without('gets requests before it can answer them'),
  hasPdb: without('maintenance may evict all its pods at once'),
  antiAffinity: without('its pods may share one node'),
  hasMemoryLimit: without('a leak takes its node\'s memory'),
  lambdaTimeoutSeconds: (value) => (typeof value === 'number' ? `is stopped after ${value} s` : undefined),
  visibilityTimeoutSeconds: (value) => (typeof value === 'number' ? `a message is handed out again after ${value} s` : undefined),
  desiredCount: (value) => (typeof value === 'number' ? `${value} instances` : undefined),
  multiAz: without('runs in one zone'),
  backupRetentionDays: (value) => (value === 0 || value === null ? 'has no backup' : typeof value === 'number' ? `backups are kept for ${value} days` : undefined),
  deletionProtection: without('can be deleted by one call'),
  publishedSla: (value) => (typeof value === 'number' ? `its provider promises ${value} % of a month` : undefined),
  deploymentCircuitBreaker: without('a broken rollout is not rolled back'),
};

const WAITS: ReadonlySet<Dependency['kind']> = new Set(['calls', 'stores', 'caches', 'publishes']);

/** Calls that a user's request waits for and of which neither code nor library says how. */
function undecided({ dependencies, settings, components }: GraphDocument): Assumptions['unknown'] {
  const told = new Set(settings.flatMap(({ on }) => (typeof on === 'string' ? [] : [keyOf(on)])));
  const bystanders = new Set(components.filter(isBystander).map(({ id }) => id));
  const rows = dependencies.filter((one) => one.phase === 'request' && WAITS.has(one.kind) && !told.has(keyOf(one)) && !bystanders.has(one.from));
  const first = new Map(rows.map((one) => [keyOf(one), one] as const).reverse());
  return [...first.values()].map(({ from, to, evidence: [at] }) => ({ from, to, at: at! })).sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

const isBystander = ({ role }: Component): boolean => role === 'load-generator' || role === 'monitoring' || role === 'ingress';
