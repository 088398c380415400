import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'missing-minor-upgrade',
  theme: 'versions',
  severity: 'info',
  summary: 'A managed service does not take minor versions by itself.',
  rationale: `
Minor versions of an engine carry the fixes of crashes, data corruption and security holes that others have met already. Where somebody
has to remember them, nobody does, until the provider forces the upgrade at a time of its own choosing.`,
  fix: `
Let the service upgrade in its maintenance window, and choose the window.`,
  limits: `
Off by default: an upgrade restarts the instance, and teams that test each version first are right to switch it off. Where the provider
upgrades unless told otherwise, only an explicit \`false\` is reported; Checkov reports silence as well for some types, and so do the checks
whose name ends in \`-unset\`.`,
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html',
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance',
  ],
  off: true,
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
