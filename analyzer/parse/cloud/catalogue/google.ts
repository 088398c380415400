import { flag, nodePool, number, present, text, words, type PartKind, type ResourceKind } from './kind.js';

const RUN = 'https://cloud.google.com/run/docs/configuring/min-instances';

const run: ResourceKind = {
  component: 'service', technology: 'cloud-run', names: 'name', runs: { containers: 'template.containers|template.spec.containers' }, entry: { unless: 'ingress', is: ['INGRESS_TRAFFIC_INTERNAL_ONLY', 'internal'] },
  settings: [number('minInstances', 'template.scaling.min_instance_count|scaling.min_instance_count', { value: 0, source: RUN }), number('maxInstances', 'template.scaling.max_instance_count'), text('requestTimeout', 'template.timeout|template.spec.timeout_seconds'), number('concurrency', 'template.max_instance_request_concurrency|template.spec.container_concurrency')],
  uses: [{ from: 'template.volumes.cloud_sql_instance', via: 'argument', dependency: 'stores' }],
};

const urlMap: ResourceKind = {
  component: 'gateway', technology: 'load-balancer', names: 'name', entry: {},
  settings: [{ ...number('integrationTimeoutSeconds', 'timeout_sec', { value: 30, source: 'https://cloud.google.com/load-balancing/docs/backend-service#timeout-setting' }), of: 'default_service' }],
  uses: [{ from: 'default_service', via: 'target-group', dependency: 'routes' }, { from: 'path_matcher', via: 'target-group', dependency: 'routes' }],
};
/** A load balancer by itself, unless it only leads to the proxy of another. */
const forwarding: ResourceKind = { component: 'gateway', technology: 'load-balancer', names: 'name', entry: { unless: 'load_balancing_scheme', is: ['INTERNAL', 'INTERNAL_MANAGED'] }, uses: [{ from: 'backend_service', via: 'target-group', dependency: 'routes' }] };

const REGIONAL = { REGIONAL: true, ZONAL: false };

/** One entry a type. https://registry.terraform.io/providers/hashicorp/google/latest/docs */
export const google: Readonly<Record<string, ResourceKind>> = {
  google_cloud_run_service: run,
  google_cloud_run_v2_service: run,
  google_cloud_run_v2_job: { component: 'job', technology: 'cloud-run', names: 'name', runs: { containers: 'template.template.containers', job: true } },
  google_cloudfunctions_function: { component: 'function', technology: 'cloud-functions', names: 'name', runs: { containers: 'environment_variables' }, settings: [number('timeoutSeconds', 'timeout'), number('minInstances', 'min_instances')] },
  google_cloudfunctions2_function: { component: 'function', technology: 'cloud-functions', names: 'name', runs: { containers: 'service_config' }, settings: [number('timeoutSeconds', 'service_config.timeout_seconds'), number('minInstances', 'service_config.min_instance_count')], uses: [{ from: 'event_trigger.pubsub_topic', via: 'event-source', dependency: 'consumes' }] },
  google_container_cluster: { component: 'other', technology: 'gke', names: 'name' },
  google_container_node_pool: nodePool('cluster', 'name', [number('desiredCount', 'node_count|initial_node_count'), number('minSize', 'autoscaling.min_node_count|autoscaling.total_min_node_count'), number('maxSize', 'autoscaling.max_node_count|autoscaling.total_max_node_count'), flag('spot', 'node_config.spot|node_config.preemptible')]),
  google_compute_instance_group_manager: { component: 'service', names: 'name', settings: [number('desiredCount', 'target_size')] },
  google_compute_region_instance_group_manager: { component: 'service', names: 'name', settings: [number('desiredCount', 'target_size')] },
  google_sql_database_instance: {
    component: 'datastore', technologyBy: 'database_version', names: 'name',
    settings: [words('multiAz', 'settings.availability_type', REGIONAL, { value: false, source: 'https://cloud.google.com/sql/docs/mysql/high-availability' }), flag('deletionProtection', 'deletion_protection'), flag('backups', 'settings.backup_configuration.enabled'), number('backupRetentionDays', 'settings.backup_configuration.backup_retention_settings.retained_backups')],
  },
  google_alloydb_cluster: { component: 'datastore', technology: 'postgresql', names: 'cluster_id' },
  google_spanner_instance: { component: 'datastore', technology: 'spanner', names: 'name', settings: [number('instanceCount', 'num_nodes')] },
  google_bigtable_instance: { component: 'datastore', technology: 'bigtable', names: 'name' },
  google_firestore_database: { component: 'datastore', technology: 'firestore', names: 'name' },
  google_storage_bucket: { component: 'datastore', technology: 'gcs', names: 'name', settings: [flag('versioning', 'versioning.enabled')] },
  google_redis_instance: { component: 'cache', technology: 'redis', names: 'name', settings: [words('multiAz', 'tier', { STANDARD_HA: true, BASIC: false }, { value: false, source: 'https://cloud.google.com/memorystore/docs/redis/redis-tiers' }), number('replicasPerShard', 'replica_count')] },
  google_redis_cluster: { component: 'cache', technology: 'redis', names: 'name', settings: [number('shards', 'shard_count'), number('replicasPerShard', 'replica_count')] },
  google_memcache_instance: { component: 'cache', technology: 'memcached', names: 'name', settings: [number('instanceCount', 'node_count')] },
  google_pubsub_topic: { component: 'broker', technology: 'pubsub', names: 'name' },
  google_compute_url_map: urlMap,
  google_compute_region_url_map: urlMap,
  google_compute_forwarding_rule: forwarding,
  google_compute_global_forwarding_rule: forwarding,
  google_api_gateway_api: { component: 'gateway', technology: 'api-gateway', names: 'api_id', entry: {} },
};

const SUBSCRIPTION = 'https://cloud.google.com/pubsub/docs/subscription-properties';
export const googleParts: Readonly<Record<string, PartKind>> = {
  google_pubsub_subscription: { of: 'topic', settings: [present('dlq', 'dead_letter_policy', SUBSCRIPTION), number('maxReceiveCount', 'dead_letter_policy.max_delivery_attempts'), number('visibilityTimeoutSeconds', 'ack_deadline_seconds', { value: 10, source: SUBSCRIPTION })] },
};
