import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { elementsOf, given, isOpen, plain, textAt } from '../../support/cloud-arguments.js';
import { argument, atLeast, tiedTo, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

const isDaemon = (object: CloudObjectFact): boolean => /^DAEMON$/i.test(textAt(object, 'scheduling_strategy') ?? '');
const ignoresCount = (object: CloudObjectFact): boolean => elementsOf(given(object, 'lifecycle.ignore_changes')).length > 0;

/** What a scaler decides, or somebody outside of the template. */
const scaled = (judge: Judge): Judge => unless((o, among) => isDaemon(o) || ignoresCount(o) || tiedTo(o, among, ['aws_appautoscaling_target']).length > 0, judge);

/** Terraform asks for none where nobody says; CloudFormation for one. */
const none: Judge = (object, among) => argument('desired_count|DesiredCount', atLeast(1), object.language === 'cloudformation', 'is not set, which means 0')(object, among);

const rollingSaid = (object: CloudObjectFact): boolean => given(object, 'deployment_maximum_percent|deployment_minimum_healthy_percent') !== undefined;

const withBalancer: Judge = (object, among) => {
  const arguments_ = [given(object, 'load_balancers|LoadBalancerNames'), given(object, 'target_group_arns|TargetGroupARNs'), given(object, 'traffic_source')];
  if (arguments_.some((one) => isOpen(one) || elementsOf(one).length > 0)) return true;
  if (tiedTo(object, among, ['aws_autoscaling_attachment', 'aws_autoscaling_traffic_source_attachment']).length > 0) return true;
  return { reason: 'it has neither load balancers nor target groups', at: object.at };
};

/** Its task ends before the next one starts: no two are wanted. */
const isSingleton = (object: CloudObjectFact): boolean => Number(textAt(object, 'deployment_maximum_percent|deployment_configuration.maximum_percent')) <= 100 && textAt(object, 'deployment_minimum_healthy_percent|deployment_configuration.minimum_healthy_percent') === '0';

const gap = (name: string): string => `each time that the one instance of ${name} is replaced, requests fail`;
const is = (count: number): Judge => (object, among) => argument('desired_count|DesiredCount', (n) => Number(n) !== count, true)(object, among);
const planOfNone = (object: CloudObjectFact): boolean => /^(?:Y1|FC1|EP|WS)/i.test(String(plain(given(object, 'sku_name')) ?? ''));

export const CHECKS: readonly CloudCheck[] = [
  { name: 'ecs-none', peers: ['kics/91f16d09', 'kics/ecs-service-without-running-tasks'], types: ['aws_ecs_service'], judge: unless(rollingSaid, scaled(none)), says: (name) => `${name} is deployed and runs no task`, fix: 'Ask for tasks.', lines: { hcl: 'desired_count = 2', yaml: 'DesiredCount: 2' } },
  { name: 'ecs-one', peers: [], types: ['aws_ecs_service'], judge: unless(isSingleton, scaled(is(1))), says: gap, fix: 'Run two tasks.', lines: { hcl: 'desired_count = 2', yaml: 'DesiredCount: 2' } },
  { name: 'auto-scaling-group', peers: [], types: ['aws_autoscaling_group'], judge: argument('min_size', atLeast(2), true), says: gap, fix: 'Let the group not go below two.', lines: { hcl: 'min_size = 2', yaml: 'MinSize: "2"' } },
  { name: 'group-without-balancer', onDemand: true, peers: ['kics/8e94dced', 'kics/auto-scaling-group-with-no-associated-elb'], types: ['aws_autoscaling_group'], judge: withBalancer, says: (name) => `requests do not reach the other instances of ${name} when one fails`, fix: 'Register the group with a target group.', lines: { hcl: 'target_group_arns = [aws_lb_target_group.NAME.arn]' } },
  { name: 'azure-service-plan', peers: ['checkov/CKV_AZURE_212'], types: ['azurerm_service_plan'], judge: unless(planOfNone, argument('worker_count', atLeast(2), false)), says: gap, fix: 'Run two workers.', lines: { hcl: 'worker_count = 2' } },
];
