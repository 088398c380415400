import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { knownOf } from '../../../analyzer/facts/value.js';
import type { CloudObject } from '../../../analyzer/system/system.js';
import { elementsOf, given, plain, textAt } from '../../support/cloud-arguments.js';
import { argument, both, either, isTrue, noneOf, oneOf, tiedTo, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';
import { zoneRegions } from './azure-regions.js';

/** Copies of another database, and members of an Aurora cluster: the one that they belong to is judged. */
const belongsToAnother = (object: CloudObjectFact): boolean =>
  given(object, 'replicate_source_db|source_db_instance_identifier|source_db_cluster_identifier|db_cluster_identifier') !== undefined || /aurora|docdb|neptune/i.test(textAt(object, 'engine') ?? '');

/** A cluster is as redundant as it has members; who counts them elsewhere is not judged. */
const twoMembers = (...types: readonly string[]): Judge => (object, among) => {
  if (/^(?:serverless|global)$/i.test(textAt(object, 'engine_mode') ?? '') || given(object, 'db_cluster_instance_class|replication_source_identifier')) return true;
  const members = tiedTo(object, among, types, 'cluster_identifier|db_cluster_identifier');
  const counts = members.map(({ multiplicity }) => (multiplicity === undefined ? 1 : knownOf(multiplicity)));
  if (members.length === 0 || counts.includes(undefined)) return undefined;
  return counts.reduce<number>((sum, n) => sum + n!, 0) > 1 || { reason: `${members[0]!.ref.name} is its only instance`, at: members[0]!.at };
};

/** Every location that the registry is copied to counts as well. */
const everyReplica: Judge = (object) => {
  for (const replica of elementsOf(given(object, 'georeplications'))) {
    const zones = given(replica, 'zone_redundancy_enabled');
    if (zones === undefined || plain(zones) === false) return { reason: `zone_redundancy_enabled of a replica is ${zones === undefined ? 'not set' : 'false'}`, at: zones?.at ?? replica.at };
  }
  return true;
};

const single = (object: CloudObjectFact, argumentName: string): boolean => plain(given(object, argumentName)) === 1;
const inOneZone = (name: string): string => `if the zone that ${name} runs in fails, its data cannot be reached until somebody restores it elsewhere`;
const onOneNode = (name: string): string => `if the one node of ${name} fails, what it holds is lost or unreachable until a new one is filled`;
const memcached = (object: CloudObjectFact): boolean => textAt(object, 'engine') !== 'memcached' || single(object, 'num_cache_nodes') || given(object, 'num_cache_nodes') === undefined;
const isReplica = (object: CloudObjectFact, _: readonly CloudObject[]): boolean => given(object, 'master_instance_name') !== undefined;

export const CHECKS: readonly CloudCheck[] = [
  { name: 'rds-instance', peers: ['checkov/CKV_AWS_157', 'kics/rds-multi-az'], types: ['aws_db_instance'], judge: unless(belongsToAnother, argument('multi_az|MultiAZ', isTrue, false)), says: inOneZone, fix: 'Keep a standby of the database in a second zone.', lines: { hcl: 'multi_az = true', yaml: 'MultiAZ: true' } },
  { name: 'database-cluster', peers: [], types: ['aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster'], judge: twoMembers('aws_rds_cluster_instance', 'aws_docdb_cluster_instance', 'aws_neptune_cluster_instance', 'aws_db_instance'), says: (name) => `if the only instance of ${name} fails, nobody reads or writes until a new one has started`, fix: 'Give the cluster a second instance in another zone, which takes over.' },
  { name: 'cache-failover', peers: ['checkov/CKV2_AWS_50'], types: ['aws_elasticache_replication_group'], judge: argument('automatic_failover_enabled', isTrue, false), says: (name) => `if the primary of ${name} fails, nobody takes over`, fix: 'Let a replica in another zone take over by itself.', lines: { hcl: 'automatic_failover_enabled = true\nmulti_az_enabled           = true', yaml: 'AutomaticFailoverEnabled: true\nMultiAZEnabled: true' } },
  { name: 'cache-nodes', peers: ['kics/6db03a91', 'kics/elasticache-nodes-not-created-across-multi-az'], types: ['aws_elasticache_cluster'], judge: unless(memcached, argument('az_mode|AZMode', oneOf('cross-az'), false)), says: (name) => `if the zone of ${name} fails, all its nodes are gone at once`, fix: 'Spread the nodes over several zones.', lines: { hcl: 'az_mode = "cross-az"', yaml: 'AZMode: cross-az' } },
  { name: 'message-broker', peers: [], types: ['aws_mq_broker'], judge: argument('deployment_mode', noneOf('SINGLE_INSTANCE'), false), says: onOneNode, fix: 'Deploy the broker with a standby or as a cluster.', lines: { hcl: 'deployment_mode = "ACTIVE_STANDBY_MULTI_AZ"', yaml: 'DeploymentMode: ACTIVE_STANDBY_MULTI_AZ' } },
  { name: 'cloud-sql', peers: [], types: ['google_sql_database_instance'], judge: unless(isReplica, argument('settings.availability_type', oneOf('REGIONAL'), false)), says: inOneZone, fix: 'Keep a standby of the database in a second zone.', lines: { hcl: 'settings {\n  availability_type = "REGIONAL"\n}' } },
  { name: 'memorystore', peers: [], types: ['google_redis_instance'], judge: argument('tier', oneOf('STANDARD_HA'), false), says: onOneNode, fix: 'Use the tier with a replica and failover.', lines: { hcl: 'tier = "STANDARD_HA"' } },
  { name: 'azure-flexible-server', peers: [], types: ['azurerm_postgresql_flexible_server', 'azurerm_mysql_flexible_server'], judge: unless((o) => /replica/i.test(textAt(o, 'create_mode') ?? ''), argument('high_availability.mode', oneOf('ZoneRedundant'), false)), says: inOneZone, fix: 'Keep a standby of the server in a second zone.', lines: { hcl: 'high_availability {\n  mode = "ZoneRedundant"\n}' } },
  { name: 'azure-redis', peers: ['checkov/CKV_AZURE_230'], types: ['azurerm_redis_cache'], judge: argument('sku_name', oneOf('Standard', 'Premium'), false), says: onOneNode, fix: 'Use a tier with a replica.', lines: { hcl: 'sku_name = "Standard"' } },
  { name: 'azure-sql', peers: ['checkov/CKV_AZURE_229'], types: ['azurerm_mssql_database'], judge: argument('zone_redundant', isTrue, false), says: inOneZone, fix: 'Make the database zone redundant; its tier must support that.', lines: { hcl: 'zone_redundant = true' } },
  { name: 'azure-event-hubs', peers: ['checkov/CKV_AZURE_228'], types: ['azurerm_eventhub_namespace'], judge: either(argument('location', oneOf(...zoneRegions), false), argument('zone_redundant', isTrue, false)), says: (name) => `if one data centre of its region fails, ${name} fails with it`, fix: 'Put the namespace into a region with availability zones; zone redundancy comes with it.' },
  { name: 'azure-registry', peers: ['checkov/CKV_AZURE_233'], types: ['azurerm_container_registry'], judge: both(argument('zone_redundancy_enabled', isTrue, false), everyReplica), severity: 'info', says: (name) => `if the zone of ${name} fails, no node can pull the images that it needs to start again`, fix: 'Make the registry and each of its replicas zone redundant (Premium).', lines: { hcl: 'zone_redundancy_enabled = true' } },
  { name: 'azure-service-plan', peers: ['checkov/CKV_AZURE_225'], types: ['azurerm_service_plan'], judge: argument('zone_balancing_enabled', isTrue, false), severity: 'info', says: (name) => `if one zone fails, all instances of ${name} may be in it`, fix: 'Spread the instances of the plan over zones.', lines: { hcl: 'zone_balancing_enabled = true' } },
  { name: 'azure-app-environment', peers: ['checkov/CKV_AZURE_231'], types: ['azurerm_app_service_environment_v3'], judge: argument('zone_redundant', isTrue, false), severity: 'info', says: (name) => `if the zone of ${name} fails, every app in it fails`, fix: 'Make the environment zone redundant; that is decided when it is created.', lines: { hcl: 'zone_redundant = true' } },
];
