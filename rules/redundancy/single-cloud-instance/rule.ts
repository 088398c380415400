import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { missed } from '../../support/redundancy.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'single-cloud-instance',
  theme: 'redundancy',
  severity: 'info',
  summary: 'A service of a cloud platform runs at one instance or none.',
  rationale: `
Instances of a platform are replaced, moved and patched like any other. With one of them every replacement is a gap: requests fail until
a new one is there and warm. With none wanted, as the default of some templates is, a service that looks deployed never answers.`,
  fix: `
Run at least two instances, in different zones, and let the scaler not go below that.`,
  limits: `
- An auto scaling group for batch work is right at zero, and one instance may be wanted where a leader is: this is information. Where
  users lose something with it, \`single-point-of-failure\` says so instead.
- A number that a scaler decides, or that comes from a variable, is unknown. Daemon services run everywhere. An ECS service that
  ends its task before it starts the next (at most 100 %, at least 0 %) is one on purpose.
- Groups without a load balancer (\`group-without-balancer\`) are mostly workers; that check has to be named.`,
  references: [
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
    'https://learn.microsoft.com/azure/reliability/reliability-app-service',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    const told = missed(context);
    runChecks(context, CHECKS, () => 'info', ({ component }) => component !== undefined && told.has(component));
  },
});
