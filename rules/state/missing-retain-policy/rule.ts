import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-retain-policy',
  theme: 'state',
  severity: 'info',
  summary: 'A CloudFormation template deletes a stateful resource when it replaces or drops it.',
  rationale: `
CloudFormation deletes what a template no longer holds, and, for a change that cannot be made in place, makes a new resource and deletes
the old one. Whether the data survives is decided by two attributes that nobody misses until then: \`DeletionPolicy\` for the first case,
\`UpdateReplacePolicy\` for the second. A table whose key schema was changed in a pull request is replaced within minutes, by an empty one.`,
  fix: `
Set both to \`Retain\`, or to \`Snapshot\` where there is one; \`Delete\` is right for what may go, and says that somebody thought about it.`,
  limits: `
- Only CloudFormation has these attributes; for Terraform see missing-deletion-protection.
- Resources that are refused while they are not empty (buckets, repositories) are not judged. RDS takes a last snapshot by itself
  unless told otherwise, so it is judged only by \`snapshot-by-default\`.
- \`retention\` asks for an explicit retention period of queues, streams and backups, whose default deletes data after some time; it has
  to be named, because the default is fine for most.`,
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
