import { kindOf, typeOf } from './catalogue/index.js';
import { field } from './field.js';
import { originsOf, type CloudResource, type CloudValue, type Origin } from './value.js';

/** All resources of a stack, with a way from a value to the components that it leads to. */
export interface Followed {
  readonly resources: readonly CloudResource[];
  readonly byAddress: ReadonlyMap<string, CloudResource>;
  readonly ofType: (...types: readonly string[]) => readonly CloudResource[];
  readonly isComponent: (resource: CloudResource) => boolean;
  /** Components that a value names by an attribute that says where they are. */
  readonly components: (value: CloudValue | undefined) => readonly CloudResource[];
  readonly componentsOf: (origin: Origin) => readonly CloudResource[];
}

/** Resources that stand for another: the argument that leads to it. */
const CARRIERS: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret_version: 'secret_string', aws_ssm_parameter: 'value|insecure_value', aws_route53_record: 'alias.name|alias_target.dns_name|records|resource_records',
  aws_rds_cluster_instance: 'cluster_identifier|db_cluster_identifier', aws_rds_cluster_endpoint: 'cluster_identifier', aws_docdb_cluster_instance: 'cluster_identifier|db_cluster_identifier',
  aws_db_proxy_endpoint: 'db_proxy_name', aws_lambda_alias: 'function_name', aws_lambda_function_url: 'function_name|target_function_arn', aws_lambda_version: 'function_name',
  aws_api_gateway_stage: 'rest_api_id', aws_api_gateway_deployment: 'rest_api_id', aws_api_gateway_resource: 'rest_api_id', aws_apigatewayv2_stage: 'api_id', aws_apigatewayv2_integration: 'integration_uri',
  aws_lb_listener: 'load_balancer_arn', aws_alb_listener: 'load_balancer_arn', aws_lb_listener_rule: 'listener_arn', aws_apprunner_vpc_ingress_connection: 'service_arn',
  aws_launch_template: 'user_data|launch_template_data.user_data', aws_launch_configuration: 'user_data|user_data_base64',
  aws_appconfig_environment: 'application_id', aws_appconfig_configuration_profile: 'application_id', aws_cloudwatch_event_rule: 'event_bus_name', aws_sns_topic_subscription: 'topic_arn', aws_kinesis_stream_consumer: 'stream_arn', aws_s3_access_point: 'bucket',
  google_sql_database: 'instance', google_sql_user: 'instance', google_pubsub_subscription: 'topic', google_secret_manager_secret_version: 'secret_data',
  google_compute_backend_service: 'backend', google_compute_region_backend_service: 'backend', google_compute_backend_bucket: 'bucket_name', google_compute_region_target_http_proxy: 'url_map', google_compute_region_target_https_proxy: 'url_map', google_compute_region_network_endpoint_group: 'cloud_run.service|cloud_function.function',
  google_compute_target_http_proxy: 'url_map', google_compute_target_https_proxy: 'url_map', google_cloud_run_domain_mapping: 'spec.route_name',
  kubernetes_secret: 'data', kubernetes_secret_v1: 'data', kubernetes_config_map: 'data', kubernetes_config_map_v1: 'data',
  azurerm_servicebus_queue: 'namespace_id', azurerm_servicebus_topic: 'namespace_id', azurerm_eventhub: 'namespace_id|namespace_name', azurerm_mssql_database: 'server_id', azurerm_sql_database: 'server_name',
  azurerm_postgresql_flexible_server_database: 'server_id', azurerm_mysql_flexible_database: 'server_name', azurerm_storage_container: 'storage_account_name|storage_account_id', azurerm_key_vault_secret: 'value',
  azurerm_cosmosdb_sql_database: 'account_name', azurerm_servicebus_namespace_authorization_rule: 'namespace_id',
};

/** Resources that others fill or register with: who does, and by which argument. */
const FILLED_BY: Readonly<Record<string, readonly [type: string, argument: string]>> = {
  aws_secretsmanager_secret: ['aws_secretsmanager_secret_version', 'secret_id'],
  google_secret_manager_secret: ['google_secret_manager_secret_version', 'secret'],
  aws_service_discovery_service: ['aws_ecs_service', 'service_registries.registry_arn'],
};

/** Part of another component of the same type when this argument leads to one. */
const PART_OF: Readonly<Record<string, string>> = {
  google_compute_forwarding_rule: 'target', google_compute_global_forwarding_rule: 'target',
  aws_elasticache_cluster: 'replication_group_id', aws_db_instance: 'db_cluster_identifier',
};

/** Attributes that say something about a resource, and not where it is. */
const NOT_AN_ADDRESS = /(?:^|[._])(?:user(?:name)?|pass(?:word)?|database(?:_name)?|db_name|tags(?:_all)?|region|engine|engine_version|account_id|role|role_arn|policy(?:_arn)?|security_groups?(?:_ids?)?|vpc_id|subnets?(?:_ids)?|principal_id|kms_key_id|certificate\w*|oidc\w*|zone_id)(?:$|\.)/i;

export const isPort = (origin: Origin): boolean => /(?:^|[._])port$/i.test(origin.attribute);

export function followed(resources: readonly CloudResource[]): Followed {
  const byAddress = new Map(resources.map((r) => [r.address, r]));
  const byType = new Map<string, CloudResource[]>();
  for (const resource of resources) byType.set(typeOf(resource), [...(byType.get(typeOf(resource)) ?? []), resource]);
  const ofType: Followed['ofType'] = (...types) => types.flatMap((type) => byType.get(type) ?? []);
  const isComponent = (resource: CloudResource): boolean => kindOf(resource) !== undefined && !leadsToSibling(resource);
  const leadsToSibling = (resource: CloudResource): boolean => {
    const argument = PART_OF[typeOf(resource)];
    return argument !== undefined && originsOf(field(resource, argument)?.value).length > 0;
  };
  const follow = (origin: Origin, seen: ReadonlySet<string>): readonly CloudResource[] => {
    const resource = byAddress.get(origin.resource);
    if (!resource || seen.has(resource.address) || seen.size > 10 || NOT_AN_ADDRESS.test(origin.attribute)) return [];
    if (isComponent(resource)) return isPort(origin) ? [] : [resource];
    const deeper = new Set(seen).add(resource.address);
    const all = (value: CloudValue | undefined) => originsOf(value).flatMap((o) => follow(o, deeper));
    const type = typeOf(resource);
    const argument = CARRIERS[type] ?? PART_OF[type];
    if (argument !== undefined) return all(field(resource, argument)?.value);
    const filled = FILLED_BY[type];
    if (!filled) return [];
    const fillers = ofType(filled[0]).filter((r) => originsOf(field(r, filled[1])?.value).some((o) => o.resource === resource.address));
    return fillers.flatMap((r) => (isComponent(r) ? [r] : follow({ resource: r.address, attribute: '' }, deeper)));
  };
  const componentsOf: Followed['componentsOf'] = (origin) => [...new Set(follow(origin, new Set()))];
  return { resources, byAddress, ofType, isComponent, componentsOf, components: (value) => [...new Set(originsOf(value).flatMap(componentsOf))] };
}

/** What a reference to a stored value reads: `ARN:key::` of a secret is the value of that key. */
export function storedValue(value: CloudValue, { byAddress, ofType }: Followed): CloudValue | undefined {
  const origin = originsOf(value).find((o) => ['aws_secretsmanager_secret', 'aws_secretsmanager_secret_version', 'aws_ssm_parameter', 'google_secret_manager_secret', 'google_secret_manager_secret_version', 'azurerm_key_vault_secret'].includes(typeAt(o, byAddress)));
  const resource = origin && byAddress.get(origin.resource);
  if (!resource) return undefined;
  const [type, argument] = FILLED_BY[typeOf(resource)] ?? [];
  const holder = type === undefined ? resource : ofType(type).find((r) => originsOf(field(r, argument!)?.value).some((o) => o.resource === resource.address));
  const stored = holder && field(holder, CARRIERS[typeOf(holder)]!)?.value;
  const key = value.is === 'text' ? /^:([^:]+):/.exec(String(value.parts.findLast((p) => p.is === 'scalar')?.value ?? ''))?.[1] : undefined;
  return key === undefined ? stored : field(stored, key)?.value;
}

const typeAt = (origin: Origin, byAddress: ReadonlyMap<string, CloudResource>): string => {
  const resource = byAddress.get(origin.resource);
  return resource ? typeOf(resource) : '';
};

