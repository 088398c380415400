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
  const all = document.settings.flatMap(assumption);
  const order = (a: Assumption, b: Assumption): number => compareText(keyOf(a.on), keyOf(b.on)) || Number(b.unbounded) - Number(a.unbounded) || compareText(a.name, b.name) || compareText(a.stack ?? '', b.stack ?? '');
  return {
    schema: 'faultline/assumptions@1',
    dependencies: all.filter(({ on }) => typeof on !== 'string').sort(order),
    components: all.filter(({ on }) => typeof on === 'string').sort(order),
    unknown: undecided(document),
  };
}

export const keyOf = (on: Setting['on']): string => (typeof on === 'string' ? on : `${on.from} -> ${on.to}`);

function assumption(setting: Setting): Assumption[] {
  const meaning = setting.origin === 'default' ? MEANINGS[setting.name]?.(setting.value) : undefined;
  if (meaning === undefined) return [];
  const { on, name, value, source, stack, evidence } = setting;
  return [{
    on, name, value, meaning,
    ...(evidence.mechanism === 'default' && evidence.note !== undefined ? { by: evidence.note } : {}),
    ...(source === undefined ? {} : { source }),
    unbounded: value === null && LIMITS.has(name),
    ...(stack === undefined ? {} : { stack }),
    at: evidence,
  }];
}

/** Settings that are limits: none of them set is what lets a failure through. */
const LIMITS: ReadonlySet<string> = new Set(['timeoutOnCall', 'connectTimeout', 'perTryTimeout', 'meshTimeout', 'entryTimeout', 'connectionPoolMaxConnections']);

type Meaning = (value: SettingValue) => string | undefined;

const waits = (what: string): Meaning => (value) => (value === null ? `${what} for ever` : typeof value === 'number' ? `${what} up to ${duration(value)}` : undefined);
const repeats: Meaning = (value) => (typeof value !== 'number' ? undefined : value === 0 ? 'a failed call is not repeated' : `a failed call is sent up to ${value + 1} times`);
const without = (meaning: string): Meaning => (value) => (value === false || value === null ? meaning : undefined);

/** What a value that nobody wrote means, by the graph's setting names; a name that is not here says nothing about failures. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  timeoutOnCall: waits('waits for an answer'),
  perTryTimeout: waits('each attempt waits'),
  connectTimeout: waits('tries to connect'),
  meshTimeout: waits('the mesh waits'),
  entryTimeout: waits('the proxy in front waits'),
  entryIdleTimeout: (value) => (typeof value === 'number' ? `the proxy in front closes a connection that is idle for ${duration(value)}` : undefined),
  keepAliveTimeout: (value) => (typeof value === 'number' ? `closes a connection on which nothing was asked for ${duration(value)}` : undefined),
  retriesOnCall: repeats,
  meshRetries: repeats,
  meshConnectRetries: repeats,
  entryRetries: (value) => (typeof value === 'number' && value > 0 ? `the proxy in front sends a failed request up to ${value + 1} times` : undefined),
  retryBackoff: (value) => (value === 'none' ? 'repeats without a pause' : typeof value === 'string' ? `waits between attempts (${value})` : undefined),
  retryJitter: without('all callers repeat at the same moment'),
  connectionPoolMaxConnections: (value) => (value === null ? 'opens a connection for every call that runs' : typeof value === 'number' ? `at most ${value} at once in each process; further calls queue` : undefined),
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
