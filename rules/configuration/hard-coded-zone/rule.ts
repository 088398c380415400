import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'hard-coded-zone',
  theme: 'configuration',
  severity: 'info',
  summary: 'A template names its availability zone in so many letters.',
  rationale: `
Zone names differ between regions, and \`eu-west-1a\` is another building for another account. A template that names one works where it
was written and fails where it is needed most: in the second region, on the day when the first one is down. It also hides that everything
that it makes is in that one zone.`,
  fix: `
Take the zone from a parameter, or pick one by number from those that the account has: \`!Select [0, !GetAZs ""]\`, or
\`data.aws_availability_zones.available.names[0]\`.`,
  limits: `
- It is information: a system that is at home in one region may name its zones.
- For Terraform, subnets and volumes are judged only where \`terraform\` is among the checks, because there variables with defaults are
  how zones are chosen.
- Values that come from parameters, data sources or functions are fine.`,
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html',
    'https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
