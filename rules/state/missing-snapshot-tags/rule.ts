import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-snapshot-tags',
  theme: 'state',
  severity: 'info',
  summary: 'Snapshots of a database do not carry its tags.',
  rationale: `
Retention, cost and who may restore are often decided by tags. A snapshot without them is kept for ever or swept away by the job that
removes what nobody owns, and in the night when it is needed nobody finds it among hundreds.`,
  fix: `
Let the database copy its tags to its snapshots.`,
  limits: `
Off by default: it matters only where tags decide. Clusters of DocumentDB and Neptune and members of Aurora clusters are not judged.`,
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html',
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
