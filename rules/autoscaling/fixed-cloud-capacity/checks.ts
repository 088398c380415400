import { given, isOpen, textAt } from '../../support/cloud-arguments.js';
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

export const CHECKS: readonly CloudCheck[] = [
  { name: 'dynamodb', peers: ['checkov/CKV2_AWS_16'], types: ['aws_dynamodb_table'], judge: scales, says: (name) => `when load grows beyond what was provisioned, ${name} rejects requests`, fix: 'Bill by request, or add a scaling target with a policy.', lines: { hcl: 'billing_mode = "PAY_PER_REQUEST"', yaml: 'BillingMode: PAY_PER_REQUEST' } },
  { name: 'launch-template', peers: ['checkov/CKV_AWS_315'], types: ['aws_autoscaling_group'], judge: launchTemplate, says: (name) => `when its one instance type is short, ${name} does not grow`, fix: 'Start the group from a launch template.', lines: { hcl: 'launch_template {\n  id      = aws_launch_template.NAME.id\n  version = "$Latest"\n}' } },
];
