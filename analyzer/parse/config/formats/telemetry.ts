import type { ConfigReader } from '../reader.js';
import { byPath } from './by-path.js';

/** Stores and shippers of logs, metrics and traces whose files name what they write to and read from. */
export const telemetryReaders: readonly ConfigReader[] = [
  byPath({
    format: 'promtail', technology: 'promtail', name: /\.ya?ml$/i, head: /^clients:\s*(?:#.*)?$/m,
    addresses: [{ path: /^clients\.url$/, dependency: 'observes', note: 'client of the log store' }],
  }),
  byPath({
    format: 'alertmanager', technology: 'alertmanager', name: /\.ya?ml$/i, head: /^route:/m,
    addresses: [{ path: /^receivers\.[a-z_]+_configs\.(?:url|api_url)$/, dependency: 'calls', note: 'receiver of alerts' }, { path: /^(?:global\.smtp_smarthost|receivers\.email_configs\.smarthost)$/, dependency: 'calls', note: 'mail server for alerts' }],
  }),
  byPath({
    format: 'telemetry-store', name: /\.ya?ml$/i,
    head: /^(?:schema_config|storage_config|ingester|distributor|compactor|metrics_generator|query_frontend|querier|frontend_worker|limits_config|memberlist|blocks_storage|ruler_storage):/m,
    own: /(?:^|\.)(?:receivers|server|instance_addr|ring)(?:\.|$)/,
    addresses: [
      { path: /(?:^|\.)remote_write\.url$/, dependency: 'observes', note: 'remote write' },
      { path: /(?:^|\.)(?:alertmanager_url|external_endpoint|scheduler_address|frontend_address|downstream_url|tail_proxy_url)$/, note: 'upstream of the store' },
      { path: /(?:^|\.)(?:s3|gcs|azure|swift|aws)\.(?:endpoint|s3)$/, dependency: 'stores', note: 'object store' },
      { path: /(?:^|\.)(?:memcached(?:_client)?|redis)\.(?:host|endpoint|addresses)$/, dependency: 'caches', note: 'cache of the store' },
      { path: /(?:^|\.)(?:consul\.host|etcd\.endpoints)$/, note: 'key-value store of the ring' },
    ],
  }),
  byPath({
    format: 'beats', name: /beat[^/]*\.ya?ml$/i, head: /^output\b/m,
    addresses: [{ path: /^output\.(?:elasticsearch|logstash|kafka|redis)\.hosts$/, note: 'output' }, { path: /^setup\.kibana\.host$/, note: 'Kibana for dashboards' }],
  }),
  byPath({
    format: 'vector', technology: 'vector', name: /vector[^/]*\.(?:ya?ml|toml)$/i,
    addresses: [{ path: /^sinks\..+\.(?:endpoints?|uri|url|address|bootstrap_servers|servers)$/, note: 'sink' }, { path: /^sources\..+\.(?:bootstrap_servers|endpoints|url)$/, note: 'source' }],
  }),
  byPath({
    format: 'telegraf', technology: 'telegraf', name: /telegraf[^/]*\.(?:conf|toml)$/i,
    addresses: [{ path: /^outputs\.[\w-]+\.(?:urls?|servers|brokers)$/, note: 'output' }, { path: /^inputs\.(?!http_listener|influxdb_listener|socket_listener|statsd)[\w-]+\.(?:urls?|servers|brokers|address)$/, note: 'input' }],
  }),
];
