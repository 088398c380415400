import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-deletion-protection',
  theme: 'state',
  severity: 'info',
  summary: 'One wrong plan or click deletes a datastore or load balancer, because nothing asks twice.',
  rationale: `
Templates delete what they no longer mention. Renaming a module, changing a property that cannot be changed in place or running the
plan of the wrong workspace is enough for a database to be destroyed and made anew, empty. The tool does exactly what it was told,
within seconds, and everything that needs the datastore fails with it. Deletion protection turns that mistake into an error message:
it has to be switched off first, in a change of its own that somebody reviews.`,
  fix: `
Set the argument; or, where a resource has none, \`lifecycle { prevent_destroy = true }\`. Stacks that are meant to come and go can
say so by a variable.`,
  limits: `
- It is information everywhere: nothing is broken today.
- \`lifecycle { prevent_destroy = true }\` counts as protection. Read replicas and members of a cluster are not judged.
- Where the provider protects by default (Cloud Spanner, Bigtable, BigQuery, QLDB), only what is switched off is reported. Checkov
  reports Bigtable and BigQuery also where nobody wrote the argument; \`bigtable-unset\` and \`bigquery-unset\` do the same.`,
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_instance',
    'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
    'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
