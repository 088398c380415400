import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const app = (name: string, env: Readonly<Record<string, string>>): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: main, image: "registry.example/${name}:1", env: [${Object.entries(env).map(([k, v]) => `{ name: ${k}, value: "${v}" }`).join(', ')}] }]
`;
const resource = (apiVersion: string, kind: string, name: string, spec: string): string => `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const documentOf = async (text: string) => (await analyzeFiles({ 'all.yaml': text })).system.document;

describe('operators', () => {
  it.each([
    ['postgresql.cnpg.io/v1', 'Cluster', '{ instances: 3, storage: { size: 1Gi } }', 'postgresql://db-rw:5432/x', 'postgresql', 'datastore', 3],
    ['acid.zalan.do/v1', 'postgresql', '{ numberOfInstances: 2 }', 'postgresql://db:5432/x', 'postgresql', 'datastore', 2],
    ['kafka.strimzi.io/v1beta2', 'Kafka', '{ kafka: { replicas: 3 } }', 'db-kafka-bootstrap:9092', 'kafka', 'broker', 3],
    ['rabbitmq.com/v1beta1', 'RabbitmqCluster', '{ replicas: 3 }', 'amqp://db:5672', 'rabbitmq', 'broker', 3],
    ['databases.spotahome.com/v1', 'RedisFailover', '{ redis: { replicas: 5 } }', 'redis://rfs-db:26379', 'redis', 'cache', 5],
    ['mongodbcommunity.mongodb.com/v1', 'MongoDBCommunity', '{ members: 3 }', 'mongodb://db-svc.default.svc.cluster.local:27017', 'mongodb', 'datastore', 3],
    ['elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', '{ nodeSets: [{ name: a, count: 2 }, { name: b, count: 1 }] }', 'https://db-es-http:9200', 'elasticsearch', 'datastore', 3],
    ['scylla.scylladb.com/v1', 'ScyllaCluster', '{ datacenter: { racks: [{ members: 2 }, { members: 2 }] } }', 'db-client:9042', 'scylladb', 'datastore', 4],
  ])('%s %s is a component with its replicas, reached by the Services that its operator makes', async (apiVersion, kind, spec, url, technology, component, replicas) => {
    const document = await documentOf(app('api', { DB_URL: url }) + resource(apiVersion, kind, 'db', spec));
    expect(document.components.find((c) => c.id === 'db')).toMatchObject({ kind: component, technology });
    expect(document.dependencies.map((d) => `${d.from} -> ${d.to}`)).toEqual(['api -> db']);
    expect(document.settings.find((s) => s.on === 'db' && s.name === 'replicas')).toMatchObject({ value: replicas, origin: 'explicit' });
    expect(document.settings.some((s) => s.on === 'db' && s.name === 'hasReadinessProbe')).toBe(false);
  });

  it('counts that other objects hold are unknown, and an operator may have a default of more than one', async () => {
    const document = await documentOf(resource('kafka.strimzi.io/v1beta2', 'Kafka', 'bus', '{ kafka: {} }') + resource('cluster.redpanda.com/v1alpha2', 'Redpanda', 'log', '{}') + resource('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'mq', '{}'));
    const replicas = (on: string): string[] => document.settings.flatMap((s) => (s.on === on && s.name === 'replicas' ? [`${s.value} ${s.origin}`] : []));
    expect(['bus', 'log', 'mq'].map(replicas)).toEqual([['null unknown'], ['3 default'], ['1 default']]);
  });

  it('follows what a resource needs', async () => {
    const text = resource('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', 'search', '{ nodeSets: [{ count: 1 }] }') + resource('kibana.k8s.elastic.co/v1', 'Kibana', 'board', '{ count: 1, elasticsearchRef: { name: search } }') + resource('kafka.strimzi.io/v1', 'Kafka', 'bus', '{ kafka: { replicas: 3 } }') + resource('kafka.strimzi.io/v1', 'KafkaConnect', 'sink', '{ replicas: 1, bootstrapServers: "bus-kafka-bootstrap:9092" }');
    expect((await documentOf(text)).dependencies.map((d) => `${d.from} ${d.kind} ${d.to}: ${d.evidence.map((e) => e.note).join(', ')}`)).toEqual(['board stores search: Service search-es-http, elasticsearchRef', 'sink publishes bus: Service bus-kafka-bootstrap, bootstrapServers']);
  });

  it('says nothing of a kind that only shares its name', async () => {
    expect((await documentOf(app('api', {}) + resource('example.com/v1', 'Cluster', 'x', '{ instances: 3 }'))).components.map((c) => c.id)).toEqual(['api']);
  });

  it.each(['5', '[]', '{ instances: [], storage: 3 }', '{ instances: many }', '{ nodeSets: { count: 1 } }'])('never fails on %s', async (spec) => {
    const document = await documentOf(app('api', {}) + resource('postgresql.cnpg.io/v1', 'Cluster', 'db', spec) + resource('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', 'es', spec));
    expect(document.components.map((c) => c.id)).toEqual(['api', 'db', 'es']);
  });
});
