/** Names of images by technology. Three tables, because a name alone proves more for some words than for others. */

/** Repository names that mean one product, whoever publishes or mirrors the image. */
export const distinctive: ReadonlyMap<string, string> = invert({
  postgresql: 'postgres postgresql postgresql-ha postgresql-repmgr postgis timescaledb timescaledb-ha pgvector spilo spilo-15 spilo-16 spilo-17 edb-postgres',
  cockroachdb: 'cockroach cockroachdb', yugabytedb: 'yugabyte yugabytedb', mysql: 'mysql mysql-server percona percona-server percona-xtradb-cluster', mariadb: 'mariadb mariadb-galera mariadb-server',
  tidb: 'tidb', sqlserver: 'mssql mssql-server azure-sql-edge', mongodb: 'mongo mongodb mongodb-community-server mongodb-sharded percona-server-mongodb mongodb-atlas-local', couchdb: 'couchdb', couchbase: 'couchbase', cassandra: 'cassandra',
  scylladb: 'scylla scylladb', dynamodb: 'dynamodb-local aws-dynamodb-local', elasticsearch: 'elasticsearch elasticsearch-oss', opensearch: 'opensearch', solr: 'solr', meilisearch: 'meilisearch', typesense: 'typesense',
  clickhouse: 'clickhouse clickhouse-server', influxdb: 'influxdb', questdb: 'questdb', neo4j: 'neo4j', arangodb: 'arangodb', dgraph: 'dgraph', rethinkdb: 'rethinkdb', surrealdb: 'surrealdb',
  foundationdb: 'foundationdb', qdrant: 'qdrant', weaviate: 'weaviate', milvus: 'milvus', minio: 'minio', rustfs: 'rustfs', seaweedfs: 'seaweedfs', pgbouncer: 'pgbouncer pgpool pgcat', proxysql: 'proxysql', ldap: 'openldap', trino: 'trino',
  redis: 'redis redis-cluster redis-sentinel redis-stack redis-stack-server redis-alpine', valkey: 'valkey valkey-cluster valkey-bundle', keydb: 'keydb', dragonfly: 'dragonflydb', memcached: 'memcached', hazelcast: 'hazelcast', infinispan: 'infinispan',
  kafka: 'kafka cp-kafka cp-server kafka-native', redpanda: 'redpanda', rabbitmq: 'rabbitmq rabbitmq-server', activemq: 'activemq activemq-classic', artemis: 'activemq-artemis', nats: 'nats-server nats-streaming', pulsar: 'pulsar pulsar-all', rocketmq: 'rocketmq', nsq: 'nsqd nsq',
  mosquitto: 'mosquitto eclipse-mosquitto', emqx: 'emqx', hivemq: 'hivemq4 hivemq-ce', beanstalkd: 'beanstalkd', sqs: 'elasticmq elasticmq-native',
  nginx: 'nginx nginx-unprivileged openresty nginx-ingress-controller', haproxy: 'haproxy', traefik: 'traefik', apisix: 'apisix', krakend: 'krakend', varnish: 'varnish',
  prometheus: 'prometheus', grafana: 'grafana grafana-oss grafana-enterprise', alertmanager: 'alertmanager', pushgateway: 'pushgateway', thanos: 'thanos', victoriametrics: 'victoria-metrics vmagent', promtail: 'promtail',
  jaeger: 'jaeger all-in-one-jaeger jaeger-all-in-one jaeger-agent jaeger-collector jaeger-query', zipkin: 'zipkin zipkin-slim', 'opentelemetry-collector': 'opentelemetry-collector opentelemetry-collector-contrib otel-collector', fluentd: 'fluentd fluentd-kubernetes-daemonset', 'fluent-bit': 'fluent-bit',
  logstash: 'logstash logstash-oss', kibana: 'kibana kibana-oss', 'opensearch-dashboards': 'opensearch-dashboards', filebeat: 'filebeat', metricbeat: 'metricbeat', graylog: 'graylog', telegraf: 'telegraf', cadvisor: 'cadvisor', 'kube-state-metrics': 'kube-state-metrics', skywalking: 'skywalking-oap-server', 'elastic-apm': 'apm-server',
  zookeeper: 'zookeeper cp-zookeeper', etcd: 'etcd', nacos: 'nacos-server', keycloak: 'keycloak', 'oauth2-proxy': 'oauth2-proxy', authelia: 'authelia',
  locust: 'locust', jmeter: 'jmeter', gatling: 'gatling', 'schema-registry': 'cp-schema-registry', 'kafka-connect': 'cp-kafka-connect cp-kafka-connect-base', ksqldb: 'ksqldb-server cp-ksqldb-server', localstack: 'localstack localstack-pro',
  'redis-commander': 'redis-commander', redisinsight: 'redisinsight', pgadmin: 'pgadmin4 pgadmin', adminer: 'adminer', phpmyadmin: 'phpmyadmin', 'mongo-express': 'mongo-express', 'kafka-ui': 'kafka-ui', kafdrop: 'kafdrop', akhq: 'akhq',
  cmak: 'cmak kafka-manager', portainer: 'portainer portainer-ce', mailhog: 'mailhog', mailpit: 'mailpit', maildev: 'maildev', 'swagger-ui': 'swagger-ui', wiremock: 'wiremock', mockserver: 'mockserver', watchtower: 'watchtower', dozzle: 'dozzle',
});

/** Plain words that are an official image of the default registry, without publisher. */
export const official: ReadonlyMap<string, string> = invert({ nats: 'nats', vault: 'vault', consul: 'consul', kong: 'kong', caddy: 'caddy', 'spring-config-server': 'spring-cloud-config-server', sentry: 'sentry', oracle: 'oracle-xe', 'container-registry': 'registry' });

/** Plain words that count together with who publishes them. */
export const published: ReadonlyMap<string, string> = invert({
  nats: 'bitnami/nats bitnamilegacy/nats', vault: 'hashicorp/vault bitnami/vault', consul: 'hashicorp/consul bitnami/consul bitnamilegacy/consul', eureka: 'springcloud/eureka steeltoeoss/eureka-server bitnami/eureka', kong: 'kong/kong kong/kong-gateway bitnami/kong',
  nginx: 'nginxproxy/nginx-proxy jwilder/nginx-proxy', caddy: 'lucaslorentz/caddy-docker-proxy', envoy: 'envoyproxy/envoy envoyproxy/envoy-alpine envoyproxy/envoy-distroless bitnami/envoy', tyk: 'tykio/tyk-gateway', krakend: 'devopsfaith/krakend', dragonfly: 'dragonflydb/dragonfly', ignite: 'apacheignite/ignite', chroma: 'chromadb/chroma chroma-core/chroma',
  ceph: 'ceph/ceph ceph/daemon', ldap: 'osixia/openldap lldap/lldap', oracle: 'gvenzl/oracle-xe gvenzl/oracle-free database/express database/free', db2: 'ibmcom/db2 db2_community/db2', sqlserver: 'mssql/server', hivemq: 'hivemq/hivemq4 hivemq/hivemq-ce',
  loki: 'grafana/loki bitnami/grafana-loki', tempo: 'grafana/tempo bitnami/grafana-tempo', mimir: 'grafana/mimir', alloy: 'grafana/alloy grafana/agent', 'otel-lgtm': 'grafana/otel-lgtm', jaeger: 'jaegertracing/all-in-one jaegertracing/jaeger', vector: 'timberio/vector', seq: 'datalust/seq', thanos: 'thanosio/thanos',
  'opentelemetry-collector': 'otel/opentelemetry-collector-k8s', statsd: 'statsd/statsd', graphite: 'graphiteapp/graphite-statsd', 'datadog-agent': 'datadog/agent datadoghq/agent', newrelic: 'newrelic/infrastructure newrelic/infrastructure-bundle', sentry: 'getsentry/sentry', fluentd: 'fluent/fluentd', 'fluent-bit': 'fluent/fluent-bit',
  'ory-hydra': 'oryd/hydra', 'ory-kratos': 'oryd/kratos', dex: 'dexidp/dex', authentik: 'goauthentik/server', zitadel: 'zitadel/zitadel', k6: 'grafana/k6 loadimpact/k6', fortio: 'fortio/fortio', vegeta: 'peterevans/vegeta', wrk: 'williamyeh/wrk', hey: 'williamyeh/hey', artillery: 'artilleryio/artillery',
  temporal: 'temporalio/auto-setup temporalio/server', 'temporal-ui': 'temporalio/ui temporalio/web', spicedb: 'authzed/spicedb', svix: 'svix/svix-server', hyperdx: 'hyperdx/hyperdx hyperdx/hyperdx-local hyperdx/hyperdx-all-in-one', flower: 'mher/flower', 'kafka-connect': 'debezium/connect', flagd: 'open-feature/flagd', unleash: 'unleashorg/unleash-server', opa: 'openpolicyagent/opa', redisinsight: 'redislabs/redisinsight redis/redisinsight',
  pubsub: 'messagebird/gcloud-pubsub-emulator', s3: 'adobe/s3mock', trino: 'trinodb/trino', 'container-registry': 'distribution/distribution distribution/registry goharbor/harbor-core goharbor/registry-photon bitnami/harbor-core',
});

/** Metric exporters of well-known products; `invoice-exporter` is somebody's service. */
export const exporters = /^(?:redis|valkey|postgres|mysqld|mysql|mongodb|kafka|rabbitmq|elasticsearch|memcached|nginx|nginx-prometheus|node|blackbox|statsd|haproxy|snmp|jmx|consul|nats)[-_]exporter$/;

function invert(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([technology, names]) => names.split(' ').map((name) => [name, technology] as const)));
}
