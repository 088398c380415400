import { flag, nodePool, number, size, text, words, type PartKind, type ResourceKind } from './kind.js';

const PLAN = 'service_plan_id|app_service_plan_id';

const app: ResourceKind = {
  component: 'service', technology: 'app-service', names: 'name', runs: { containers: 'app_settings' }, entry: { unless: 'public_network_access_enabled', is: ['false'] },
  settings: [
    text('healthCheckPath', 'site_config.health_check_path'), flag('alwaysOn', 'site_config.always_on'), number('instanceCount', 'site_config.worker_count'),
    { ...number('instanceCount', 'worker_count'), of: PLAN }, { ...flag('multiAz', 'zone_balancing_enabled|zone_redundant'), of: PLAN },
  ],
};
const functions: ResourceKind = { ...app, component: 'function', technology: 'azure-functions' };
const pool = (at: string) => [number('desiredCount', `${at}node_count`), number('minSize', `${at}min_count`), number('maxSize', `${at}max_count`), size('availabilityZones', `${at}zones`)];
const flexible = [words('multiAz', 'high_availability.mode', { ZoneRedundant: true, SameZone: false }, { value: false, source: 'https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server' }), number('backupRetentionDays', 'backup_retention_days')];

/** One entry a type. https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs */
export const azure: Readonly<Record<string, ResourceKind>> = {
  azurerm_container_app: { component: 'service', technology: 'container-apps', names: 'name', runs: { containers: 'template.container', replicas: 'template.min_replicas' }, settings: [number('minInstances', 'template.min_replicas', { value: 0, source: 'https://learn.microsoft.com/azure/container-apps/scale-app' }), number('maxInstances', 'template.max_replicas')] },
  azurerm_container_group: { component: 'service', names: 'name', runs: { containers: 'container' } },
  azurerm_app_service: app,
  azurerm_linux_web_app: app,
  azurerm_windows_web_app: app,
  azurerm_function_app: functions,
  azurerm_linux_function_app: functions,
  azurerm_windows_function_app: functions,
  azurerm_kubernetes_cluster: { component: 'other', technology: 'aks', names: 'name', settings: [...pool('default_node_pool.'), text('tier', 'sku_tier')] },
  azurerm_kubernetes_cluster_node_pool: nodePool('kubernetes_cluster_id', 'name', [...pool(''), text('capacityType', 'priority')]),
  azurerm_mssql_server: { component: 'datastore', technology: 'sqlserver', names: 'name' },
  azurerm_sql_server: { component: 'datastore', technology: 'sqlserver', names: 'name' },
  azurerm_postgresql_server: { component: 'datastore', technology: 'postgresql', names: 'name', settings: [number('backupRetentionDays', 'backup_retention_days')] },
  azurerm_postgresql_flexible_server: { component: 'datastore', technology: 'postgresql', names: 'name', settings: flexible },
  azurerm_mysql_flexible_server: { component: 'datastore', technology: 'mysql', names: 'name', settings: flexible },
  azurerm_cosmosdb_account: { component: 'datastore', technology: 'cosmosdb', names: 'name', settings: [flag('automaticFailover', 'automatic_failover_enabled|enable_automatic_failover'), size('regions', 'geo_location')] },
  azurerm_storage_account: { component: 'datastore', technology: 'azure-storage', names: 'name', settings: [text('replicationType', 'account_replication_type')] },
  azurerm_redis_cache: { component: 'cache', technology: 'redis', names: 'name', settings: [words('replication', 'sku_name', { Basic: false, Standard: true, Premium: true }), size('availabilityZones', 'zones')] },
  azurerm_servicebus_namespace: { component: 'broker', technology: 'servicebus', names: 'name', settings: [text('tier', 'sku'), flag('multiAz', 'zone_redundant')] },
  azurerm_eventhub_namespace: { component: 'broker', technology: 'eventhubs', names: 'name', settings: [flag('multiAz', 'zone_redundant')] },
  azurerm_application_gateway: { component: 'gateway', names: 'name', entry: {}, uses: [{ from: 'backend_address_pool', via: 'target-group', dependency: 'routes' }] },
  azurerm_cdn_frontdoor_origin: { component: 'gateway', technology: 'front-door', names: 'name', entry: {}, uses: [{ from: 'host_name', via: 'origin', dependency: 'routes' }] },
  azurerm_api_management: { component: 'gateway', names: 'name', entry: {} },
};

export const azureParts: Readonly<Record<string, PartKind>> = {
  azurerm_mssql_database: { of: 'server_id', settings: [flag('multiAz', 'zone_redundant'), number('backupRetentionDays', 'short_term_retention_policy.retention_days')] },
  azurerm_servicebus_queue: { of: 'namespace_id', settings: [number('maxReceiveCount', 'max_delivery_count')] },
};
