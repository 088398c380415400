import type { YamlNode, YamlScalar } from '../../yaml/index.js';
import { setOrigin, type Origin } from '../template/origin.js';
import { deeper, type GoList, type GoMap, type GoValue } from '../template/values.js';

/** What is known of where a node was written; `path` leads to it (`image.tag`). */
export type OriginOf = (node: YamlNode, path: string) => Origin | undefined;

/** A YAML document as Helm decodes it: by way of JSON, so every key is text and every number a float64. */
export function toGoValue(node: YamlNode | undefined, originOf?: OriginOf, path = '', depth = 0): GoValue {
  if (node === undefined) return null;
  if (node.type === 'scalar') return scalarValue(node);
  const next = deeper(depth);
  if (node.type === 'map') {
    const map: GoMap = new Map();
    for (const { key, value } of node.entries) {
      const name = keyText(key);
      const below = path === '' ? name : `${path}.${name}`;
      map.set(name, toGoValue(value, originOf, below, next));
      const origin = originOf?.(value.type === 'scalar' && value.start < value.end ? value : key, below);
      if (origin !== undefined) setOrigin(map, name, origin);
    }
    return map;
  }
  const list: GoList = node.items.map((item, index) => toGoValue(item, originOf, `${path}[${index}]`, next));
  node.items.forEach((item, index) => {
    const origin = originOf?.(item, `${path}[${index}]`);
    if (origin !== undefined) setOrigin(list, index, origin);
  });
  return list;
}

/** `8080:` and `yes:` are the keys "8080" and "true". */
const keyText = (key: YamlScalar): string => (typeof scalarValue(key) === 'string' ? key.text : String(scalarValue(key)));

/** Helm's decoder also takes a lone `y` or `n` for a boolean, as YAML 1.1 has it. */
const scalarValue = ({ quoted, text, value }: YamlScalar): YamlScalar['value'] => (!quoted && /^[yYnN]$/.test(text) && typeof value === 'string' ? text.toLowerCase() === 'y' : value);
