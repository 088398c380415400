import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'machine-only-health-check',
  theme: 'probes',
  severity: 'warning',
  summary: 'An auto scaling group behind a load balancer replaces broken machines only, never those whose service is broken.',
  rationale: `
A group that checks with \`EC2\` asks whether the machine runs. The load balancer asks whether the service answers, and takes out what
does not. Left alone, the two disagree for ever: a process that died or ran out of memory is out of the rotation, its machine is
healthy, so nothing replaces it. Each such instance is capacity that is paid for and does not serve, until the last ones carry all
the load, and fail under it.`,
  fix: `
Let the group ask the load balancer as well, with a grace period that is longer than the service takes to start.`,
  limits: `
- Only groups that the same stack attaches to a load balancer or target group are judged. A type that comes from a variable is unknown.
- The attachment is reported where there is one, as Checkov does; the group where it names its target groups itself.
- Types that cannot be combined (\`EC2\` together with others) are refused by the service when the stack is made.`,
  references: [
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
