import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { given, isOpen, refsIn, textAt } from '../../support/cloud-arguments.js';
import { tiedTo, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

/** On demand; or a target that names the table, with a policy that names the target. */
const scales: Judge = (object, among) => {
  const mode = given(object, 'billing_mode');
  if (isOpen(mode) || /^PAY_PER_REQUEST$/i.test(textAt(object, 'billing_mode') ?? '')) return isOpen(mode) ? undefined : true;
  const targets = tiedTo(object, among, ['aws_appautoscaling_target', 'AWS::ApplicationAutoScaling::ScalableTarget']);
  const followed = targets.some((target) => tiedTo(target, among, ['aws_appautoscaling_policy', 'AWS::ApplicationAutoScaling::ScalingPolicy']).length > 0);
  return followed || { reason: mode === undefined ? 'billing_mode is not set, which means provisioned' : 'billing_mode is PROVISIONED', at: mode?.at ?? object.at };
};

const launchTemplate: Judge = (object) => given(object, 'launch_template|mixed_instances_policy.launch_template|LaunchTemplate|MixedInstancesPolicy.LaunchTemplate') !== undefined || { reason: 'it has no launch template', at: object.at };

/** Its sizes, where both are known. */
const sizesOf = (group: CloudObjectFact): readonly [least: number, most: number] | undefined => {
  const [least, most] = ['min_size', 'max_size'].map((name) => Number(textAt(group, name)));
  return Number.isFinite(least) && Number.isFinite(most) ? [least!, most!] : undefined;
};

const range: Judge = (group) => {
  const sizes = sizesOf(group);
  return sizes && (sizes[1] >= sizes[0] || { reason: `its maximum of ${sizes[1]} is below its minimum of ${sizes[0]}`, at: given(group, 'max_size')!.at });
};

const TRACKING = new Set(['aws_autoscaling_policy', 'AWS::AutoScaling::ScalingPolicy']);

/** What a policy is to keep at a target must be able to grow. */
const tracked: Judge = (group, among) => {
  const policies = among.filter(({ fact }) => TRACKING.has(fact.type) && textAt(fact, 'policy_type') === 'TargetTrackingScaling' && refsIn(given(fact, 'autoscaling_group_name')).includes(group.address));
  const sizes = sizesOf(group);
  if (policies.length === 0 || sizes === undefined) return undefined;
  return sizes[0] < sizes[1] || { reason: `its minimum is ${sizes[0]} and its maximum ${sizes[1]}, so the policy ${policies[0]!.fact.ref.name} has no room`, at: given(group, 'max_size')!.at };
};

export const CHECKS: readonly CloudCheck[] = [
  { name: 'dynamodb', peers: ['checkov/CKV2_AWS_16'], types: ['aws_dynamodb_table'], judge: scales, says: (name) => `when load grows beyond what was provisioned, ${name} rejects requests`, fix: 'Bill by request, or add a scaling target with a policy.', lines: { hcl: 'billing_mode = "PAY_PER_REQUEST"', yaml: 'BillingMode: PAY_PER_REQUEST' } },
  { name: 'launch-template', peers: ['checkov/CKV_AWS_315'], types: ['aws_autoscaling_group'], judge: launchTemplate, says: (name) => `when its one instance type is short, ${name} does not grow`, fix: 'Start the group from a launch template.', lines: { hcl: 'launch_template {\n  id      = aws_launch_template.NAME.id\n  version = "$Latest"\n}' } },
  { name: 'range', peers: ['cfn-lint/E3706'], types: ['aws_autoscaling_group'], judge: range, says: (name) => `${name} cannot be made`, fix: 'Let the maximum be at least the minimum.' },
  { name: 'tracking', peers: ['cfn-lint/E3712'], types: ['aws_autoscaling_group'], judge: tracked, says: (name) => `${name} never adds an instance`, fix: 'Raise the maximum of the group to what the peak needs.' },
];
