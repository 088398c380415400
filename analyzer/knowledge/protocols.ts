import type { DependencyKind } from '../graph/document.js';
import { technologyOf, type Technology } from './technologies.js';

/** The technology that listens on a port by default; undefined for ports that many things use (80, 8080, 9090). */
export const technologyOfPort = (port: number): Technology | undefined => lookup(ports.get(port));

export interface Scheme {
  readonly protocol: string;
  readonly dependency: DependencyKind;
  readonly technology?: string;
  readonly port?: number;
}

/** What a URL's scheme says, written with or without `:` or `://` (`postgres`, `jdbc:mysql:`, `mongodb+srv://`). */
export function schemeOf(scheme: string): Scheme | undefined {
  const bare = scheme.toLowerCase().replace(/:?\/*$/, '').replace(/^jdbc:/, '').replace(/^r2dbc:(?:pool:)?/, '');
  const row = schemes.get(bare) ?? schemes.get(bare.split(/[+:]/, 1)[0]!);
  if (row === undefined) return undefined;
  const [protocol, technology, port] = row;
  const dependency = (technology === undefined ? undefined : technologyOf(technology)?.dependency) ?? 'calls';
  return { protocol, dependency, ...(technology === undefined ? {} : { technology }), ...(port === undefined ? {} : { port }) };
}

/** Kind of the dependency from an application to a technology; `calls` for what is not known. */
export const dependencyOn = (technology: string | undefined): DependencyKind => (technology === undefined ? undefined : technologyOf(technology)?.dependency) ?? 'calls';

const lookup = (technology: string | undefined): Technology | undefined => (technology === undefined ? undefined : technologyOf(technology));

const ports: ReadonlyMap<number, string> = new Map([
  [5432, 'postgresql'], [26257, 'cockroachdb'], [3306, 'mysql'], [33060, 'mysql'], [4000, 'tidb'], [1433, 'sqlserver'], [1521, 'oracle'], [50000, 'db2'],
  [27017, 'mongodb'], [27018, 'mongodb'], [27019, 'mongodb'], [5984, 'couchdb'], [9042, 'cassandra'], [9200, 'elasticsearch'], [9300, 'elasticsearch'], [8983, 'solr'],
  [7700, 'meilisearch'], [8123, 'clickhouse'], [8086, 'influxdb'], [7474, 'neo4j'], [7687, 'neo4j'], [28015, 'rethinkdb'], [6333, 'qdrant'], [19530, 'milvus'], [389, 'ldap'], [636, 'ldap'],
  [6379, 'redis'], [16379, 'redis'], [26379, 'redis'], [11211, 'memcached'], [5701, 'hazelcast'], [11222, 'infinispan'],
  [9092, 'kafka'], [9093, 'kafka'], [9094, 'kafka'], [19092, 'kafka'], [29092, 'kafka'], [5672, 'rabbitmq'], [5671, 'rabbitmq'], [15672, 'rabbitmq'], [61616, 'activemq'], [61613, 'activemq'],
  [4222, 'nats'], [6222, 'nats'], [6650, 'pulsar'], [9876, 'rocketmq'], [4150, 'nsq'], [1883, 'mosquitto'], [8883, 'mosquitto'], [11300, 'beanstalkd'],
  [9411, 'zipkin'], [14250, 'jaeger'], [14268, 'jaeger'], [16686, 'jaeger'], [6831, 'jaeger'], [6832, 'jaeger'], [4317, 'opentelemetry-collector'], [4318, 'opentelemetry-collector'], [55680, 'opentelemetry-collector'],
  [24224, 'fluentd'], [5044, 'logstash'], [5601, 'kibana'], [3100, 'loki'], [8125, 'statsd'], [2003, 'graphite'], [12201, 'graylog'], [8126, 'datadog-agent'], [8200, 'vault'],
  [8500, 'consul'], [8761, 'eureka'], [8848, 'nacos'], [2181, 'zookeeper'], [2379, 'etcd'], [2380, 'etcd'], [7233, 'temporal'], [4566, 'localstack'], [1025, 'smtp'], [25, 'smtp'], [465, 'smtp'], [587, 'smtp'],
]);

type SchemeRow = readonly [protocol: string, technology?: string, port?: number];

const schemes: ReadonlyMap<string, SchemeRow> = new Map<string, SchemeRow>([
  ['http', ['http', undefined, 80]], ['https', ['http', undefined, 443]], ['ws', ['websocket', undefined, 80]], ['wss', ['websocket', undefined, 443]], ['grpc', ['grpc']], ['grpcs', ['grpc', undefined, 443]], ['h2c', ['http']],
  ['tcp', ['tcp']], ['udp', ['udp']], ['dns', ['grpc']], ['xds', ['grpc']], ['ipv4', ['tcp']], ['unix', ['unix']],
  ['postgres', ['postgresql', 'postgresql', 5432]], ['postgresql', ['postgresql', 'postgresql', 5432]], ['psql', ['postgresql', 'postgresql', 5432]], ['postgis', ['postgresql', 'postgresql', 5432]], ['cockroachdb', ['postgresql', 'cockroachdb', 26257]],
  ['mysql', ['mysql', 'mysql', 3306]], ['mysql2', ['mysql', 'mysql', 3306]], ['mysqlx', ['mysql', 'mysql', 33060]], ['mariadb', ['mysql', 'mariadb', 3306]], ['sqlserver', ['tds', 'sqlserver', 1433]], ['mssql', ['tds', 'sqlserver', 1433]], ['oracle', ['oracle', 'oracle', 1521]], ['db2', ['db2', 'db2', 50000]],
  ['mongodb', ['mongodb', 'mongodb', 27017]], ['mongo', ['mongodb', 'mongodb', 27017]], ['couchbase', ['couchbase', 'couchbase']], ['couchbases', ['couchbase', 'couchbase']], ['cassandra', ['cassandra', 'cassandra', 9042]], ['neo4j', ['bolt', 'neo4j', 7687]], ['bolt', ['bolt', 'neo4j', 7687]],
  ['clickhouse', ['clickhouse', 'clickhouse', 8123]], ['elasticsearch', ['http', 'elasticsearch', 9200]], ['influxdb', ['http', 'influxdb', 8086]], ['s3', ['s3', 's3']], ['s3a', ['s3', 's3']], ['hdfs', ['hdfs', 'hdfs', 8020]], ['ldap', ['ldap', 'ldap', 389]], ['ldaps', ['ldap', 'ldap', 636]],
  ['redis', ['redis', 'redis', 6379]], ['rediss', ['redis', 'redis', 6379]], ['redis-sentinel', ['redis', 'redis', 26379]], ['valkey', ['redis', 'valkey', 6379]], ['memcached', ['memcached', 'memcached', 11211]], ['memcache', ['memcached', 'memcached', 11211]],
  ['kafka', ['kafka', 'kafka', 9092]], ['amqp', ['amqp', 'rabbitmq', 5672]], ['amqps', ['amqp', 'rabbitmq', 5671]], ['pyamqp', ['amqp', 'rabbitmq', 5672]], ['rabbitmq', ['amqp', 'rabbitmq', 5672]], ['nats', ['nats', 'nats', 4222]], ['pulsar', ['pulsar', 'pulsar', 6650]], ['mqtt', ['mqtt', 'mosquitto', 1883]], ['mqtts', ['mqtt', 'mosquitto', 8883]],
  ['stomp', ['stomp', 'activemq', 61613]], ['sqs', ['sqs', 'sqs']], ['smtp', ['smtp', 'smtp', 25]], ['smtps', ['smtp', 'smtp', 465]], ['consul', ['http', 'consul', 8500]], ['etcd', ['grpc', 'etcd', 2379]], ['zookeeper', ['zookeeper', 'zookeeper', 2181]], ['zk', ['zookeeper', 'zookeeper', 2181]],
  ['ftp', ['ftp', 'ftp', 21]], ['sftp', ['ssh', 'ssh', 22]], ['ssh', ['ssh', 'ssh', 22]],
]);
