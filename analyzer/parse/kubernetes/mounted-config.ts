import type { ConfigReferenceFact, Fact, WorkloadFact } from '../../facts/types.js';
import { collectorTargets, readConfig } from '../config/index.js';
import { entries, entryPlace, get, placeOf, scalarSource, type YamlMap } from '../yaml/index.js';

/** Configuration files inside of manifests, read as if they lay in the tree, with their places in the manifest. */
export function mountedConfig(fact: Fact, root: YamlMap): ConfigReferenceFact[] {
  if (fact.kind === 'workload' && fact.ref.kind === 'OpenTelemetryCollector') return collectorConfig(fact, root);
  return fact.kind === 'config' && fact.ref.kind === 'ConfigMap' ? entriesOf(fact.ref, root) : [];
}

/** A ConfigMap's entries. */
function entriesOf(ref: WorkloadFact['ref'], root: YamlMap): ConfigReferenceFact[] {
  return entries(get(root, 'data')).flatMap((entry) => {
    const { key, value } = entry;
    if (value.type !== 'scalar' || !value.text.includes('\n')) return [];
    const found = readConfig(key.text, scalarSource(value), entryPlace(entry), { ref, key: key.text });
    return found === undefined ? [] : [found];
  });
}

/** The operator's resource holds it as a map, its first version as a text. */
function collectorConfig({ ref }: WorkloadFact, root: YamlMap): ConfigReferenceFact[] {
  const config = get(root, 'spec', 'config');
  const configMap = { ref, key: 'spec.config' };
  if (config?.type === 'scalar') return [readConfig('collector.yaml', scalarSource(config), placeOf(config), configMap)].filter((fact) => fact !== undefined);
  return config?.type === 'map' ? [{ kind: 'config-reference', path: root.source.file, at: placeOf(config), format: 'collector', technology: 'opentelemetry-collector', configMap, targets: collectorTargets(config) }] : [];
}
