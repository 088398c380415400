import type { OperatorKind } from './operator.js';

/** Brokers, and what belongs to them. */
export const brokers: readonly OperatorKind[] = [
  // https://strimzi.io/docs/operators/latest/ ; with node pools the brokers are counted by KafkaNodePool objects.
  { group: 'kafka.strimzi.io', kind: 'Kafka', technology: 'kafka', replicas: ['spec.kafka.replicas'], defaultReplicas: 'elsewhere', services: ['{}-kafka-bootstrap', '{}-kafka-brokers', '{}-kafka-external-bootstrap'], label: ['strimzi.io/name', '{}-kafka'], storage: ['spec.kafka.storage'] },
  { group: 'kafka.strimzi.io', kind: 'KafkaConnect', technology: 'kafka-connect', replicas: ['spec.replicas'], defaultReplicas: 3, services: ['{}-connect-api'], label: ['strimzi.io/name', '{}-connect'], storage: [], targets: [{ path: 'spec.bootstrapServers', address: '{}', note: 'bootstrapServers' }] },
  { group: 'kafka.strimzi.io', kind: 'KafkaBridge', technology: 'kafka-bridge', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}-bridge-service'], label: ['strimzi.io/name', '{}-bridge'], storage: [], targets: [{ path: 'spec.bootstrapServers', address: '{}', note: 'bootstrapServers' }] },
  { group: 'cluster.redpanda.com', kind: 'Redpanda', technology: 'redpanda', replicas: ['spec.clusterSpec.statefulset.replicas'], defaultReplicas: 3, services: ['{}'], label: ['app.kubernetes.io/instance', '{}'], storage: ['spec.clusterSpec.storage'] },
  // https://www.rabbitmq.com/kubernetes/operator/using-operator
  { group: 'rabbitmq.com', kind: 'RabbitmqCluster', technology: 'rabbitmq', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}', '{}-nodes'], label: ['app.kubernetes.io/name', '{}'], storage: ['spec.persistence'] },
  { group: 'nats.io', kind: 'NatsCluster', technology: 'nats', replicas: ['spec.size'], defaultReplicas: 1, services: ['{}', '{}-mgmt'], label: ['nats_cluster', '{}'], storage: [] },
  { group: 'pulsar.streamnative.io', kind: 'PulsarBroker', technology: 'pulsar', replicas: ['spec.replicas'], defaultReplicas: 1, services: ['{}-broker'], label: ['cloud.streamnative.io/cluster', '{}'], storage: [] },
  { group: 'broker.amq.io', kind: 'ActiveMQArtemis', technology: 'artemis', replicas: ['spec.deploymentPlan.size'], defaultReplicas: 1, services: ['{}-hdls-svc', '{}-ping'], label: ['ActiveMQArtemis', '{}'], storage: ['spec.deploymentPlan.storage'] },
];
