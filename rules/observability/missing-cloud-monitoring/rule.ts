import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-cloud-monitoring',
  theme: 'observability',
  severity: 'info',
  summary: 'A cloud resource reports less about itself than it could, or keeps its logs for ever.',
  rationale: `
What a provider measures by default is coarse: a value every five minutes, nothing about the processes inside a database host, no trace of
where a request went. An overload that lasts two minutes does not show, and after the outage there is nothing to learn from. Log groups
without a retention period keep everything, until their cost makes somebody delete the wrong ones in a hurry.`,
  fix: `
Turn on what the resource offers where users wait for it: enhanced monitoring of databases, detailed monitoring of machines, tracing of
functions; and say how long logs are kept.`,
  limits: `
Off by default: finer metrics cost, and many teams have agents of their own. For members of a cluster that is monitored as a whole the
instance is judged, because that is where the argument is.`,
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  ],
  off: true,
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
