import type { ComponentKind, ComponentRole, DependencyKind } from '../graph/document.js';

/** A well-known product: what kind of component it is and how others depend on it. */
export interface Technology {
  readonly technology: string;
  readonly kind: ComponentKind;
  readonly role?: ComponentRole;
  /** Kind of the dependency from an application to it. */
  readonly dependency: DependencyKind;
  /** What is spoken on the wire, where there is one protocol: PostgreSQL's speaks `postgresql`, Valkey's is `redis`. */
  readonly protocol?: string;
}

type Row = readonly [technology: string, protocol?: string];

const group = (shape: Omit<Technology, 'technology' | 'protocol'>, rows: readonly Row[]): Technology[] =>
  rows.map(([technology, protocol]) => ({ technology, ...shape, ...(protocol === undefined ? {} : { protocol }) }));

const all: readonly Technology[] = [
  ...group({ kind: 'datastore', dependency: 'stores' }, [
    ['postgresql', 'postgresql'], ['cockroachdb', 'postgresql'], ['yugabytedb', 'postgresql'], ['mysql', 'mysql'], ['mariadb', 'mysql'],
    ['tidb', 'mysql'], ['sqlserver', 'tds'], ['oracle', 'oracle'], ['db2', 'db2'], ['mongodb', 'mongodb'], ['couchdb', 'http'],
    ['couchbase', 'couchbase'], ['cassandra', 'cassandra'], ['scylladb', 'cassandra'], ['dynamodb', 'dynamodb'], ['elasticsearch', 'http'],
    ['opensearch', 'http'], ['solr', 'http'], ['meilisearch', 'http'], ['typesense', 'http'], ['clickhouse', 'clickhouse'], ['influxdb', 'http'],
    ['questdb', 'postgresql'], ['neo4j', 'bolt'], ['arangodb', 'http'], ['dgraph', 'grpc'], ['rethinkdb', 'rethinkdb'], ['surrealdb', 'http'],
    ['foundationdb', 'foundationdb'], ['qdrant', 'http'], ['weaviate', 'http'], ['milvus', 'grpc'], ['chroma', 'http'], ['minio', 's3'], ['rustfs', 's3'],
    ['seaweedfs', 's3'], ['ceph', 's3'], ['s3', 's3'], ['firestore', 'grpc'], ['spanner', 'grpc'], ['bigtable', 'grpc'], ['ldap', 'ldap'],
    ['hdfs', 'hdfs'], ['trino', 'http'], ['pgbouncer', 'postgresql'], ['proxysql', 'mysql'],
  ]),
  ...group({ kind: 'cache', dependency: 'caches' }, [
    ['redis', 'redis'], ['valkey', 'redis'], ['keydb', 'redis'], ['dragonfly', 'redis'], ['memcached', 'memcached'], ['hazelcast', 'hazelcast'],
    ['ignite', 'ignite'], ['infinispan', 'infinispan'],
  ]),
  ...group({ kind: 'broker', dependency: 'publishes' }, [
    ['kafka', 'kafka'], ['redpanda', 'kafka'], ['rabbitmq', 'amqp'], ['activemq', 'openwire'], ['artemis', 'amqp'], ['nats', 'nats'],
    ['pulsar', 'pulsar'], ['rocketmq', 'rocketmq'], ['nsq', 'nsq'], ['mosquitto', 'mqtt'], ['emqx', 'mqtt'], ['hivemq', 'mqtt'],
    ['beanstalkd', 'beanstalk'], ['sqs', 'sqs'], ['sns', 'sns'], ['kinesis', 'kinesis'], ['pubsub', 'grpc'], ['servicebus', 'amqp'], ['eventhubs', 'amqp'],
    ['eventbridge', 'eventbridge'],
  ]),
  ...group({ kind: 'gateway', dependency: 'calls' }, [
    ['nginx', 'http'], ['haproxy', 'http'], ['envoy', 'http'], ['traefik', 'http'], ['kong', 'http'], ['caddy', 'http'], ['apisix', 'http'],
    ['tyk', 'http'], ['krakend', 'http'], ['varnish', 'http'],
  ]),
  ...group({ kind: 'other', role: 'monitoring', dependency: 'observes' }, [
    ['prometheus', 'http'], ['grafana', 'http'], ['alertmanager', 'http'], ['pushgateway', 'http'], ['thanos', 'http'], ['mimir', 'http'],
    ['victoriametrics', 'http'], ['loki', 'http'], ['promtail', 'http'], ['alloy', 'http'], ['otel-lgtm', 'otlp'], ['tempo', 'http'], ['jaeger', 'http'], ['zipkin', 'http'],
    ['opentelemetry-collector', 'otlp'], ['fluentd', 'fluent'], ['fluent-bit', 'fluent'], ['logstash', 'beats'], ['kibana', 'http'], ['opensearch-dashboards', 'http'],
    ['filebeat'], ['metricbeat'], ['vector'], ['graylog', 'gelf'], ['seq', 'http'], ['statsd', 'statsd'], ['graphite', 'graphite'], ['telegraf'],
    ['datadog-agent', 'http'], ['newrelic'], ['sentry', 'http'], ['skywalking', 'grpc'], ['elastic-apm', 'http'], ['cadvisor', 'http'],
    ['exporter', 'http'], ['kube-state-metrics', 'http'], ['syslog', 'syslog'], ['hyperdx', 'http'], ['flower', 'http'],
  ]),
  ...group({ kind: 'discovery', role: 'discovery', dependency: 'registers' }, [
    ['consul', 'http'], ['eureka', 'http'], ['nacos', 'http'], ['zookeeper', 'zookeeper'], ['etcd', 'grpc'],
  ]),
  ...group({ kind: 'config-server', role: 'config-server', dependency: 'configures' }, [['vault', 'http'], ['spring-config-server', 'http']]),
  ...group({ kind: 'service', role: 'identity', dependency: 'calls' }, [
    ['keycloak', 'http'], ['ory-hydra', 'http'], ['ory-kratos', 'http'], ['dex', 'http'], ['authelia', 'http'], ['authentik', 'http'], ['zitadel', 'http'], ['oauth2-proxy', 'http'],
  ]),
  ...group({ kind: 'other', role: 'load-generator', dependency: 'calls' }, [
    ['locust', 'http'], ['k6', 'http'], ['jmeter', 'http'], ['gatling', 'http'], ['vegeta', 'http'], ['hey', 'http'], ['wrk', 'http'], ['fortio', 'http'], ['artillery', 'http'], ['siege', 'http'],
  ]),
  ...group({ kind: 'service', dependency: 'calls' }, [['temporal', 'grpc'], ['schema-registry', 'http'], ['kafka-connect', 'http'], ['ksqldb', 'http'], ['flagd', 'grpc'], ['unleash', 'http'], ['opa', 'http'], ['localstack', 'aws'], ['spicedb', 'grpc'], ['svix', 'http']]),
  // Tools for people and pipelines: they look at a component or keep its images, nothing serves through them.
  ...group({ kind: 'other', dependency: 'calls' }, [
    ['redis-commander', 'http'], ['redisinsight', 'http'], ['pgadmin', 'http'], ['adminer', 'http'], ['phpmyadmin', 'http'], ['mongo-express', 'http'], ['kafka-ui', 'http'], ['kafdrop', 'http'],
    ['akhq', 'http'], ['cmak', 'http'], ['portainer', 'http'], ['dozzle', 'http'], ['container-registry', 'http'], ['mailhog', 'smtp'], ['mailpit', 'smtp'], ['maildev', 'smtp'], ['swagger-ui', 'http'], ['wiremock', 'http'], ['mockserver', 'http'], ['watchtower'], ['temporal-ui', 'http'],
  ]),
  ...group({ kind: 'external', dependency: 'calls' }, [['smtp', 'smtp'], ['ftp', 'ftp'], ['ssh', 'ssh'], ['aws', 'aws']]),
];

const byName: ReadonlyMap<string, Technology> = new Map(all.map((row) => [row.technology, row]));

/** What is known about a technology by its canonical name (`postgresql`, `kafka`). */
export const technologyOf = (technology: string): Technology | undefined => byName.get(technology);
