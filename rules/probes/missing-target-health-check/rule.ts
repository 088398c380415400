import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-target-health-check',
  theme: 'probes',
  severity: 'info',
  summary: 'A load balancer or platform checks its targets by guesswork, because nobody named a path to ask.',
  rationale: `
A target group without a health check of its own asks \`/\`. A service whose start page needs no database answers there while every real
request fails, and one that redirects or wants a login is taken out although it works. App Service without a path asks nobody: an
instance that hangs keeps its share of the traffic until somebody restarts it by hand.`,
  fix: `
Give the service a path that answers 200 when it can serve, and name it.`,
  limits: `
- It is information: the default check works for services that answer on \`/\`.
- Only HTTP and HTTPS target groups have a path; network target groups and functions are not judged.
- Whether the path checks the right things is not seen; liveness-checks-dependency judges that for pods.`,
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    'https://learn.microsoft.com/azure/app-service/monitor-instances-health-check',
    'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
