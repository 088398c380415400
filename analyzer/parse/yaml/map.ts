import type { Report } from './build.js';
import type { YamlEntry, YamlNode, YamlScalar } from './node.js';

/** Up to this size a linear search is faster than building a set of keys. */
const SMALL = 16;
const indexes = new WeakMap<readonly YamlEntry[], Map<string, number>>();

/** Adds an entry. A key that is there already takes the later value, as Kubernetes' decoder does, and is reported. */
export function addEntry(entries: YamlEntry[], key: YamlScalar, value: YamlNode, report: Report): void {
  const existing = indexOf(entries, key.text);
  if (existing < 0) {
    append(entries, key, value);
    return;
  }
  report('yaml-duplicate-key', key.start, `Key "${key.text}" is given twice in one mapping; the later one wins. Remove one of them.`);
  entries[existing] = { key, value };
}

/** `<<`, written plainly: quoted it is an ordinary key. */
export const isMergeKey = (key: YamlScalar): boolean => key.text === '<<' && !key.quoted;

/** Merges a mapping or a list of mappings; keys that are there already win, so explicit keys win and earlier mappings do. */
export function mergeInto(entries: YamlEntry[], merged: YamlNode, report: Report): void {
  const maps = merged.type === 'sequence' ? merged.items : [merged];
  for (const map of maps) {
    if (map.type === 'map') {
      for (const entry of map.entries) if (indexOf(entries, entry.key.text) < 0) append(entries, entry.key, entry.value);
    } else if (map.type !== 'scalar' || map.value !== null) {
      report('yaml-syntax', map.start, 'The merge key << needs a mapping or a list of mappings; this value is ignored.');
    }
  }
}

function indexOf(entries: readonly YamlEntry[], key: string): number {
  if (entries.length <= SMALL) {
    for (let index = 0; index < entries.length; index++) if ((entries[index] as YamlEntry).key.text === key) return index;
    return -1;
  }
  let index = indexes.get(entries);
  if (index === undefined) {
    index = new Map(entries.map((entry, position) => [entry.key.text, position]));
    indexes.set(entries, index);
  }
  return index.get(key) ?? -1;
}

function append(entries: YamlEntry[], key: YamlScalar, value: YamlNode): void {
  if (entries.length > SMALL) indexes.get(entries)?.set(key.text, entries.length);
  entries.push({ key, value });
}
