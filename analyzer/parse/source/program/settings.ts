import type { ClientSetting } from '../../../facts/types.js';
import type { Place } from '../../../facts/place.js';
import { textIn } from '../evaluate.js';
import type { SettingSource } from '../library.js';
import { placeOf, textOf, type SourceNode } from '../node.js';
import { find, type Found, type Site } from './options.js';
import type { Program } from './program.js';

/** The settings that a call or construction is given; the first source that is written wins. */
export function readSettings(program: Program, site: Site, sources: readonly SettingSource[]): ClientSetting[] {
  const read = new Map<string, ClientSetting>();
  for (const source of sources) {
    if (read.has(source.name)) continue;
    const found = find(program, site, source.source);
    const value = found && valueOf(program, found, source, placeOf(site.node));
    if (value) read.set(source.name, { name: source.name, value });
  }
  return [...read.values()];
}

type Value = ClientSetting['value'];

function valueOf(program: Program, found: Found, { unit, otherwise, name }: SettingSource, fallback: Place): Value | undefined {
  if ('present' in found) {
    const { node } = found.present;
    if (unit === 'failures') return failures(program, node, otherwise);
    const value = otherwise ?? (unit === 'present' ? true : undefined);
    return value === undefined ? undefined : { value, at: placeOf(node) };
  }
  if ('template' in found) {
    const text = textIn(found.template);
    return text === undefined ? { template: found.template, at: fallback } : { value: Number.isFinite(Number(text)) ? Number(text) : text, at: fallback };
  }
  const at = placeOf(found.value);
  if (unit === 'present') return { value: true, at };
  if (unit === 'text' && (name === 'retryJitter' || name === 'reconnectJitter')) return jitterOf(found.value) ?? { unknown: textOf(found.value).slice(0, 80), at };
  if (unit === 'text' && name === 'retryBackoff') return { value: backoffOf(found.value), at };
  if (unit === 'text') return written(program, found, at);
  if (/^(?:true|false)$/.test(textOf(found.value))) return { value: textOf(found.value) === 'true', at };
  const number = unit === 'milliseconds' || unit === 'seconds' ? (program.values.milliseconds(found.value, found.module) ?? scaled(program.values.number(found.value, found.module), unit)) : program.values.number(found.value, found.module);
  if (number === Infinity) return { value: null, at };
  if (number !== undefined) return { value: unit === 'attempts' ? Math.max(0, number - 1) : number, at };
  const [only, ...others] = program.values.texts(found.value, found.module);
  if (only && others.length === 0 && unit !== 'seconds' && unit !== 'attempts' && only.every((part) => !('unknown' in part)) && textIn(only) === undefined) return { template: only, at };
  return { unknown: textOf(found.value).replace(/\s+/g, ' ').slice(0, 80), at };
}

/** A text as it is known, the name of a constant (`Acks.Leader` is `Leader`). */
function written(program: Program, { value, module }: Extract<Found, { value: SourceNode }>, at: Place): Value {
  const [only, ...others] = program.values.texts(value, module);
  const plain = only && others.length === 0 ? textIn(only) : undefined;
  if (plain !== undefined) return { value: plain, at };
  if (only && others.length === 0 && only.every((part) => !('unknown' in part))) return { template: only, at };
  const source = textOf(value).replace(/\s+/g, ' ').slice(0, 80);
  const constant = /^(?:[A-Z]\w*(?:\.|::))+([A-Z]\w*)$/.exec(source)?.[1];
  return constant === undefined ? { unknown: source, at } : { value: constant, at };
}

function failures(program: Program, node: SourceNode, otherwise: SettingSource['otherwise']): Value {
  const value = otherwise ?? program.dialect.repeatedBy?.(textOf(node));
  return value === undefined ? { unknown: textOf(node).slice(0, 80), at: placeOf(node) } : { value, at: placeOf(node) };
}

const scaled = (value: number | undefined, unit: 'milliseconds' | 'seconds'): number | undefined => (value === undefined ? undefined : unit === 'seconds' ? Math.round(value * 1000) : value);

/** How a function of the attempt, or an option's name for it, grows. */
function backoffOf(node: SourceNode): string {
  const text = textOf(node);
  if (/[Pp]ow\b|<<|\*\*|[Ee]xponential|BackoffV2/.test(text)) return 'exponential';
  return /[Ll]inear/.test(text) ? 'linear' : 'fixed';
}

/** Whether an option or a function of the attempt makes the pause random; undefined where it only names one. */
function jitterOf(node: SourceNode): Value | undefined {
  const text = textOf(node);
  if (/\btrue\b|[Rr]andom|[Jj]itter/.test(text)) return { value: true, at: placeOf(node) };
  // StackExchange.Redis draws a part of the growing pause at random, and none of the other: https://stackexchange.github.io/StackExchange.Redis/Configuration
  if (/\bExponentialRetry\b/.test(text)) return { value: true, at: placeOf(node) };
  return /^false$|=>|\bLinearRetry\b|^TimeSpan\./.test(text) ? { value: false, at: placeOf(node) } : undefined;
}

/** A call's own settings win over the client's. */
export function mergeSettings(...sets: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const merged = new Map<string, ClientSetting>();
  for (const set of sets) for (const one of set) if (!merged.has(one.name)) merged.set(one.name, one);
  return [...merged.values()];
}
