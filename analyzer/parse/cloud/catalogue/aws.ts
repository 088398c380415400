import { flag, nodePool, number, present, size, text, words, type PartKind, type ResourceKind } from './kind.js';

const DOCS = 'https://docs.aws.amazon.com/';
const LAMBDA = `${DOCS}lambda/latest/dg/configuration-function-common.html`;
const ECS = `${DOCS}AmazonECS/latest/developerguide/service_definition_parameters.html`;
const RDS = `${DOCS}AmazonRDS/latest/APIReference/API_CreateDBInstance.html`;
const AURORA = `${DOCS}AmazonRDS/latest/APIReference/API_CreateDBCluster.html`;
const SQS = `${DOCS}AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html`;

const protection = [
  number('backupRetentionDays', 'backup_retention_period', { value: 1, source: AURORA }),
  flag('deletionProtection', 'deletion_protection', { value: false, source: AURORA }),
  flag('skipFinalSnapshot', 'skip_final_snapshot', { value: false, source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance' }),
];

const loadBalancer: ResourceKind = {
  component: 'gateway', names: 'name|load_balancer_name', entry: { unless: 'internal|scheme', is: ['true', 'internal'] },
  settings: [
    number('idleTimeoutSeconds', 'idle_timeout'), flag('deletionProtection', 'enable_deletion_protection'), flag('crossZone', 'enable_cross_zone_load_balancing'),
    // Modules take their target groups as a list or a map of them.
    text('healthCheckPath', 'target_groups.health_check.path'), number('healthCheckTimeout', 'target_groups.health_check.timeout'),
    number('healthCheckInterval', 'target_groups.health_check.interval'), number('unhealthyThreshold', 'target_groups.health_check.unhealthy_threshold'),
    number('deregistrationDelaySeconds', 'target_groups.deregistration_delay'),
  ],
};

const classicCluster: ResourceKind = {
  component: 'datastore', technologyBy: 'engine', names: 'cluster_identifier|name|db_cluster_identifier',
  settings: [...protection, size('instanceCount', 'instances'), size('availabilityZones', 'availability_zones'), flag('multiAz', 'multi_az')],
};

const cache: ResourceKind = {
  component: 'cache', technologyBy: 'engine|type', technology: 'redis', names: 'replication_group_id|cluster_id|name|cache_name|cluster_name',
  settings: [
    flag('automaticFailover', 'automatic_failover_enabled'), flag('multiAz', 'multi_az_enabled'), number('snapshotRetentionDays', 'snapshot_retention_limit'),
    number('instanceCount', 'num_cache_clusters|number_cache_clusters|cluster_size|num_cache_nodes'), number('shards', 'num_node_groups|num_shards'), number('replicasPerShard', 'replicas_per_node_group|num_replicas_per_shard'),
  ],
};

const search: ResourceKind = {
  component: 'datastore', technology: 'opensearch', names: 'domain_name|name',
  settings: [number('instanceCount', 'cluster_config.instance_count', { value: 1, source: `${DOCS}opensearch-service/latest/APIReference/API_ClusterConfig.html` }), flag('multiAz', 'cluster_config.zone_awareness_enabled', { value: false, source: `${DOCS}opensearch-service/latest/APIReference/API_ClusterConfig.html` }), flag('dedicatedMaster', 'cluster_config.dedicated_master_enabled')],
};

/** No argument of the API itself sets it: the longest that it waits for what is behind it. */
const integrationLimit = (seconds: number, source: string) => number('integrationTimeoutSeconds', 'integration_timeout_seconds', { value: seconds, source });
const httpApi: ResourceKind = { component: 'gateway', technology: 'api-gateway', names: 'name', entry: {} };

const scalable = { containers: 'container_definitions', definition: 'task_definition', replicas: 'desired_count' };

/** One entry a type. https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
export const aws: Readonly<Record<string, ResourceKind>> = {
  aws_ecs_service: {
    component: 'service', names: 'name|service_name', runs: { ...scalable, rollout: { most: 'deployment_maximum_percent|deployment_configuration.maximum_percent', least: 'deployment_minimum_healthy_percent|deployment_configuration.minimum_healthy_percent' } },
    settings: [
      number('desiredCount', 'desired_count'),
      flag('deploymentCircuitBreaker', 'deployment_circuit_breaker.enable|deployment_configuration.deployment_circuit_breaker.enable', { value: false, source: ECS }),
      number('minimumHealthyPercent', 'deployment_minimum_healthy_percent|deployment_configuration.minimum_healthy_percent'),
      number('healthCheckGracePeriodSeconds', 'health_check_grace_period_seconds'), size('subnets', 'network_configuration.subnets|network_configuration.awsvpc_configuration.subnets'),
    ],
  },
  aws_apprunner_service: { component: 'service', names: 'service_name', runs: { containers: 'source_configuration.image_repository' }, entry: { unless: 'network_configuration.ingress_configuration.is_publicly_accessible', is: ['false'] }, settings: [text('healthCheckPath', 'health_check_configuration.path')] },
  aws_lambda_function: {
    component: 'function', technology: 'lambda', names: 'function_name', runs: { containers: 'environment' },
    settings: [number('lambdaTimeoutSeconds', 'timeout', { value: 3, source: LAMBDA }), number('reservedConcurrency', 'reserved_concurrent_executions'), present('dlq', 'dead_letter_config.target_arn|dead_letter_queue.target_arn', LAMBDA), number('memoryMegabytes', 'memory_size', { value: 128, source: LAMBDA })],
    uses: [{ from: 'dead_letter_config.target_arn|dead_letter_queue.target_arn', via: 'argument', dependency: 'publishes', strength: 'soft' }],
  },
  aws_autoscaling_group: { component: 'service', names: 'name|auto_scaling_group_name', settings: [number('desiredCount', 'desired_capacity'), number('minSize', 'min_size'), number('maxSize', 'max_size'), text('healthCheckType', 'health_check_type'), size('subnets', 'vpc_zone_identifier'), size('availabilityZones', 'availability_zones')], uses: [{ from: 'launch_template|launch_configuration|launch_configuration_name|mixed_instances_policy', via: 'argument' }] },
  aws_eks_node_group: nodePool('cluster_name', 'node_group_name|nodegroup_name', [number('desiredCount', 'scaling_config.desired_size'), number('minSize', 'scaling_config.min_size'), number('maxSize', 'scaling_config.max_size'), text('capacityType', 'capacity_type'), size('subnets', 'subnet_ids|subnets')]),
  aws_sfn_state_machine: { component: 'service', technology: 'step-functions', names: 'name|state_machine_name', uses: [{ from: 'definition|definition_string|definition_substitutions', via: 'argument', dependency: 'calls' }] },
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_elb: { component: 'gateway', names: 'name|load_balancer_name', entry: { unless: 'internal|scheme', is: ['true', 'internal'] }, settings: [text('healthCheckTarget', 'health_check.target'), number('healthCheckTimeout', 'health_check.timeout')] },
  aws_api_gateway_rest_api: { ...httpApi, settings: [integrationLimit(29, `${DOCS}apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html`)] },
  aws_apigatewayv2_api: { ...httpApi, settings: [integrationLimit(30, `${DOCS}apigateway/latest/developerguide/http-api-quotas.html`)] },
  aws_cloudfront_distribution: { component: 'gateway', technology: 'cloudfront', names: 'aliases', entry: {}, uses: [{ from: 'origin|origins|distribution_config.origins', via: 'origin', dependency: 'routes' }] },
  aws_db_instance: {
    component: 'datastore', technologyBy: 'engine', names: 'identifier|db_instance_identifier',
    settings: [flag('multiAz', 'multi_az', { value: false, source: RDS }), ...protection.map((rule) => (rule.name === 'backupRetentionDays' ? number(rule.name, 'backup_retention_period') : rule))],
  },
  aws_rds_cluster: classicCluster,
  aws_docdb_cluster: { ...classicCluster, technology: 'mongodb' },
  aws_neptune_cluster: { ...classicCluster, technology: 'neptune' },
  aws_redshift_cluster: { component: 'datastore', technology: 'redshift', names: 'cluster_identifier', settings: [flag('multiAz', 'multi_az'), flag('skipFinalSnapshot', 'skip_final_snapshot')] },
  aws_db_proxy: { component: 'gateway', technology: 'rds-proxy', names: 'name|db_proxy_name' },
  aws_elasticache_replication_group: cache,
  aws_elasticache_cluster: cache,
  aws_elasticache_serverless_cache: cache,
  aws_memorydb_cluster: cache,
  aws_opensearch_domain: search,
  aws_elasticsearch_domain: search,
  aws_dynamodb_table: { component: 'datastore', technology: 'dynamodb', names: 'name|table_name', settings: [flag('pointInTimeRecovery', 'point_in_time_recovery.enabled|point_in_time_recovery_enabled|point_in_time_recovery_specification.point_in_time_recovery_enabled', { value: false, source: `${DOCS}amazondynamodb/latest/developerguide/PointInTimeRecovery.html` }), flag('deletionProtection', 'deletion_protection_enabled'), text('billingMode', 'billing_mode')] },
  aws_sqs_queue: { component: 'broker', technology: 'sqs', names: 'name|queue_name', settings: [number('visibilityTimeoutSeconds', 'visibility_timeout_seconds|visibility_timeout', { value: 30, source: SQS }), present('dlq', 'redrive_policy', SQS), number('maxReceiveCount', 'redrive_policy.maxReceiveCount'), number('messageRetentionSeconds', 'message_retention_seconds|message_retention_period')] },
  aws_sns_topic: { component: 'broker', technology: 'sns', names: 'name|topic_name' },
  aws_cloudwatch_event_bus: { component: 'broker', technology: 'eventbridge', names: 'name' },
  aws_kinesis_stream: { component: 'broker', technology: 'kinesis', names: 'name', settings: [number('shards', 'shard_count'), number('retentionHours', 'retention_period')] },
  aws_kinesis_firehose_delivery_stream: { component: 'broker', technology: 'kinesis', names: 'name|delivery_stream_name' },
  aws_msk_cluster: { component: 'broker', technology: 'kafka', names: 'cluster_name', settings: [number('instanceCount', 'number_of_broker_nodes')] },
  aws_msk_serverless_cluster: { component: 'broker', technology: 'kafka', names: 'cluster_name' },
  aws_mq_broker: {
    component: 'broker', technologyBy: 'engine_type', names: 'broker_name',
    settings: [text('deploymentMode', 'deployment_mode'), words('multiAz', 'deployment_mode', { SINGLE_INSTANCE: false, ACTIVE_STANDBY_MULTI_AZ: true, CLUSTER_MULTI_AZ: true }, { value: false, source: `${DOCS}amazon-mq/latest/api-reference/brokers.html` })],
  },
  aws_s3_bucket: { component: 'datastore', technology: 's3', names: 'bucket|bucket_name' },
  aws_efs_file_system: { component: 'datastore', technology: 'efs', names: 'creation_token' },
  aws_appconfig_application: { component: 'config-server', technology: 'appconfig', names: 'name' },
  // A name that is answered by one of two, whoever is healthy.
  aws_route53_record: { component: 'gateway', technology: 'route53', names: 'name', namedBySelf: true, when: { argument: 'failover_routing_policy.type|failover', begins: ['PRIMARY'] }, settings: [present('dnsHealthCheck', 'health_check_id', `${DOCS}Route53/latest/DeveloperGuide/dns-failover-types.html`)], uses: [{ from: 'alias.name|alias_target.dns_name|records|resource_records', via: 'target-group', dependency: 'routes', strength: 'soft' }] },
  aws_eks_cluster: { component: 'other', technology: 'eks', names: 'name', settings: [text('version', 'version')] },
  aws_cognito_user_pool: { component: 'service', technology: 'cognito', names: 'name|user_pool_name' },
};

const integration = { ...number('integrationTimeoutSeconds', 'timeout_milliseconds'), times: 0.001 };

export const awsParts: Readonly<Record<string, PartKind>> = {
  aws_apigatewayv2_integration: { of: 'api_id', settings: [integration] },
  aws_api_gateway_integration: { of: 'rest_api_id', settings: [integration] },
};
