import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-second-region',
  theme: 'redundancy',
  severity: 'info',
  summary: 'What is served or stored has no second origin or copy outside of its region.',
  rationale: `
Regions fail as a whole, rarely and for long: a control plane that stops answering, a bad configuration of the network. What has its only
copy there waits until the region is back. A content network with one origin behind it has cached pages to show and nothing for the rest.`,
  fix: `
Decide first how long the business can do without; most systems can wait for a region, and then there is nothing to do. Otherwise give
the distribution an origin group, replicate what cannot be made anew, and try the switch once a quarter.`,
  limits: `
Off by default, because a second region is a decision and not an oversight. Cache tiers without any replica are reported by
single-zone-datastore. A replication rule in another stack is not seen.`,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
    'https://learn.microsoft.com/azure/storage/common/storage-redundancy',
    'https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication',
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
