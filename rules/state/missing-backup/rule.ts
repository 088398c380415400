import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks, severityByUse } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-backup',
  theme: 'state',
  severity: 'warning',
  summary: 'A managed datastore keeps no backup that its data could be restored from.',
  rationale: `
Replication is no backup: a wrong \`DELETE\`, a migration that went wrong or a stolen key reaches every copy within a second. What
brings the data back is an older copy, and it exists only where somebody asked for one. Several services take none unless they are
told to: an RDS instance from Terraform keeps backups for zero days, a DynamoDB table has no point in time to go back to.

One bad deployment is then not an outage of an hour but a loss for good, of everything that every service kept there.`,
  fix: `
Turn on automatic backups and keep them for longer than a mistake takes to be noticed, a week at the least; practise restoring.`,
  limits: `
- What is switched off is reported, and what is off where nobody says. For RDS in CloudFormation and for clusters one day is the
  platform's default, so silence is fine there; the checks \`rds-short\` and \`documentdb-short\` ask for more.
- Read replicas take no backups of their own. Caches are judged only by \`cache\`, which has to be named.
- Clusters with automatic backups do not need AWS Backup as well; \`aws-backup-rds\` asks for it. A volume or file system counts as
  backed up when a plan names it; plans that select by tags, and lifecycle policies for snapshots, may cover it, so it stays quiet.
- Dumps that a job takes, and plans of another account, are not seen. A datastore that nothing in the graph needs is information.`,
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance#backup_retention_period-1',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html',
    'https://cloud.google.com/sql/docs/mysql/backup-recovery/backups',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, severityByUse(context));
  },
});
