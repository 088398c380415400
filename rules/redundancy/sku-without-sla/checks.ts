import { argument, atLeast, noneOf, oneOf, type CloudCheck } from '../../support/cloud-checks.js';

const says = (name: string): string => `the provider promises nothing about the availability of ${name}`;
const fix = 'Use a tier with an agreement.';

export const CHECKS: readonly CloudCheck[] = [
  { name: 'aks', peers: ['checkov/CKV_AZURE_170'], types: ['azurerm_kubernetes_cluster'], judge: argument('sku_tier', oneOf('Standard', 'Premium', 'Paid'), false), says, fix, lines: { hcl: 'sku_tier = "Standard"' } },
  { name: 'web-pubsub', peers: ['checkov/CKV_AZURE_175'], types: ['azurerm_web_pubsub'], judge: argument('sku', noneOf('Free_F1'), true), says, fix, lines: { hcl: 'sku = "Standard_S1"' } },
  { name: 'data-explorer', peers: ['checkov/CKV_AZURE_180'], types: ['azurerm_kusto_cluster'], judge: argument('sku.name', (sku) => !String(sku).startsWith('Dev(No SLA)'), true), says, fix },
  { name: 'signalr', peers: ['checkov/CKV_AZURE_196'], types: ['azurerm_signalr_service'], judge: argument('sku.name', noneOf('Free_F1'), true), says, fix, lines: { hcl: 'sku {\n  name     = "Standard_S1"\n  capacity = 1\n}' } },
  { name: 'search-updates', peers: ['checkov/CKV_AZURE_208'], types: ['azurerm_search_service'], judge: argument('replica_count', atLeast(3), false), says: (name) => `the provider promises nothing about updates of the index of ${name}`, fix: 'Run three replicas.', lines: { hcl: 'replica_count = 3' } },
  { name: 'search-queries', peers: ['checkov/CKV_AZURE_209'], types: ['azurerm_search_service'], judge: argument('replica_count', atLeast(2), false), says: (name) => `the provider promises nothing about queries to ${name}`, fix: 'Run two replicas.', lines: { hcl: 'replica_count = 2' } },
];
