import { argument, isTrue, type CloudCheck } from '../../support/cloud-checks.js';

const judge = argument('lifecycle.create_before_destroy', isTrue, false);
const fix = 'Create the new one before the old one is destroyed.';
const lines = { hcl: 'lifecycle {\n  create_before_destroy = true\n}' };

export const CHECKS: readonly CloudCheck[] = [
  { name: 'certificate', peers: ['tflint/aws_acm_certificate_lifecycle'], types: ['aws_acm_certificate'], judge, says: (name) => `a change of ${name} fails halfway, because the certificate is in use`, fix, lines },
  { name: 'api-deployment', peers: ['checkov/CKV_AWS_217'], types: ['aws_api_gateway_deployment'], judge, says: (name) => `a change of ${name} fails halfway, because a stage points to it`, fix, lines },
];
