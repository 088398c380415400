import { textOf } from '../dotenv/index.js';
import { isNull, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/index.js';
import { isSubstituted, type Substituted } from './substitute.js';

/**
 * A service in one shape: where the specification allows a short form, the long one, so that merging and reading know one.
 * Nodes that are made here point into the text of those that they replace.
 */
export function canonicalService(service: YamlNode): YamlNode {
  if (service.type !== 'map') return service;
  const entries = service.entries.map(({ key, value }) => {
    const change = CHANGES.get(key.text);
    return change === undefined || isNull(value) ? { key, value } : { key, value: change(value) };
  });
  return { ...service, entries };
}

type Change = (value: YamlNode) => YamlNode;

/** `KEY=VALUE` items as a mapping; an item without a value maps to null. Items whose key is not known are left out. */
const pairsToMap: Change = (value) => (value.type === 'sequence' ? mapOf(value, value.items.flatMap((item) => splitPair(item) ?? [])) : value);

/** A list of names as a mapping of names to nothing. */
const namesToMap: Change = (value) =>
  value.type === 'sequence' ? mapOf(value, value.items.flatMap((item) => (item.type === 'scalar' ? [{ key: item, value: nothingAt(item) }] : []))) : value;

const toList: Change = (value) =>
  value.type === 'sequence' ? value : { type: 'sequence', items: [value], source: value.source, start: value.start, end: value.end, ...(value.tag !== undefined && { tag: value.tag }) };

const buildToMap: Change = (value) => {
  if (value.type !== 'scalar') return changeEntry(value, 'args', pairsToMap);
  return mapOf(value, [{ key: { ...value, text: 'context', value: 'context' }, value: withoutTag(value) }]);
};

const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['build', buildToMap],
  ['environment', pairsToMap],
  ['labels', pairsToMap],
  ['annotations', pairsToMap],
  ['deploy', (value) => changeEntry(value, 'labels', pairsToMap)],
  ['depends_on', namesToMap],
  ['networks', namesToMap],
  ['env_file', toList],
  ['tmpfs', toList],
]);

function changeEntry(node: YamlNode, name: string, change: Change): YamlNode {
  if (node.type !== 'map') return node;
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: key.text === name && !isNull(value) ? change(value) : value })) };
}

/** Of keys that are given twice the last counts. */
function mapOf(node: YamlNode, entries: readonly YamlEntry[]): YamlMap {
  const byKey = new Map(entries.map((entry) => [entry.key.text, entry]));
  return { type: 'map', entries: [...byKey.values()], source: node.source, start: node.start, end: node.end, ...(node.tag !== undefined && { tag: node.tag }) };
}

function nothingAt(scalar: YamlScalar): YamlScalar {
  return { type: 'scalar', value: null, text: '', quoted: false, source: scalar.source, start: scalar.end, end: scalar.end };
}

function withoutTag({ tag: _, ...scalar }: YamlScalar): YamlScalar {
  return scalar;
}

function splitPair(item: YamlNode): YamlEntry | undefined {
  if (item.type !== 'scalar') return undefined;
  const parts = isSubstituted(item) ? item.substituted : [{ text: item.text }];
  const first = parts[0];
  if (first === undefined || !('text' in first) || first.text === '') return undefined;
  const equals = first.text.indexOf('=');
  if (equals < 0) return textOf(parts) === undefined ? undefined : { key: item, value: nothingAt(item) };
  const key = first.text.slice(0, equals);
  if (key === '') return undefined;
  const raw = item.source.text.slice(item.start, item.end);
  const quotes = /^["']/.test(raw) ? 1 : 0;
  const split = item.start + Math.max(raw.indexOf('='), quotes);
  const substituted = [{ text: first.text.slice(equals + 1) }, ...parts.slice(1)].filter((part) => !('text' in part) || part.text !== '');
  const text = textOf(substituted) ?? item.text;
  const value: Substituted = { ...item, start: split + 1, end: Math.max(split + 1, item.end - quotes), text, value: text, quoted: true, substituted };
  return { key: { ...item, start: item.start + quotes, end: split, text: key, value: key }, value };
}
