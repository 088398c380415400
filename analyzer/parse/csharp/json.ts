import type { Place } from '../../facts/place.js';
import { entries, items, parseYamlSource, placeOf, stringOf, textSource, type YamlNode } from '../yaml/index.js';

/** One value of a JSON file by its keys, joined with colons as the configuration does. */
export interface JsonValue {
  readonly key: string;
  readonly text: string;
  readonly at: Place;
}

/** Reads JSON with comments and trailing commas, with places; undefined when it is none. */
export function readJson(path: string, text: string): YamlNode | undefined {
  const { documents, problems } = parseYamlSource(textSource(path, withoutComments(text)));
  return problems.some((p) => p.severity === 'error') ? undefined : documents[0]?.root;
}

export function jsonValues(node: YamlNode | undefined, key = ''): JsonValue[] {
  if (!node) return [];
  const below = (name: string): string => (key === '' ? name : `${key}:${name}`);
  if (node.type === 'map') return entries(node).flatMap((entry) => jsonValues(entry.value, below(entry.key.text)));
  if (node.type === 'sequence') return items(node).flatMap((item, i) => jsonValues(item, below(String(i))));
  const text = stringOf(node);
  return text === undefined || text === '' ? [] : [{ key, text, at: placeOf(node) }];
}

/** Comments and tabs become blanks, so that places stay. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|\t/g, (token) => (token.startsWith('"') ? token : token.replace(/[^\n\r]/g, ' ')));
