import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'zone-bound-load-balancer',
  theme: 'redundancy',
  severity: 'info',
  summary: 'A load balancer keeps traffic in the zone where it arrived, or lives in one zone only.',
  rationale: `
A node of a network or classic load balancer sends what it receives to targets of its own zone, unless cross-zone balancing is on. When
the targets of one zone are down or fewer, their zone's share of the traffic still arrives there: users of that share get errors or wait
while targets elsewhere are idle. A load balancer in a single subnet goes with its zone altogether.`,
  fix: `
Turn cross-zone balancing on, or keep enough targets in each zone to carry the zone's share alone. Give the load balancer a subnet in
each zone where its targets are.`,
  limits: `
- Application load balancers balance across zones unless a target group says otherwise, and are not judged for it.
- Classic load balancers made by Terraform do, too; made by CloudFormation they do not, unless told to.
- Traffic between zones costs, and some keep it off on purpose: that is why it is information.
- Subnets that come from a variable or another stack are unknown.`,
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#cross-zone-load-balancing',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
