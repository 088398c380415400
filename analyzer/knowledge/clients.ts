import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { Ecosystem, LibraryVersion } from '../facts/libraries.js';
import { possibleBands, type VersionBand } from './versions.js';

/** What a client library does when the caller sets nothing. Durations are milliseconds; null: none, unbounded; undefined: it depends. */
export interface ClientDefaults {
  readonly timeout: number | null | undefined;
  /** What the timeout limits: `total`, `read` (idle), `query`, `command`, `connect`, `acquire` ... */
  readonly timeoutScope: string;
  readonly connectTimeout: number | null | undefined;
  /** A limit on the call that the caller sets limits connecting, too. */
  readonly coversConnect: boolean;
  /** Of a call, after the first attempt; undefined also where the library only counts reconnections, as those multiply no call. */
  readonly retries: number | undefined;
  /** `none`, `fixed`, `linear`, `exponential`. */
  readonly backoff: string | undefined;
  readonly jitter: boolean | undefined;
  /** It repeats connecting, with that pause, and no call. */
  readonly reconnects: boolean;
  readonly pool: number | null | undefined;
  /** How long a call waits for a free connection of the pool. */
  readonly acquire: number | null | undefined;
  /** An answer that says that the request was wrong (4xx, INVALID_ARGUMENT) is an exception for the caller. */
  readonly failsOnStatus: boolean;
  /** Options that set a timeout, for the fix. */
  readonly timeoutOptions: readonly string[];
  /** Where the numbers were read. */
  readonly source: string;
  /** False: from memory; nothing above a hint may rest on it. */
  readonly verified: boolean;
  readonly notes: string | undefined;
  /** Which of these nobody can tell, because the version is not known and its releases differ. */
  readonly undecided: ReadonlySet<keyof ClientDefaults>;
  /** The shortest that any release allows whose version this may be; as `timeout` where that is known. */
  readonly leastTimeout: number | null | undefined;
}

/**
 * Defaults of a library by its id in `clients.yaml` (`axios`, `grpc-js`, `pg`), in a version of it. Where that is not known, what
 * differs between releases is undefined.
 */
export function clientDefaults(library: string, version?: LibraryVersion): ClientDefaults | undefined {
  const text = entries().get(library);
  if (text === undefined) return undefined;
  const key = version === undefined || !text.includes('\n  by_version:') ? library : `${library}\u0000${version.locked ? '=' : ''}${version.version}`;
  const seen = cache.get(key);
  if (seen !== undefined) return seen;
  const entry = (load(text) as readonly Entry[])[0]!;
  const defaults = agreed(possibleBands(entry.by_version ?? [], version).map((band) => read(overlaid(entry, band))));
  cache.set(key, defaults);
  return defaults;
}

/** By which names a registry knows the libraries of the entries. */
export function installedNames(ecosystem: Ecosystem): ReadonlySet<string> {
  return new Set([...entries().values()].filter((text) => ECOSYSTEMS[/^  language: (.*)$/m.exec(text)?.[1] ?? ''] === ecosystem).flatMap(namesIn));
}

/** The registry's names of a library, the one that decides its version first. */
export function namesOfLibrary(library: string): { readonly ecosystem: Ecosystem; readonly names: readonly string[] } | undefined {
  const text = entries().get(library);
  const ecosystem = ECOSYSTEMS[/^  language: (.*)$/m.exec(text ?? '')?.[1] ?? ''];
  return text === undefined || ecosystem === undefined ? undefined : { ecosystem, names: namesIn(text) };
}

const ECOSYSTEMS: Readonly<Record<string, Ecosystem>> = { 'ts/js': 'npm', python: 'pypi', go: 'go', java: 'maven', csharp: 'nuget' };

const namesIn = (text: string): string[] => (/^  install: \[(.*)\]$/m.exec(text)?.[1] ?? '').split(',').map((name) => name.trim().replaceAll("'", '')).filter((name) => name !== '');

/** Ids of every library with an entry, in the file's order. */
export const clientLibraries = (): readonly string[] => [...entries().keys()];

const cache = new Map<string, ClientDefaults>();
let texts: ReadonlyMap<string, string> | undefined;

/**
 * The file is cut at its top-level entries and each is parsed when it is first asked for: a run needs a dozen of 150, and
 * parsing them all would cost more than linting a small repository.
 */
function entries(): ReadonlyMap<string, string> {
  texts ??= new Map(
    readFileSync(new URL('./clients.yaml', import.meta.url), 'utf8')
      .split(/^(?=- id: )/m)
      .slice(1)
      .map((text) => [text.slice('- id: '.length, text.indexOf('\n')).trim(), text]),
  );
  return texts;
}

/** The part of an entry that is used here; the file's head describes the rest. */
interface Entry {
  readonly timeout: { readonly default: number | string; readonly scope: string; readonly options: readonly string[]; readonly covers_connect?: boolean; readonly detail?: Readonly<Record<string, unknown>> };
  readonly retries: { readonly default: number | string; readonly counts?: 'reconnections'; readonly backoff: string };
  readonly pool: { readonly default: number | string; readonly acquire_timeout?: number | string };
  readonly fails_on_status?: boolean;
  readonly source: readonly string[];
  readonly verified: boolean;
  readonly notes?: string;
  readonly by_version?: readonly Band[];
}

/** What a range of versions does otherwise. */
interface Band extends VersionBand {
  readonly timeout?: Partial<Entry['timeout']>;
  readonly retries?: Partial<Entry['retries']>;
  readonly pool?: Partial<Entry['pool']>;
  readonly source?: string;
}

const overlaid = (entry: Entry, band: Band | undefined): Entry => ({
  ...entry,
  timeout: { ...entry.timeout, ...band?.timeout, detail: { ...entry.timeout.detail, ...band?.timeout?.detail } },
  retries: { ...entry.retries, ...band?.retries },
  pool: { ...entry.pool, ...band?.pool },
  source: band?.source === undefined ? entry.source : [band.source, ...entry.source],
});

const DECIDED = ['timeout', 'connectTimeout', 'retries', 'backoff', 'jitter', 'pool', 'acquire'] as const;

/** What all of these say; the rest depends. */
function agreed(all: readonly ClientDefaults[]): ClientDefaults {
  const undecided = new Set(DECIDED.filter((key) => all.some((one) => one[key] !== all[0]![key])));
  return { ...all.at(-1)!, ...Object.fromEntries([...undecided].map((key) => [key, undefined])), undecided, leastTimeout: least(all.map(({ timeout }) => timeout)) };
}

/** None limits nothing; one that is not known may be any. */
function least(timeouts: readonly (number | null | undefined)[]): number | null | undefined {
  if (timeouts.includes(undefined)) return undefined;
  const limits = timeouts.filter((one) => one !== null && one !== undefined);
  return limits.length === 0 ? null : Math.min(...limits);
}

function read(entry: Entry): ClientDefaults {
  const { timeout, retries } = entry;
  return {
    timeout: limit(timeout.default),
    timeoutScope: timeout.scope,
    connectTimeout: limit(timeout.detail?.['connect'] ?? (timeout.scope === 'connect' ? timeout.default : undefined)),
    coversConnect: timeout.scope === 'total' || timeout.covers_connect === true,
    retries: typeof retries.default === 'number' && retries.counts === undefined ? retries.default : undefined,
    backoff: retries.backoff === 'unknown' ? undefined : retries.backoff.split('+', 1)[0]!,
    jitter: retries.backoff === 'unknown' ? undefined : retries.backoff.endsWith('+jitter'),
    reconnects: retries.counts === 'reconnections' || /^reconnect/.test(String(retries.default)),
    pool: limit(entry.pool.default),
    acquire: limit(entry.pool.acquire_timeout),
    failsOnStatus: entry.fails_on_status === true,
    timeoutOptions: timeout.options,
    source: entry.source.join('; '),
    verified: entry.verified,
    notes: entry.notes,
    undecided: new Set(),
    leastTimeout: limit(timeout.default),
  };
}

/** Sockets and pools take 0 as "no limit"; a text other than that describes a case, and stays undecided. */
function limit(value: unknown): number | null | undefined {
  if (typeof value === 'number') return value === 0 ? null : value;
  return typeof value === 'string' && /^(?:none|unbounded|unlimited|infinite)\b/.test(value) ? null : undefined;
}
