import type { ClientSetting, ConfigTarget, DependencyKind } from '../../../facts/types.js';
import { entries, entryOf, get, items, placeOf, stringOf, type YamlEntry, type YamlNode } from '../../yaml/index.js';
import { yamlLeaves, yamlRoot } from '../leaves.js';
import { isYaml, type ConfigReader } from '../reader.js';
import { durationSetting, target } from '../target.js';
import { scrapeTargets } from './prometheus.js';

/** https://opentelemetry.io/docs/collector/configuration/ : only what a pipeline uses is running. */
export const collectorReader: ConfigReader = {
  format: 'collector',
  technology: 'opentelemetry-collector',
  claims: (name, head) => isYaml(name) && /^receivers:\s*(?:#.*)?$/m.test(head) && !/^route:/m.test(head),
  read(source) {
    const root = yamlRoot(source);
    return root?.type === 'map' && get(root, 'receivers')?.type === 'map' ? collectorTargets(root) : undefined;
  },
};

export function collectorTargets(root: YamlNode): ConfigTarget[] {
  const pipelines = entries(get(root, 'service', 'pipelines')).map(({ value }) => value);
  const used = (role: string): ReadonlySet<string> => new Set(pipelines.flatMap((pipeline) => items(get(pipeline, role)).map((item) => stringOf(item) ?? '')));
  const running = (role: string): YamlEntry[] => entries(get(root, role)).filter(({ key }) => used(role).has(key.text));
  return [...running('exporters').flatMap(exporterTargets), ...running('receivers').flatMap(receiverTargets)];
}

/** `otlp/tempo` is of the type `otlp`. */
const typeOf = ({ key }: YamlEntry): string => key.text.split('/', 1)[0]!;

/** Exporters that wait to be asked, or write beside themselves. */
const PASSIVE = new Set(['prometheus', 'debug', 'logging', 'file', 'nop']);
const EXPORT_ADDRESS = /(?:^|\.)(?:endpoints?|(?:traces|metrics|logs)_endpoint|brokers|hostnames|url|dsn)$/;

function exporterTargets(entry: YamlEntry): ConfigTarget[] {
  if (PASSIVE.has(typeOf(entry))) return [];
  const dependency: DependencyKind | undefined = typeOf(entry).startsWith('otlp') ? 'observes' : undefined;
  const settings = exporterSettings(entry.value);
  return yamlLeaves(entry.value).filter(({ path }) => EXPORT_ADDRESS.test(path)).flatMap(({ text, at }) => target(text, at, 'exporter', { settings, ...(dependency ? { dependency } : {}) }));
}

function exporterSettings(exporter: YamlNode): ClientSetting[] {
  const timeout = entryOf(exporter, 'timeout')?.value;
  const enabled = get(exporter, 'retry_on_failure', 'enabled');
  return [
    ...(timeout ? [durationSetting('timeoutOnCall', stringOf(timeout) ?? '', placeOf(timeout))] : []),
    ...(enabled && stringOf(enabled) === 'false' ? [{ name: 'retriesOnCall', value: { value: 0, at: placeOf(enabled) } }] : []),
  ];
}

/** Receivers that ask others; all the rest listen. */
const ASKING = /^(?:redis|postgresql|mysql|mongodb|mongodbatlas|memcached|elasticsearch|rabbitmq|nginx|apache|haproxy|zookeeper|httpcheck|kafka|kafkametrics|jmx|couchdb|sqlserver|oracledb|nsxt|riak|snowflake|vcenter|consul|aerospike|tcpcheck|pulsar)$/;

function receiverTargets(entry: YamlEntry): ConfigTarget[] {
  const type = typeOf(entry);
  if (type === 'prometheus' || type === 'prometheus_simple') return scrapeTargets(get(entry.value, 'config', 'scrape_configs'));
  if (!ASKING.test(type)) return [];
  const dependency = type === 'kafka' || type === 'pulsar' ? 'consumes' : 'observes';
  return yamlLeaves(entry.value).filter(({ path }) => /(?:^|\.)(?:endpoints?|brokers|hosts\.endpoint)$/.test(path)).flatMap(({ text, at }) => target(text, at, 'receiver', { dependency }));
}
