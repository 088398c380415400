import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import type { CloudObject } from '../../../analyzer/system/system.js';
import { elementsOf, given, isOpen, plain, refsIn } from '../../support/cloud-arguments.js';
import { unless, type CloudCheck, type Judge, type Verdict } from '../../support/cloud-checks.js';

const ATTACHMENTS = ['aws_autoscaling_attachment', 'aws_autoscaling_traffic_source_attachment'];
const isBehindBalancer = (object: CloudObjectFact): boolean => ['load_balancers|LoadBalancerNames', 'target_group_arns|TargetGroupARNs', 'traffic_source'].some((name) => isOpen(given(object, name)) ? refsIn(given(object, name)).length > 0 : elementsOf(given(object, name)).length > 0);

/** `ELB`, alone or among others. */
const asksBalancer = (group: CloudObjectFact): Verdict => {
  const type = given(group, 'health_check_type');
  if (type === undefined) return { reason: 'health_check_type is not set, which means EC2', at: group.at };
  if (isOpen(type)) return undefined;
  const types = String(plain(type)).split(',').map((one) => one.trim());
  return types.includes('ELB') || types.includes('VPC_LATTICE') || { reason: `health_check_type is ${String(plain(type))}`, at: type.at };
};

const groupsOf = (attachment: CloudObjectFact, among: readonly CloudObject[]): readonly CloudObjectFact[] => {
  const refs = refsIn(given(attachment, 'autoscaling_group_name'));
  return among.filter(({ fact }) => fact.type === 'aws_autoscaling_group' && refs.includes(fact.address)).map(({ fact }) => fact);
};

const attached: Judge = (attachment, among) => {
  const [group] = groupsOf(attachment, among);
  return group === undefined ? undefined : asksBalancer(group);
};

/** The default check asks for / or opens a connection; Checkov wants one that is written. */
const checkWritten: Judge = (attachment, among) => {
  const refs = ['lb_target_group_arn|alb_target_group_arn', 'elb'].flatMap((name) => refsIn(given(attachment, name)));
  const silent = among.find(({ fact }) => refs.includes(fact.address) && given(fact, 'health_check') === undefined);
  return silent === undefined || { reason: `${silent.fact.ref.name} has no health_check`, at: silent.fact.at };
};

const exclusive: Judge = (group) => {
  const type = given(group, 'health_check_type');
  const types = String(plain(type) ?? '').split(',').map((one) => one.trim());
  return type === undefined || !(types.length > 1 && types.includes('EC2')) || { reason: `health_check_type is ${types.join(',')}`, at: type.at };
};

const says = (name: string): string => `an instance behind ${name} whose service is dead is taken out and never replaced`;
const lines = { hcl: 'health_check_type         = "ELB"\nhealth_check_grace_period = 300', yaml: 'HealthCheckType: ELB\nHealthCheckGracePeriod: 300' };

export const CHECKS: readonly CloudCheck[] = [
  { name: 'attachment', peers: ['checkov/CKV2_AWS_15'], types: ATTACHMENTS, judge: attached, says, fix: 'Let the group ask the load balancer.', lines },
  { name: 'attachment-check', onDemand: true, peers: ['checkov/CKV2_AWS_15'], types: ATTACHMENTS, judge: checkWritten, says: (name) => `what is attached by ${name} is checked by guesswork`, fix: 'Write a health check.', lines: { hcl: 'health_check {\n  path = "/healthz"\n}' } },
  { name: 'group', peers: [], types: ['aws_autoscaling_group'], judge: unless((o) => !isBehindBalancer(o), asksBalancer), says, fix: 'Let the group ask the load balancer.', lines },
  { name: 'combination', peers: ['cfn-lint/E3056'], types: ['aws_autoscaling_group'], judge: exclusive, says: (name) => `${name} cannot be made`, fix: 'Name ELB without EC2; the machine is checked in any case.', lines },
];
