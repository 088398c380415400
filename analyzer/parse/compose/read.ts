import type { Place } from '../../facts/place.js';
import { literal, type Template } from '../../facts/template.js';
import type { Value } from '../../facts/value.js';
import { textOf } from '../dotenv/index.js';
import { isNull, items, placeOf, type YamlNode } from '../yaml/index.js';
import { isSubstituted } from './substitute.js';

/** Readers of interpolated nodes: a scalar with an unset variable is unknown, whatever type is asked for. */

/** Where a node is written, and which env file's line decided it. */
export function whereIs(node: YamlNode): Place {
  const at = placeOf(node);
  return isSubstituted(node) && node.from !== undefined ? { ...at, from: node.from } : at;
}

/** A scalar's text with its holes; undefined for null and for what is no scalar. */
export function templateOf(node: YamlNode | undefined): Template | undefined {
  if (node === undefined || node.type !== 'scalar') return undefined;
  if (isSubstituted(node)) return node.substituted;
  return node.value === null ? undefined : literal(node.text);
}

/** A scalar's text when it is known. */
export function textIn(node: YamlNode | undefined): string | undefined {
  const template = templateOf(node);
  return template === undefined ? undefined : textOf(template);
}

export const textValue = (node: YamlNode | undefined): Value<string> | undefined => convert(node, (text) => text);

export const numberIn = (node: YamlNode | undefined): Value<number> | undefined =>
  convert(node, (text) => (/^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined));

const TRUE = new Set(['true', 'yes', 'y', 'on', '1']);
const FALSE = new Set(['false', 'no', 'n', 'off', '0']);

export const booleanIn = (node: YamlNode | undefined): Value<boolean> | undefined =>
  convert(node, (text) => (TRUE.has(text.toLowerCase()) ? true : FALSE.has(text.toLowerCase()) ? false : undefined));

const UNITS = new Map([['us', 1e-6], ['ms', 1e-3], ['s', 1], ['m', 60], ['h', 3600], ['d', 86_400]]);

/** `1m30s`, in seconds. */
export function durationIn(node: YamlNode | undefined): Value<number> | undefined {
  return convert(node, (text) => {
    if (text === '0') return 0;
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h|d)/g)];
    if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) return undefined;
    return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS.get(unit ?? '') ?? 0), 0);
  });
}

/** A string, or the strings of a list. */
export function stringsIn(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined || isNull(node)) return [];
  return node.type === 'sequence' ? items(node) : [node];
}

function convert<T>(node: YamlNode | undefined, read: (text: string) => T | undefined): Value<T> | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const at = whereIs(node);
  const template = templateOf(node);
  if (template === undefined) return { unknown: node.type, at };
  const text = textOf(template);
  const value = text === undefined ? undefined : read(text);
  return value === undefined ? { unknown: text ?? sourceOf(template), at } : { value, at };
}

/** What is not known, as its author wrote it. */
const sourceOf = (template: Template): string => template.map((part) => ('text' in part ? part.text : 'unknown' in part ? part.unknown : '…')).join('');
