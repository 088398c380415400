import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'destroy-before-create',
  theme: 'rollout',
  severity: 'info',
  summary: 'A certificate or API deployment that is in use is destroyed before its replacement is there.',
  rationale: `
Terraform replaces what cannot be changed in place by destroying it first. For what a listener or a stage still points to, that either
fails in the middle of a deployment (the certificate is in use, active stages point to the deployment), leaving half of the change applied,
or succeeds and takes the address down until the new one exists.`,
  fix: `
Create the new one first: \`lifecycle { create_before_destroy = true }\`.`,
  limits: `
Only the two kinds of resources are judged where the order is known to matter; for certificates it matters once they are attached.`,
  references: [
    'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy',
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate',
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_deployment',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
