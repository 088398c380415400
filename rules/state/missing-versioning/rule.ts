import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-versioning',
  theme: 'state',
  severity: 'info',
  summary: 'A bucket keeps no older versions, so that an overwritten or deleted object is gone.',
  rationale: `
Object stores replicate what they are told, deletions too. A script with the wrong prefix, a lifecycle rule that matches too much or
a service that writes an empty file over a good one needs a second, and no copy in another zone helps. With versioning the old object
is still there and is put back by a copy.`,
  fix: `
Keep versions, and let a lifecycle rule remove those that are older than a mistake takes to be noticed, so that they do not cost for
ever.`,
  limits: `
- It is information: a bucket for logs or build artefacts can do without.
- Versioning that a resource of its own turns on counts when it names the bucket, by reference or by its name. In another stack it is
  not seen.
- Suspended versioning counts as none. Variables that nobody can evaluate are unknown.`,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
    'https://cloud.google.com/storage/docs/object-versioning',
    'https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
