import type { Written } from '../../facts/mesh.js';
import type { Labels, Problem } from '../../facts/types.js';
import type { Value } from '../../facts/value.js';
import { boolValue, entries, entryOf, get, intOrString, isNull, numberValue, placeOf, stringValue, unknownValue, type YamlMap, type YamlNode } from '../yaml/index.js';

/** Where readers put what they complain about. */
export type Problems = Problem[];

/**
 * Typed access to the fields of a manifest. A field of the wrong type is a problem at its place and reads as absent, or as
 * unknown where the fact can say so; null is absent, as the API server has it.
 */
export function mapIn(problems: Problems, node: YamlNode | undefined, key: string): YamlMap | undefined {
  const value = get(node, key);
  if (value === undefined || value.type === 'map') return value;
  if (!isNull(value)) wrongType(problems, value, key, 'a mapping');
  return undefined;
}

/** The items of a list that are mappings. */
export function mapsIn(problems: Problems, node: YamlNode | undefined, key: string): readonly YamlMap[] {
  return listIn(problems, node, key).filter((item): item is YamlMap => {
    if (item.type !== 'map') wrongType(problems, item, `${key}[]`, 'a mapping');
    return item.type === 'map';
  });
}

export function listIn(problems: Problems, node: YamlNode | undefined, key: string): readonly YamlNode[] {
  const value = get(node, key);
  if (value?.type === 'sequence') return value.items;
  if (value !== undefined && !isNull(value)) wrongType(problems, value, key, 'a list');
  return [];
}

export function textsIn(problems: Problems, node: YamlNode | undefined, key: string): string[] {
  return listIn(problems, node, key).flatMap((item) => textOf(problems, item, `${key}[]`) ?? []);
}

/** The texts of a list, each with its place. */
export function writtenIn(problems: Problems, node: YamlNode | undefined, key: string): Written[] {
  return listIn(problems, node, key).flatMap((item) => {
    const text = textOf(problems, item, `${key}[]`);
    return text === undefined ? [] : [{ text, at: placeOf(item) }];
  });
}

/** Text. A number or boolean is a mistake that the API server rejects; it still is read as it is written. */
export function textIn(problems: Problems, node: YamlNode | undefined, key: string): string | undefined {
  return textOf(problems, get(node, key), key);
}

export function textOf(problems: Problems, value: YamlNode | undefined, key: string): string | undefined {
  if (value === undefined || isNull(value)) return undefined;
  if (value.type !== 'scalar' || typeof value.value !== 'string') wrongType(problems, value, key, 'text (put it in quotes)');
  return value.type === 'scalar' ? value.text : undefined;
}

export function stringIn(problems: Problems, node: YamlNode | undefined, key: string): Value<string> | undefined {
  const value = get(node, key);
  if (textOf(problems, value, key) !== undefined) return stringValue(value);
  return value === undefined || isNull(value) ? undefined : { unknown: value.type, at: placeOf(value) };
}

export const numberIn = (problems: Problems, node: YamlNode | undefined, key: string): Value<number> | undefined => checked(problems, get(node, key), key, numberValue, 'a number');
export const boolIn = (problems: Problems, node: YamlNode | undefined, key: string): Value<boolean> | undefined => checked(problems, get(node, key), key, boolValue, 'true or false');
export const intOrStringIn = (problems: Problems, node: YamlNode | undefined, key: string): Value<number | string> | undefined => checked(problems, get(node, key), key, intOrString, 'a number or text');

/** Resource quantities may be written as numbers (`cpu: 1`). */
export const quantityIn = (problems: Problems, node: YamlNode | undefined, key: string): Value<string> | undefined => checked(problems, get(node, key), key, stringValue, 'a quantity');

function checked<T>(problems: Problems, node: YamlNode | undefined, key: string, read: (node: YamlNode) => Value<T> | undefined, expected: string): Value<T> | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const value = read(node);
  if (value !== undefined && 'value' in value) return value;
  wrongType(problems, node, key, expected);
  return value ?? { unknown: node.type, at: placeOf(node) };
}

/** A map of text, such as labels. Assigning text to `__proto__` does nothing, so no key can harm. */
export function labelsIn(problems: Problems, node: YamlNode | undefined, key: string): Labels {
  const labels: Record<string, string> = {};
  for (const entry of entries(mapIn(problems, node, key))) {
    const { value } = entry;
    // Nearly all labels are text: only the others need a name for the message.
    const text = value.type === 'scalar' && typeof value.value === 'string' ? value.value : isNull(value) ? '' : textOf(problems, value, `${key}.${entry.key.text}`);
    if (text !== undefined) labels[entry.key.text] = text;
  }
  return labels;
}

/** The place of a key, or of its parent where it is missing. */
export const keyPlace = (node: YamlMap, key: string) => placeOf(entryOf(node, key)?.key ?? node);

/** Says what was found by its type: the value itself may be a secret. */
function wrongType(problems: Problems, node: YamlNode, key: string, expected: string): void {
  // A stand-in for what could not be evaluated has no type to be wrong; why is a problem already.
  if (unknownValue(node) !== undefined) return;
  const found = node.type === 'map' ? 'a mapping' : node.type === 'sequence' ? 'a list' : typeof node.value === 'string' ? 'text' : `a ${typeof node.value}`;
  report(problems, node, 'kubernetes-wrong-type', `Field "${key}" must be ${expected}, but is ${found}. The rest of the object is read.`);
}

export function report(problems: Problems, node: YamlNode, code: string, message: string): void {
  const { file, line, column } = placeOf(node);
  problems.push({ code, file, line, column, severity: 'warning', message });
}
