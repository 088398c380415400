import { sumOfPauses } from '../facts/pauses.js';
import type { Dependency, Setting } from '../graph/document.js';
import type { System } from '../system/system.js';
import { anything, exactly, span, least, plus, times, unlimited, type Range } from './range.js';

/** Who repeats a call: the client itself, a wrapper around it, the mesh or gateway between. */
export interface Layer {
  readonly by: 'client' | 'wrapper' | 'mesh';
  /** The first one included. */
  readonly attempts: Range;
  readonly setting: Setting;
}

/** How one dependency is called, for the worst case. Durations are milliseconds. */
export interface Call {
  readonly dependency: Dependency;
  /** Those that repeat, the innermost first. */
  readonly layers: readonly Layer[];
  /** Of all layers together. */
  readonly attempts: Range;
  /** Until the caller has its answer or gives up: attempts x time of each + pauses between, at most the limit on the whole. */
  readonly worst: Range;
  /** How long the callee has to answer one request before nobody waits for it any more. */
  readonly patience: Range;
  /** Of one attempt of the client. */
  readonly attempt: Range;
  /** Pauses between the attempts. */
  readonly pause: Range;
  /** The settings that decide, in the order of the arithmetic. */
  readonly settings: readonly Setting[];
  /** False where a default of a library or platform decides. */
  readonly explicit: boolean;
}

/** Clients that retry "for ever" (until a delivery deadline) give a number that counts nothing. */
const countable = 1000;

export function callOf(system: System, dependency: Dependency, stack: string | undefined): Call {
  const setting = (name: string): Setting | undefined => system.setting(dependency, name, stack) ?? ofGateway(system, dependency, name, stack);
  const layers = layersOf(setting, dependency);
  const [own, between] = [layers.filter(({ by }) => by !== 'mesh'), layers.filter(({ by }) => by === 'mesh')];
  const tries = certainly(product(own), system, dependency);
  const limits = limitsOf(setting, dependency);
  const mesh = least(limits.mesh, times(product(between), limits.meshTry));
  const attempt = least(limits.attempt, mesh);
  const pause = pauseOf(setting, tries);
  const repeated = plus(times(tries, attempt), pause);
  // Nobody says whether the one limit is for each attempt or for all of them.
  const worst = least(limits.whole, limits.shared ? span(attempt, repeated) : repeated);
  const decisive = [limits.setting, ...layers.map((layer) => layer.setting)].filter((row) => row !== undefined);
  return {
    dependency, layers, attempts: times(tries, product(between)), worst, attempt, pause,
    patience: least(attempt, limits.whole, limits.meshTry),
    settings: decisive,
    explicit: decisive.length > 0 && decisive.every(({ origin }) => origin === 'explicit'),
  };
}

/** What a gateway of the platform grants whatever is behind it holds for each of its routes: the longest that it waits. */
function ofGateway(system: System, { from, kind }: Dependency, name: string, stack: string | undefined): Setting | undefined {
  if (name !== 'timeoutOnCall' || kind !== 'routes') return undefined;
  const limit = (['integrationTimeoutSeconds', 'idleTimeoutSeconds'] as const).map((own) => system.setting(from, own, stack)).find((row) => typeof row?.value === 'number');
  return limit && { ...limit, value: Number(limit.value) * 1000 };
}

type Read = (name: string) => Setting | undefined;

const product = (layers: readonly Layer[]): Range => layers.reduce<Range>((all, { attempts }) => times(all, attempts), exactly(1));

/** What a mesh or route says holds for the way, whoever calls; it stands under the client's name where the client has none. */
const isMesh = ({ evidence }: Setting): boolean => evidence.mechanism === 'route';

function layersOf(setting: Read, { kind }: Dependency): Layer[] {
  const rows = [
    { row: setting('retriesOnCall'), by: 'client' },
    { row: setting('outerRetries'), by: 'wrapper' },
    { row: setting('meshRetries'), by: 'mesh' },
  ] as const;
  return rows.flatMap(({ row, by }): Layer[] => {
    // A driver's own habit mostly is to connect again, which repeats no work.
    if (row === undefined || (row.origin === 'default' && kind !== 'calls' && kind !== 'routes')) return [];
    const attempts = attemptsOf(row);
    return attempts.high > 1 ? [{ by: isMesh(row) ? 'mesh' : by, attempts, setting: row }] : [];
  });
}

function attemptsOf({ value, origin }: Setting): Range {
  if (origin === 'unknown') return { low: 1, high: Infinity };
  return exactly(typeof value === 'number' && value >= 0 && value < countable ? 1 + Math.floor(value) : 1);
}

/** Several clients of one target need not all repeat: for sure it is as often as the one that repeats least. */
function certainly(tries: Range, system: System, { from, to }: Dependency): Range {
  if (tries.high <= 1) return tries;
  const clients = system.clients(from).filter(({ fact, targets }) => targets.includes(to) && fact.phase === 'request');
  const repeats = clients.filter(({ fact }) => fact.settings.some(({ name, value }) => name === 'retriesOnCall' && 'value' in value && value.value !== 0));
  return clients.length > 1 && repeats.length < clients.length ? { low: 1, high: tries.high } : tries;
}

interface Limits {
  /** Of one attempt of the client. */
  readonly attempt: Range;
  /** Of all attempts of the client together. */
  readonly whole: Range;
  /** The client's limit may be for all of its attempts. */
  readonly shared: boolean;
  readonly mesh: Range;
  readonly meshTry: Range;
  readonly setting: Setting | undefined;
}

function limitsOf(setting: Read, { protocol }: Dependency): Limits {
  const [total, each] = [setting('timeoutOnCall'), setting('perTryTimeout')];
  const own = total === undefined || isMesh(total) ? undefined : total;
  const ownEach = each === undefined || isMesh(each) ? undefined : each;
  const mesh = total !== undefined && isMesh(total) ? total : setting('meshTimeout');
  const meshEach = each !== undefined && isMesh(each) ? each : setting('meshPerTryTimeout');
  const rangeOf = (row: Setting | undefined): Range => limitOf(row, total === undefined);
  return {
    attempt: ownEach ? rangeOf(ownEach) : own ? rangeOf(own) : mesh ? unlimited : anything,
    whole: ownEach && own ? rangeOf(own) : unlimited,
    // A deadline of gRPC holds for the call with all its attempts.
    shared: protocol === 'grpc' || setting('timeoutCoversRetries')?.value === true,
    mesh: mesh ? rangeOf(mesh) : unlimited,
    meshTry: meshEach ? rangeOf(meshEach) : unlimited,
    setting: [ownEach, own, meshEach, mesh].find((row) => typeof row?.value === 'number'),
  };
}

function limitOf(row: Setting | undefined, absent: boolean): Range {
  if (row === undefined) return absent ? anything : unlimited;
  if (row.origin === 'unknown') return anything;
  return typeof row.value === 'number' && row.value > 0 ? exactly(row.value) : unlimited;
}

const NO_PAUSE: ReadonlySet<Setting['value']> = new Set(['none', null, 0, false]);

/** Exponential pauses grow by their factor up to a cap; where the first one is not known, neither is the sum. */
function pauseOf(setting: Read, tries: Range): Range {
  const kind = setting('retryBackoff');
  if (tries.high <= 1 || (kind !== undefined && kind.origin !== 'unknown' && NO_PAUSE.has(kind.value))) return exactly(0);
  const base = setting('retryBaseDelay')?.value;
  if (typeof base !== 'number') return anything;
  const factor = kind?.value === 'fixed' ? 1 : Number(setting('retryBackoffFactor')?.value ?? 2);
  const cap = Number(setting('retryMaxDelay')?.value ?? Infinity);
  return { low: sumOfPauses(tries.low, { base, factor, cap }), high: sumOfPauses(tries.high, { base, factor, cap }) };
}
