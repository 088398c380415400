import type { YamlNode, YamlSource } from '../parse/yaml/index.js';

/** Deeper than any object of an API server. */
const MAX_DEPTH = 100;

/**
 * The tree of an object that was never a text, for parsers that read trees. It stands in no file, so every place is in line 1 of
 * `file`, the object's name; columns only tell its nodes apart.
 */
export function nodeOf(file: string, value: unknown): YamlNode {
  const source: YamlSource = { file, text: '', place: (start) => ({ file, line: 1, column: start + 1, length: 1 }) };
  let count = 0;
  const build = (part: unknown, depth: number): YamlNode => {
    const span = { source, start: count, end: ++count };
    if (depth < MAX_DEPTH && Array.isArray(part)) return { ...span, type: 'sequence', items: part.map((item) => build(item, depth + 1)) };
    if (depth < MAX_DEPTH && typeof part === 'object' && part !== null)
      return { ...span, type: 'map', entries: Object.entries(part).map(([key, entry]) => ({ key: scalar(key), value: build(entry, depth + 1) })) };
    return { ...scalar(isScalar(part) ? part : null), ...span };
  };
  const scalar = (text: string | number | boolean | null): Extract<YamlNode, { type: 'scalar' }> => ({ source, start: count, end: ++count, type: 'scalar', value: text, text: String(text), quoted: typeof text === 'string' });
  return build(value, 0);
}

const isScalar = (value: unknown): value is string | number | boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
