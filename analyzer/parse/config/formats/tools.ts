import type { ConfigReader } from '../reader.js';
import { byPath } from './by-path.js';

/** Consoles, pages and small proxies that are told what they look at or stand in front of. */
export const toolReaders: readonly ConfigReader[] = [
  byPath({ format: 'kibana', technology: 'kibana', name: /kibana[^/]*\.ya?ml$/i, addresses: [{ path: /^elasticsearch\.(?:hosts|url)$/, dependency: 'stores', note: 'Elasticsearch of Kibana' }] }),
  byPath({ format: 'opensearch-dashboards', technology: 'opensearch-dashboards', name: /opensearch[-_]dashboards[^/]*\.ya?ml$/i, addresses: [{ path: /^opensearch\.hosts$/, dependency: 'stores', note: 'OpenSearch of the dashboards' }] }),
  byPath({ format: 'logstash-settings', technology: 'logstash', name: /^logstash\.ya?ml$/i, addresses: [{ path: /^(?:xpack\.)?(?:monitoring|management)\.elasticsearch\.(?:hosts|url)$/, dependency: 'stores', note: 'monitoring of Logstash' }] }),
  byPath({ format: 'apm-server', technology: 'elastic-apm', name: /^apm-server[^/]*\.ya?ml$/i, addresses: [{ path: /^output\.(?:elasticsearch|logstash|kafka)\.hosts$/, note: 'output' }, { path: /^apm-server\.kibana\.host$/, note: 'Kibana' }] }),
  byPath({ format: 'pgadmin', technology: 'pgadmin', name: /^servers\.json$/i, head: /"Servers"\s*:/, addresses: [{ path: /^Servers\.[^.]+\.Host$/, dependency: 'stores', note: 'server of the console' }] }),
  byPath({ format: 'kafka-ui', technology: 'kafka-ui', name: /\.ya?ml$/i, head: /^kafka:[ \t]*\r?\n[ \t]+clusters:/m, addresses: [{ path: /^kafka\.clusters\.(?:bootstrapServers|zookeeper|schemaRegistry|kafkaConnect\.address)$/, note: 'cluster of the console' }] }),
  byPath({
    format: 'oauth2-proxy', technology: 'oauth2-proxy', proxy: true, name: /oauth2[-_]proxy[^/]*\.(?:cfg|conf|toml|ya?ml)$/i,
    addresses: [{ path: /^(?:upstreams|upstreamConfig\.upstreams\.uri)$/, dependency: 'routes', note: 'upstream' }, { path: /^(?:oidc_issuer_url|redis_connection_url|redeem_url|validate_url|oidc_jwks_url)$/, note: 'provider of identities' }],
  }),
  byPath({ format: 'tyk', technology: 'tyk', proxy: true, name: /\.json$/i, head: /"listen_path"\s*:/, addresses: [{ path: /(?:^|\.)proxy\.target_url$/, dependency: 'routes', note: 'target of an API' }] }),
];
