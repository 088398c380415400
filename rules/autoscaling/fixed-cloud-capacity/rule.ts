import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'fixed-cloud-capacity',
  theme: 'autoscaling',
  severity: 'info',
  summary: 'A table or group has a capacity that nothing adapts, or is made in a way that cannot be adapted.',
  rationale: `
Provisioned capacity is a promise of how busy a table will be. When a sale or a retry storm goes beyond it, the table rejects requests
with an error, the callers retry, and the retries take what is left. Nobody is at the dial at that moment.

Groups that start from a launch configuration cannot mix instance types or purchase options, and AWS adds no new ones to it: when the one
type is short in a zone, the group does not grow. A group whose minimum is its maximum does not grow either, whatever policy it has.`,
  fix: `
Use on-demand billing, or a scaling target with a policy. Start groups from a launch template.`,
  limits: `
- It is information: a steady load with room is served well by a fixed capacity.
- A scaling target counts when it refers to the table. Tables whose billing mode is unknown are not judged.`,
  references: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html',
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
