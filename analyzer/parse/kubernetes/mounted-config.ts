import type { ConfigReferenceFact, Fact } from '../../facts/types.js';
import { readConfig } from '../config/index.js';
import { entries, entryPlace, get, scalarSource, type YamlMap } from '../yaml/index.js';

/** A ConfigMap's entries that are configuration files: read as if they lay in the tree, with their places in the manifest. */
export function mountedConfig(fact: Fact, root: YamlMap): ConfigReferenceFact[] {
  if (fact.kind !== 'config' || fact.ref.kind !== 'ConfigMap') return [];
  return entries(get(root, 'data')).flatMap((entry) => {
    const { key, value } = entry;
    if (value.type !== 'scalar' || !value.text.includes('\n')) return [];
    const found = readConfig(key.text, scalarSource(value), entryPlace(entry), { ref: fact.ref, key: key.text });
    return found === undefined ? [] : [found];
  });
}
