import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS, ROOT_CHECKS } from './checks.js';
import { checkRoots } from './root.js';

export const rule = defineRule({
  id: 'unpinned-template-dependency',
  theme: 'versions',
  severity: 'warning',
  summary: 'A Terraform module takes whatever version of a provider, module or the tool there is today.',
  rationale: `
Without a version, \`terraform init\` on another machine or another day takes something else. The pipeline that worked on Friday fails on
Monday, in the middle of the change that was to end an incident; or it works and plans to replace what a new major version sees
differently. A module from a branch changes with every commit of somebody else, and no lock file covers modules.`,
  fix: `
Give registry modules a \`version\`, git sources a \`ref\` that is never moved, and the root module \`required_version\` and a version for
each provider. Commit \`.terraform.lock.hcl\`.`,
  limits: `
- Providers and the tool are judged in root modules only, and are information: a committed lock file pins providers as well.
- A range such as \`~> 5.0\` counts as a version. \`module-hash\`, which asks for a commit, has to be named.
- Local modules need no version. A source that nobody can evaluate is unknown.`,
  references: [
    'https://developer.hashicorp.com/terraform/language/modules/sources',
    'https://developer.hashicorp.com/terraform/language/expressions/version-constraints',
    'https://developer.hashicorp.com/terraform/language/files/dependency-lock',
  ],
  peers: [...peersOfChecks(CHECKS), ...Object.entries(ROOT_CHECKS).map(([check, id]) => ({ id, options: { checks: [check] } }))],
  needs: ['cloud-object', 'template'],
  options: { checks: [...namesOfChecks(CHECKS), ...Object.keys(ROOT_CHECKS)] as readonly string[] },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'warning');
    checkRoots(context);
  },
});
