import { defineRule } from '../../define.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS } from './checks.js';

export const rule = defineRule({
  id: 'sku-without-sla',
  theme: 'redundancy',
  severity: 'info',
  summary: 'A managed service runs in a tier for trials, whose availability the provider promises nothing about.',
  rationale: `
Free and development tiers share machines, have no standby and are serviced when it suits the provider. Nobody is woken when they are
down, and no credit is paid. What depends on one of them can promise its own users no more than that: a cluster whose API server is away
for an hour neither reschedules pods nor scales them.`,
  fix: `
Use a tier with an agreement for what users wait for. Search needs two replicas for queries and three for updates of the index.`,
  limits: `
- It is information: a trial is allowed to be one.
- For AKS the Premium tier counts as well as Standard; Checkov accepts Standard only, although Premium has the same agreement.
- A tier that comes from a variable is unknown.`,
  references: [
    'https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers',
    'https://learn.microsoft.com/azure/search/search-capacity-planning',
    'https://azure.microsoft.com/pricing/details/signalr-service/',
  ],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, () => 'info');
  },
});
