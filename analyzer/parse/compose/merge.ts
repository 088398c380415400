import { isNull, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/index.js';

/**
 * Merges an overriding file's tree over a base: mappings by key, sequences by appending, everything else by replacing, and
 * `!reset` and `!override` as tagged. Services are canonical by then; lists whose items are unique by more than their text
 * (ports, volumes) lose the overridden ones when they are read. Every node stays where its author wrote it.
 * https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export function merge(base: YamlNode, override: YamlNode, key = '', parent = ''): YamlNode {
  if (override.tag === '!override') return withoutResets(override);
  if (REPLACED.has(key) && (key !== 'test' || parent === 'healthcheck')) return override;
  if (base.type === 'map' && override.type === 'map') {
    // Options of one logging driver mean nothing to another.
    const isOtherDriver = key === 'logging' && driverOf(base) !== driverOf(override) && driverOf(override) !== undefined;
    return isOtherDriver ? override : mergeMaps(base, override, key);
  }
  if (base.type === 'sequence' && override.type === 'sequence') return { ...base, items: [...base.items, ...override.items] };
  return base.type !== 'scalar' && isNull(override) ? base : override;
}

/** Shell commands are replaced as a whole. */
const REPLACED = new Set(['command', 'entrypoint', 'test']);

/** Removes what `!reset` marks and takes `!override` for what it tags; for a tree that overrides nothing. */
export function withoutResets(node: YamlNode): YamlNode {
  if (node.type !== 'map') return node;
  const entries = node.entries.flatMap(({ key, value }) => (value.tag === '!reset' ? [] : [{ key, value: withoutResets(value) }]));
  return { ...node, entries };
}

function mergeMaps(base: YamlMap, override: YamlMap, parent: string): YamlMap {
  const merged = new Map<string, YamlEntry>(base.entries.map((entry) => [entry.key.text, entry]));
  for (const entry of override.entries) {
    const name = entry.key.text;
    const below = merged.get(name);
    if (entry.value.tag === '!reset') merged.delete(name);
    else if (below === undefined) merged.set(name, { key: entry.key, value: withoutResets(entry.value) });
    else merged.set(name, mergeEntry(below, entry, parent));
  }
  return { ...base, entries: [...merged.values()] };
}

/** What stays a collection keeps the key of its first author, what is replaced takes the new one. */
function mergeEntry(below: YamlEntry, entry: YamlEntry, parent: string): YamlEntry {
  const value = merge(below.value, entry.value, entry.key.text, parent);
  return { key: value === entry.value ? entry.key : below.key, value };
}

const driverOf = (logging: YamlMap): string | undefined => {
  const driver = logging.entries.find((entry) => entry.key.text === 'driver')?.value;
  return driver?.type === 'scalar' ? driver.text : undefined;
};
