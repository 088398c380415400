import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

/** What a client library does when the caller sets nothing. Durations are milliseconds; null: none, unbounded; undefined: it depends. */
export interface ClientDefaults {
  readonly timeout: number | null | undefined;
  /** What the timeout limits: `total`, `read` (idle), `query`, `command`, `connect`, `acquire` ... */
  readonly timeoutScope: string;
  readonly connectTimeout: number | null | undefined;
  /** Of a call, after the first attempt; undefined also where the library only counts reconnections, as those multiply no call. */
  readonly retries: number | undefined;
  readonly backoff: string;
  readonly jitter: boolean;
  readonly pool: number | null | undefined;
  /** How long a call waits for a free connection of the pool. */
  readonly acquire: number | null | undefined;
  /** Options that set a timeout, for the fix. */
  readonly timeoutOptions: readonly string[];
  /** Where the numbers were read. */
  readonly source: string;
  /** False: from memory; nothing above a hint may rest on it. */
  readonly verified: boolean;
  readonly notes: string | undefined;
}

/** Defaults of a library by its id in `clients.yaml` (`axios`, `grpc-js`, `pg`). */
export function clientDefaults(library: string): ClientDefaults | undefined {
  const seen = cache.get(library);
  if (seen !== undefined) return seen;
  const text = entries().get(library);
  if (text === undefined) return undefined;
  const defaults = read((load(text) as readonly Entry[])[0]!);
  cache.set(library, defaults);
  return defaults;
}

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
  readonly timeout: { readonly default: number | string; readonly scope: string; readonly options: readonly string[]; readonly detail?: Readonly<Record<string, unknown>> };
  readonly retries: { readonly default: number | string; readonly counts?: 'reconnections'; readonly backoff: string };
  readonly pool: { readonly default: number | string; readonly acquire_timeout?: number | string };
  readonly source: readonly string[];
  readonly verified: boolean;
  readonly notes?: string;
}

function read(entry: Entry): ClientDefaults {
  const { timeout, retries } = entry;
  return {
    timeout: limit(timeout.default),
    timeoutScope: timeout.scope,
    connectTimeout: limit(timeout.detail?.['connect'] ?? (timeout.scope === 'connect' ? timeout.default : undefined)),
    retries: typeof retries.default === 'number' && retries.counts === undefined ? retries.default : undefined,
    backoff: retries.backoff.split('+', 1)[0]!,
    jitter: retries.backoff.endsWith('+jitter'),
    pool: limit(entry.pool.default),
    acquire: limit(entry.pool.acquire_timeout),
    timeoutOptions: timeout.options,
    source: entry.source.join('; '),
    verified: entry.verified,
    notes: entry.notes,
  };
}

/** Sockets and pools take 0 as "no limit"; a text other than that describes a case, and stays undecided. */
function limit(value: unknown): number | null | undefined {
  if (typeof value === 'number') return value === 0 ? null : value;
  return typeof value === 'string' && /^(?:none|unbounded|unlimited|infinite)\b/.test(value) ? null : undefined;
}
