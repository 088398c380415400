import type { CloudReference, CloudSetting } from '../../facts/types.js';
import { typeOf } from './catalogue/index.js';
import { elements, field, numberOf, stringOf } from './field.js';
import type { Followed } from './follow.js';
import { isStandby } from './names.js';
import { allowedBySecurityGroups } from './security-groups.js';
import { originsOf, textOf, type CloudResource, type Entry } from './value.js';

/** What resources that only join two others say: by the address of the component that they say it of. */
export interface Relations {
  readonly references: ReadonlyMap<string, readonly CloudReference[]>;
  readonly settings: ReadonlyMap<string, readonly CloudSetting[]>;
  /** Scaled by a rule of its own. */
  readonly scaled: ReadonlyMap<string, CloudResource>;
  /** Instances that are resources of their own. */
  readonly members: ReadonlyMap<string, readonly CloudResource[]>;
}

interface Join {
  readonly type: string;
  /** Who depends, on what. */
  readonly from: string;
  readonly to: string;
  readonly via: CloudReference['via'];
  readonly dependency: NonNullable<CloudReference['dependency']>;
}

const JOINS: readonly Join[] = [
  { type: 'aws_lambda_event_source_mapping', from: 'function_name', to: 'event_source_arn', via: 'event-source', dependency: 'consumes' },
  { type: 'aws_cloudwatch_event_target', from: 'arn', to: 'rule|event_bus_name', via: 'event-source', dependency: 'consumes' },
  { type: 'aws_s3_bucket_notification', from: 'lambda_function.lambda_function_arn', to: 'bucket', via: 'event-source', dependency: 'consumes' },
  { type: 'aws_s3_bucket_notification', from: 'bucket', to: 'queue.queue_arn|topic.topic_arn', via: 'event-source', dependency: 'publishes' },
  { type: 'aws_api_gateway_integration', from: 'rest_api_id', to: 'uri', via: 'integration', dependency: 'routes' },
  { type: 'aws_api_gateway_method', from: 'rest_api_id', to: 'integration.uri', via: 'integration', dependency: 'routes' },
  { type: 'aws_apigatewayv2_integration', from: 'api_id', to: 'integration_uri', via: 'integration', dependency: 'routes' },
  { type: 'aws_db_proxy_target', from: 'db_proxy_name', to: 'db_instance_identifier|db_cluster_identifier', via: 'argument', dependency: 'stores' },
  { type: 'google_pubsub_subscription', from: 'push_config.push_endpoint', to: 'topic', via: 'subscription', dependency: 'consumes' },
];

export function relationsOf(stack: Followed): Relations {
  const references = new Map<string, CloudReference[]>();
  const settings = new Map<string, CloudSetting[]>();
  const refer = (from: CloudResource, reference: CloudReference): void => void references.set(from.address, [...(references.get(from.address) ?? []), reference]);
  for (const join of JOINS) for (const resource of stack.ofType(join.type)) applyJoin(join, resource, stack, refer);
  for (const resource of stack.ofType('aws_sns_topic_subscription')) subscribe(resource, stack, refer);
  followTargetGroups(stack, refer, settings);
  failOver(stack, refer, settings);
  for (const { from, to, at } of allowedBySecurityGroups(stack)) refer(from, { to: to.address, via: 'security-group', at, note: 'security group' });
  const scaled = new Map(stack.ofType('aws_appautoscaling_target').flatMap((resource) => stack.components(field(resource, 'resource_id')?.value).map((c) => [c.address, resource] as const)));
  const members = new Map<string, CloudResource[]>();
  for (const member of stack.ofType('aws_rds_cluster_instance', 'aws_docdb_cluster_instance', 'aws_db_instance'))
    for (const cluster of stack.components(field(member, 'cluster_identifier|db_cluster_identifier')?.value)) members.set(cluster.address, [...(members.get(cluster.address) ?? []), member]);
  return { references, settings, scaled, members };
}

type Refer = (from: CloudResource, reference: CloudReference) => void;

function applyJoin({ from, to, via, dependency }: Join, resource: CloudResource, stack: Followed, refer: Refer): void {
  const target = field(resource, to);
  for (const dependent of stack.components(field(resource, from)?.value))
    for (const needed of stack.components(target?.value)) refer(dependent, { to: needed.address, via, dependency, at: target!.at, note: `${resource.type} ${resource.label}` });
}

/** Who is code takes from the topic; to a queue the topic hands over. */
function subscribe(resource: CloudResource, stack: Followed, refer: Refer): void {
  const topic = field(resource, 'topic_arn');
  const endpoint = field(resource, 'endpoint');
  for (const source of stack.components(topic?.value))
    for (const target of stack.components(endpoint?.value))
      if (typeOf(target) === 'aws_sqs_queue') refer(source, { to: target.address, via: 'subscription', dependency: 'publishes', at: endpoint!.at, note: 'subscription' });
      else refer(target, { to: source.address, via: 'subscription', dependency: 'consumes', at: topic!.at, note: 'subscription' });
}

/** The record of the same name that answers while the first is unhealthy. */
function failOver(stack: Followed, refer: Refer, settings: Map<string, CloudSetting[]>): void {
  const records = stack.ofType('aws_route53_record');
  const nameOf = (record: CloudResource): string | undefined => textOf(field(record, 'name')?.value);
  for (const standby of records.filter(isStandby))
    for (const primary of records.filter((record) => stack.isComponent(record) && nameOf(record) !== undefined && nameOf(record) === nameOf(standby))) {
      settings.set(primary.address, [{ name: 'dnsFailover', value: { value: true, at: standby.at } }]);
      const target = field(standby, 'alias.name|alias_target.dns_name|records|resource_records');
      for (const component of stack.components(target?.value)) refer(primary, { to: component.address, via: 'target-group', dependency: 'routes', strength: 'soft', at: target!.at, note: 'standby' });
    }
}

// ---------------------------------------------------------------- target groups

const GROUPS = ['aws_lb_target_group', 'aws_alb_target_group'];

/** Load balancer - listener - target group - what registers with it: the first routes to the last. */
function followTargetGroups(stack: Followed, refer: Refer, settings: Map<string, CloudSetting[]>): void {
  const balancers = new Map<string, CloudResource[]>();
  for (const listener of stack.ofType('aws_lb_listener', 'aws_alb_listener', 'aws_lb_listener_rule', 'aws_alb_listener_rule'))
    for (const balancer of stack.components(field(listener, 'load_balancer_arn|listener_arn')?.value))
      for (const origin of originsOf(field(listener, 'default_action|default_actions|action|actions')?.value)) balancers.set(origin.resource, [...(balancers.get(origin.resource) ?? []), balancer]);
  for (const group of stack.ofType(...GROUPS)) for (const balancer of balancers.get(group.address) ?? []) settings.set(balancer.address, [...(settings.get(balancer.address) ?? []), ...healthCheck(group)]);
  const attach = (target: CloudResource, entry: Entry | undefined): void => {
    for (const origin of originsOf(entry?.value)) {
      const direct = stack.byAddress.get(origin.resource);
      const from = direct && stack.isComponent(direct) ? [direct] : (balancers.get(origin.resource) ?? []);
      for (const balancer of new Set(from)) refer(balancer, { to: target.address, via: 'target-group', dependency: 'routes', at: entry!.at, note: 'target group' });
    }
  };
  for (const service of stack.ofType('aws_ecs_service')) for (const block of elements(field(service, 'load_balancer|load_balancers')?.value)) attach(service, field(block, 'target_group_arn|elb_name'));
  for (const group of stack.ofType('aws_autoscaling_group')) attach(group, field(group, 'target_group_arns|load_balancers'));
  for (const joiner of stack.ofType('aws_lb_target_group_attachment', 'aws_alb_target_group_attachment', 'aws_autoscaling_attachment'))
    for (const target of stack.components(field(joiner, 'target_id|autoscaling_group_name')?.value)) attach(target, field(joiner, 'target_group_arn|lb_target_group_arn|alb_target_group_arn'));
}

function healthCheck(group: CloudResource): CloudSetting[] {
  const path = stringOf(field(group, 'health_check.path|health_check_path'));
  const rows: CloudSetting[] = path ? [{ name: 'healthCheckPath', value: path }] : [];
  for (const [name, from] of [['healthCheckTimeout', 'health_check.timeout|health_check_timeout_seconds'], ['healthCheckInterval', 'health_check.interval|health_check_interval_seconds'], ['unhealthyThreshold', 'health_check.unhealthy_threshold|unhealthy_threshold_count'], ['deregistrationDelaySeconds', 'deregistration_delay']] as const) {
    const value = numberOf(field(group, from));
    if (value) rows.push({ name, value });
  }
  return rows;
}
