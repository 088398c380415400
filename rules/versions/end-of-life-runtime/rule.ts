import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS, checksOn } from './checks.js';

/** Checkov's list is as of this day, and has one that ended later. */
const CHECKOV = { 'checkov/CKV_AWS_363': { asOf: '2025-08-31', alsoEnded: ['python3.9'] } };

export const rule = defineRule({
  id: 'end-of-life-runtime',
  theme: 'versions',
  severity: 'warning',
  summary: 'A function, database or service runs on something that its provider no longer maintains or soon takes away.',
  rationale: `
A runtime after its end of life gets no fixes, and after some months nothing can be deployed to it any more: the roll-back, the changed
timeout, the new certificate authority are all refused. That is noticed in the middle of an incident, because that is when somebody has to
change a function that nobody touched for two years. Engines of databases go the same way, with an upgrade that the provider forces.`,
  fix: `
Move to a maintained version while nothing is on fire. The version after the next long-term one saves a round.`,
  limits: `
- The dates are those that AWS announced; the option \`asOf\` says for which day they are applied, because a rule does not know what day it
  is. A runtime that is only announced to end after that day stays quiet.
- Checkov's list is of August 2025 with python3.9 besides, and its id runs with that; the three checks of cfn-lint are the three stages
  (end of support, no new functions, no updates) and run as of the default day.
- A runtime without updates or new functions is a warning, one that only lost support is information.
- Previous generations of instances (\`instance-type\`) still run; they are information. They go by name, as \`m3.large\` or \`db.t1.micro\`.
- Engine versions: only whole major versions of RDS and Aurora that are past their standard support are listed.`,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html',
    'https://aws.amazon.com/ec2/previous-generation/',
    'https://docs.aws.amazon.com/general/latest/gr/full_shutdown_services.html',
  ],
  peers: peersOfChecks(CHECKS, CHECKOV),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS), asOf: '2026-11-28', alsoEnded: [] as readonly string[] },
  optionDocs: { checks: checksDoc(CHECKS), asOf: 'The day, as YYYY-MM-DD, for which announced ends of support are applied.', alsoEnded: 'Runtimes that count as unsupported whatever AWS says.' },
  check(context) {
    runChecks(context, checksOn(context.options), () => 'warning');
  },
});
