import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks, severityByUse } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'single-zone-datastore',
  theme: 'redundancy',
  severity: 'warning',
  summary: 'A managed database, cache or broker has no second copy in another zone that takes over.',
  rationale: `
A managed service replaces a broken disk or host by itself, but only inside what it was asked for. A database that was asked for in
one zone shares its power, cooling and network with everything else there. When the zone goes, and every provider has lost zones
for hours, there is no standby to promote: somebody restores the last backup in another zone, under pressure, while every service
that keeps data in it waits. The same holds on a quiet night, because patches of the engine restart the only instance.

Redundant services above do not help: three replicas over three zones all need the one database.`,
  fix: `
Ask for the standby: \`multi_az\`, automatic failover, a second cluster member, the regional or zone redundant tier. It costs about as
much as the first copy, so decide it for what users wait for; tag what may fail as \`environment = "dev"\`, and it is information.`,
  limits: `
- Read replicas, members of an Aurora cluster and replicas of Cloud SQL are not judged: the database that they copy is.
  Other tools report replicas too, although a replica is the second copy.
- A cluster counts its instances in the same stack. Where none is there, or their number is not known, it stays quiet. Serverless
  engines keep several copies by design.
- Variables without a default and expressions that nobody can evaluate are unknown, and so are the insides of modules from a registry.
- A datastore that nothing in the graph needs is information, and so is every stack or resource for development or tests.
- Event Hubs namespaces are zone redundant by their region alone since 2024; a list of regions decides, or the older argument.`,
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
    'https://cloud.google.com/sql/docs/mysql/high-availability',
    'https://learn.microsoft.com/azure/reliability/availability-zones-overview',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, severityByUse(context));
  },
});
