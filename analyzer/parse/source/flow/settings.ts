import { compareText } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';
import { textIn } from '../evaluate.js';
import { repeatedBy } from '../failures.js';
import type { ServiceConfigUnit, SettingSource } from '../library.js';
import { placeOf, textOf, type SourceNode } from '../node.js';
import { serviceConfig } from '../service-config.js';
import type { Flow } from './evaluate.js';
import { isUnread, readSource, type Site } from './sources.js';
import { templatesOf } from './text.js';
import { optionsOf, type Value } from './value.js';

/** What the options of a call or construction set. The first source of a name that is written counts. */
export function readSettings(flow: Flow, site: Site, sources: readonly SettingSource[]): ClientSetting[] {
  const found = new Map<string, ClientSetting>();
  for (const source of sources) {
    if (found.has(source.name)) continue;
    const given = readSource(flow, site, source.source);
    const value = given ? convert(flow, given.value, source, given.at) : spreadsUnread(flow, site, source) ? { unknown: '…', at: placeOf(site.expression.node) } : missing(flow, site, source);
    if (value) found.set(source.name, { name: source.name, value });
  }
  return [...found.values()];
}

/** Options that come from elsewhere as one (`**options`) may hold a limit. */
const spreadsUnread = (flow: Flow, { expression, frame }: Site, { name, source }: SettingSource): boolean =>
  name === 'timeoutOnCall' && typeof source === 'string' && expression.is === 'call' && expression.args.some(({ spread, value }) => spread === 'named' && optionsOf(flow.value(value, frame)).every((option) => isUnread(flow, option)));

/** What holds where the option is not given. */
function missing(flow: Flow, site: Site, { otherwise, unless = [] }: SettingSource): ClientSetting['value'] | undefined {
  const at = placeOf(site.expression.node);
  const other = otherwise === undefined ? undefined : unless.map((one) => readSource(flow, site, one)).find((found) => found !== undefined);
  if (other) return { unknown: textOf(other.at).slice(0, 80), at };
  return otherwise === undefined ? undefined : { value: otherwise, at };
}

/** Undefined: this value does not say it (a pair where one number is asked for). */
function convert(flow: Flow, value: Value, { unit }: SettingSource, at: SourceNode): ClientSetting['value'] | undefined {
  const place = placeOf(at);
  if (unit === 'present') return { value: true, at: place };
  if (unit === 'failures') return failures(textOf(at), place);
  const known = optionsOf(value).map((option) => convertOne(option, unit)).filter((v) => v !== undefined);
  if (known.length > 0) return { value: known.reduce((a, b) => (worse(b) > worse(a) ? b : a)), at: place };
  const [template] = templatesOf(flow, value);
  if (!template) return undefined;
  const plain = textIn(template);
  if (unit === 'text' && plain !== undefined) return { value: plain, at: place };
  if (unit === 'postgresOptions') return template.every((part) => 'unknown' in part) ? { unknown: textOf(at).slice(0, 80), at: place } : statementTimeout(plain, place);
  if (unit === 'grpcTimeout' || unit === 'grpcRetries' || unit === 'grpcBackoff') return configured(plain, unit, place);
  if (plain !== undefined) return numeric(plain, unit, place);
  return unit === 'seconds' || template.every((part) => 'unknown' in part) ? { unknown: textOf(at).slice(0, 80), at: place } : { template, at: place };
}

/** `retry_if_exception_type(X)` repeats an X; any other predicate is its own secret. */
function failures(text: string, at: ReturnType<typeof placeOf>): ClientSetting['value'] {
  const value = repeatedBy(/^(?:\w+\.)?retry_if_exception_type\(([^()]*|\([^()]*\))\)$/.exec(text)?.[1] ?? text);
  return value === undefined ? { unknown: text.slice(0, 80), at } : { value, at };
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

/** `-c statement_timeout=3000` of a connection's options, in milliseconds without a unit; https://www.postgresql.org/docs/current/runtime-config-client.html */
function statementTimeout(options: string | undefined, at: ReturnType<typeof placeOf>): ClientSetting['value'] | undefined {
  const found = /\bstatement_timeout=(\d+)(ms|s|min)?\b/.exec(options ?? '');
  if (!found) return undefined;
  const limit = Number(found[1]) * MILLISECONDS[found[2] ?? 'ms']!;
  return { value: limit > 0 ? limit : null, at };
}

function configured(text: string | undefined, unit: ServiceConfigUnit, at: ReturnType<typeof placeOf>): ClientSetting['value'] | undefined {
  const value = text === undefined ? undefined : serviceConfig(text, unit);
  return value === undefined ? undefined : { value, at };
}

const numeric = (plain: string, unit: SettingSource['unit'], at: ReturnType<typeof placeOf>): ClientSetting['value'] | undefined => {
  const number = convertOne({ is: 'number', value: Number(plain) }, unit);
  return plain.trim() === '' || number === undefined || Number.isNaN(number) ? undefined : { value: number, at };
};

function convertOne(value: Value, unit: SettingSource['unit']): number | string | boolean | null | undefined {
  if (value.is === 'constant') return unit === 'text' || unit === 'count' ? (value.value ?? undefined) : value.value === null ? null : undefined;
  if (value.is === 'duration') return unit === 'milliseconds' || unit === 'seconds' ? value.milliseconds : undefined;
  if (value.is === 'reference' && unit === 'text') return value.path.slice(value.path.lastIndexOf('.') + 1);
  if (value.is !== 'number') return undefined;
  switch (unit) {
    case 'milliseconds': return value.value;
    case 'seconds': return value.value * 1000;
    case 'attempts': return Math.max(0, value.value - 1);
    default: return value.value;
  }
}

const worse = (value: number | string | boolean | null): number => (value === null ? Infinity : typeof value === 'number' ? value : 0);

/** Settings by name; earlier lists win, as a call's options win over its client's. */
export function mergeSettings(...lists: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const byName = new Map<string, ClientSetting>();
  for (const setting of lists.flat()) if (!byName.has(setting.name)) byName.set(setting.name, setting);
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

const LIMITS = new Set(['timeoutOnCall', 'perTryTimeout', 'circuitBreaker', 'breakerPosition', 'failsOnStatus']);

/**
 * What all calls of a client have in common. A limit counts only when every call has it, and then the longest: one call without
 * can hang. Retries count when any call has them: one path that retries is enough to amplify.
 */
export function commonSettings(calls: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const names = [...new Set(calls.flat().map((s) => s.name))];
  return names.flatMap((name) => {
    const found = calls.map((settings) => settings.find((s) => s.name === name));
    const given = found.filter((s) => s !== undefined);
    if (LIMITS.has(name) && given.length < found.length) return [];
    return [given.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a))];
  });
}

const sizeOf = ({ value }: ClientSetting): number => ('value' in value ? worse(value.value) : 1);
