import type { OperatorKind } from './operator.js';

const ot = 'redis.redis.opstreelabs.in';

/** Caches, search engines, object stores, coordination, monitoring. */
export const stores: readonly OperatorKind[] = [
  // https://github.com/spotahome/redis-operator
  { group: 'databases.spotahome.com', kind: 'RedisFailover', technology: 'redis', replicas: ['spec.redis.replicas'], defaultReplicas: 3, services: ['rfs-{}', 'rfrm-{}', 'rfrs-{}', 'rfr-{}'], label: ['redisfailovers.databases.spotahome.com/name', '{}'], storage: ['spec.redis.storage.persistentVolumeClaim'] },
  // https://redis-operator.opstree.dev/
  { group: ot, kind: 'Redis', technology: 'redis', replicas: [], defaultReplicas: 1, services: ['{}', '{}-headless', '{}-additional'], label: ['app', '{}'], storage: ['spec.storage.volumeClaimTemplate'] },
  { group: ot, kind: 'RedisReplication', technology: 'redis', replicas: ['spec.clusterSize'], defaultReplicas: 3, services: ['{}', '{}-headless', '{}-master', '{}-replica', '{}-additional'], label: ['app', '{}'], storage: ['spec.storage.volumeClaimTemplate'] },
  { group: ot, kind: 'RedisCluster', technology: 'redis', replicas: ['spec.clusterSize'], defaultReplicas: 3, services: ['{}-leader', '{}-follower', '{}-leader-headless', '{}-follower-headless', '{}-master'], label: ['app', '{}-leader'], storage: ['spec.storage.volumeClaimTemplate'] },
  { group: ot, kind: 'RedisSentinel', technology: 'redis', replicas: ['spec.clusterSize'], defaultReplicas: 3, services: ['{}-sentinel', '{}-sentinel-headless'], label: ['app', '{}-sentinel'], storage: [], targets: [{ path: 'spec.redisSentinelConfig.redisReplicationName', address: '{}:6379', note: 'watched replication' }] },
  { group: 'app.redislabs.com', kind: 'RedisEnterpriseCluster', technology: 'redis', replicas: ['spec.nodes'], defaultReplicas: 3, services: ['{}', '{}-ui'], label: ['redis.io/cluster', '{}'], storage: ['spec.persistentSpec'] },
  // https://www.dragonflydb.io/docs/getting-started/kubernetes-operator
  { group: 'dragonflydb.io', kind: 'Dragonfly', technology: 'dragonfly', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}'], label: ['app', '{}'], storage: ['spec.snapshot.persistentVolumeClaimSpec'] },
  { group: 'hazelcast.com', kind: 'Hazelcast', technology: 'hazelcast', replicas: ['spec.clusterSize'], defaultReplicas: 3, services: ['{}'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.persistence'] },
  { group: 'infinispan.org', kind: 'Infinispan', technology: 'infinispan', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}'], label: ['infinispan_cr', '{}'], storage: ['spec.service.container.storage'] },
  // https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s ; nodes of all sets count.
  { group: 'elasticsearch.k8s.elastic.co', kind: 'Elasticsearch', technology: 'elasticsearch', replicas: ['spec.nodeSets[].count'], defaultReplicas: 1, services: ['{}-es-http', '{}-es-internal-http', '{}-es-transport'], label: ['elasticsearch.k8s.elastic.co/cluster-name', '{}'], storage: ['spec.nodeSets[].volumeClaimTemplates'] },
  { group: 'kibana.k8s.elastic.co', kind: 'Kibana', technology: 'kibana', replicas: ['spec.count'], defaultReplicas: 1, services: ['{}-kb-http'], label: ['kibana.k8s.elastic.co/name', '{}'], storage: [], targets: [{ path: 'spec.elasticsearchRef.name', address: '{}-es-http:9200', note: 'elasticsearchRef' }] },
  { group: 'apm.k8s.elastic.co', kind: 'ApmServer', technology: 'elastic-apm', replicas: ['spec.count'], defaultReplicas: 1, services: ['{}-apm-http'], label: ['apm.k8s.elastic.co/name', '{}'], storage: [], targets: [{ path: 'spec.elasticsearchRef.name', address: '{}-es-http:9200', note: 'elasticsearchRef' }] },
  { group: 'logstash.k8s.elastic.co', kind: 'Logstash', technology: 'logstash', replicas: ['spec.count'], defaultReplicas: 1, services: ['{}-ls-api'], label: ['logstash.k8s.elastic.co/name', '{}'], storage: ['spec.volumeClaimTemplates'], targets: [{ path: 'spec.elasticsearchRefs[].name', address: '{}-es-http:9200', note: 'elasticsearchRefs' }] },
  { group: 'opensearch.opster.io', kind: 'OpenSearchCluster', technology: 'opensearch', replicas: ['spec.nodePools[].replicas'], defaultReplicas: 1, services: ['{}', '{}-discovery'], label: ['opster.io/opensearch-cluster', '{}'], storage: ['spec.nodePools[].diskSize'] },
  // https://min.io/docs/minio/kubernetes/
  { group: 'minio.min.io', kind: 'Tenant', technology: 'minio', replicas: ['spec.pools[].servers'], defaultReplicas: 1, services: ['minio', '{}-hl', '{}-console'], label: ['v1.min.io/tenant', '{}'], storage: ['spec.pools[].volumeClaimTemplate'] },
  { group: 'zookeeper.pravega.io', kind: 'ZookeeperCluster', technology: 'zookeeper', replicas: ['spec.replicas'], defaultReplicas: 3, services: ['{}-client', '{}-headless'], label: ['app', '{}'], storage: ['spec.persistence'] },
  { group: 'etcd.database.coreos.com', kind: 'EtcdCluster', technology: 'etcd', replicas: ['spec.size'], defaultReplicas: 1, services: ['{}', '{}-client'], label: ['etcd_cluster', '{}'], storage: [] },
  { group: 'k8s.keycloak.org', kind: 'Keycloak', technology: 'keycloak', replicas: ['spec.instances'], defaultReplicas: 1, services: ['{}-service', '{}-discovery'], label: ['app.kubernetes.io/instance', '{}'], storage: [], targets: [{ path: 'spec.db.host', address: '{}', note: 'db.host' }, { path: 'spec.db.url', address: '{}', note: 'db.url' }] },
  // https://prometheus-operator.dev/docs/ ; all Prometheus objects of a namespace share one governing Service.
  { group: 'monitoring.coreos.com', kind: 'Prometheus', technology: 'prometheus', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['prometheus-operated'], label: ['prometheus', '{}'], storage: ['spec.storage.volumeClaimTemplate'], targets: [{ path: 'spec.alerting.alertmanagers[].name', address: '{}:9093', note: 'alertmanagers' }, { path: 'spec.remoteWrite[].url', address: '{}', note: 'remoteWrite' }] },
  { group: 'monitoring.coreos.com', kind: 'Alertmanager', technology: 'alertmanager', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['alertmanager-operated'], label: ['alertmanager', '{}'], storage: ['spec.storage.volumeClaimTemplate'] },
  { group: 'jaegertracing.io', kind: 'Jaeger', technology: 'jaeger', replicas: ['spec.collector.replicas'], defaultReplicas: 1, services: ['{}-collector', '{}-query', '{}-agent'], label: ['app.kubernetes.io/instance', '{}'], storage: [], targets: [{ path: 'spec.storage.options.es.server-urls', address: '{}', note: 'es.server-urls' }] },
  { group: 'opentelemetry.io', kind: 'OpenTelemetryCollector', technology: 'opentelemetry-collector', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}-collector', '{}-collector-headless', '{}-collector-monitoring'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.volumeClaimTemplates'] },
];
