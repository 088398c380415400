import type { OperatorKind } from './operator.js';

/** SQL, document and wide-column databases. */
export const databases: readonly OperatorKind[] = [
  // https://cloudnative-pg.io/documentation/current/service_management/
  { group: 'postgresql.cnpg.io', kind: 'Cluster', technology: 'postgresql', replicas: ['spec.instances'], defaultReplicas: 1, services: ['{}-rw', '{}-ro', '{}-r'], label: ['cnpg.io/cluster', '{}'], storage: ['spec.storage'] },
  { group: 'postgresql.cnpg.io', kind: 'Pooler', technology: 'pgbouncer', replicas: ['spec.instances'], defaultReplicas: 1, services: ['{}'], label: ['cnpg.io/poolerName', '{}'], storage: [], targets: [{ path: 'spec.cluster.name', address: '{}-rw:5432', note: 'pooled cluster' }] },
  // https://postgres-operator.readthedocs.io/en/latest/user/
  { group: 'acid.zalan.do', kind: 'postgresql', technology: 'postgresql', replicas: ['spec.numberOfInstances'], defaultReplicas: 1, services: ['{}', '{}-repl', '{}-pooler', '{}-pooler-repl'], label: ['cluster-name', '{}'], storage: ['spec.volume'] },
  // https://access.crunchydata.com/documentation/postgres-operator/latest/
  { group: 'postgres-operator.crunchydata.com', kind: 'PostgresCluster', technology: 'postgresql', replicas: ['spec.instances[].replicas'], defaultReplicas: 1, services: ['{}-primary', '{}-replicas', '{}-ha', '{}-pgbouncer'], label: ['postgres-operator.crunchydata.com/cluster', '{}'], storage: ['spec.instances[].dataVolumeClaimSpec'] },
  { group: 'pgv2.percona.com', kind: 'PerconaPGCluster', technology: 'postgresql', replicas: ['spec.instances[].replicas'], defaultReplicas: 1, services: ['{}-ha', '{}-primary', '{}-pgbouncer'], label: ['postgres-operator.crunchydata.com/cluster', '{}'], storage: ['spec.instances[].dataVolumeClaimSpec'] },
  { group: 'stackgres.io', kind: 'SGCluster', technology: 'postgresql', replicas: ['spec.instances'], defaultReplicas: 1, services: ['{}', '{}-primary', '{}-replicas'], label: ['stackgres.io/cluster-name', '{}'], storage: ['spec.pods.persistentVolume'] },
  // https://docs.percona.com/percona-operator-for-mysql/pxc/
  { group: 'pxc.percona.com', kind: 'PerconaXtraDBCluster', technology: 'mysql', replicas: ['spec.pxc.size'], defaultReplicas: 3, services: ['{}-pxc', '{}-haproxy', '{}-haproxy-replicas', '{}-proxysql'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.pxc.volumeSpec'] },
  { group: 'ps.percona.com', kind: 'PerconaServerMySQL', technology: 'mysql', replicas: ['spec.mysql.size'], defaultReplicas: 3, services: ['{}-mysql', '{}-mysql-primary', '{}-haproxy', '{}-router'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.mysql.volumeSpec'] },
  // https://dev.mysql.com/doc/mysql-operator/en/
  { group: 'mysql.oracle.com', kind: 'InnoDBCluster', technology: 'mysql', replicas: ['spec.instances'], defaultReplicas: 1, services: ['{}', '{}-instances'], label: ['mysql.oracle.com/cluster', '{}'], storage: ['spec.datadirVolumeClaimTemplate'] },
  { group: 'mysql.presslabs.org', kind: 'MysqlCluster', technology: 'mysql', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}-mysql', '{}-mysql-master', '{}-mysql-replicas'], label: ['mysql.presslabs.org/cluster', '{}'], storage: ['spec.volumeSpec'] },
  { group: 'k8s.mariadb.com', kind: 'MariaDB', technology: 'mariadb', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}', '{}-primary', '{}-secondary', '{}-internal'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.storage'] },
  { group: 'planetscale.com', kind: 'VitessCluster', technology: 'mysql', replicas: [], defaultReplicas: 'elsewhere', services: ['{}-vtgate'], label: ['planetscale.com/cluster', '{}'], storage: [] },
  // https://github.com/mongodb/mongodb-kubernetes
  { group: 'mongodbcommunity.mongodb.com', kind: 'MongoDBCommunity', technology: 'mongodb', replicas: ['spec.members'], defaultReplicas: 1, services: ['{}-svc'], label: ['app', '{}-svc'], storage: ['spec.statefulSet.spec.volumeClaimTemplates'] },
  { group: 'mongodb.com', kind: 'MongoDB', technology: 'mongodb', replicas: ['spec.members'], defaultReplicas: 1, services: ['{}-svc'], label: ['app', '{}-svc'], storage: ['spec.podSpec.persistence'] },
  // https://docs.percona.com/percona-operator-for-mongodb/
  { group: 'psmdb.percona.com', kind: 'PerconaServerMongoDB', technology: 'mongodb', replicas: ['spec.replsets[].size'], defaultReplicas: 3, services: ['{}-rs0', '{}-mongos'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.replsets[].volumeSpec'] },
  // https://www.cockroachlabs.com/docs/stable/kubernetes-overview
  { group: 'crdb.cockroachlabs.com', kind: 'CrdbCluster', technology: 'cockroachdb', replicas: ['spec.nodes'], defaultReplicas: 1, services: ['{}', '{}-public'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.dataStore'] },
  // https://operator.docs.scylladb.com/
  { group: 'scylla.scylladb.com', kind: 'ScyllaCluster', technology: 'scylladb', replicas: ['spec.datacenter.racks[].members'], defaultReplicas: 1, services: ['{}-client'], label: ['scylla/cluster', '{}'], storage: ['spec.datacenter.racks[].storage'] },
  { group: 'cassandra.datastax.com', kind: 'CassandraDatacenter', technology: 'cassandra', replicas: ['spec.size'], defaultReplicas: 1, services: ['{}-service'], label: ['cassandra.datastax.com/datacenter', '{}'], storage: ['spec.storageConfig'] },
  // https://github.com/Altinity/clickhouse-operator ; replicas and shards multiply, so their number is not a sum.
  { group: 'clickhouse.altinity.com', kind: 'ClickHouseInstallation', technology: 'clickhouse', replicas: ['spec.configuration.clusters[].layout.replicasCount'], defaultReplicas: 1, services: ['clickhouse-{}'], label: ['clickhouse.altinity.com/chi', '{}'], storage: ['spec.templates.volumeClaimTemplates'] },
];
