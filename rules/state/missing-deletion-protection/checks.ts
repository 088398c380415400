import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { given } from '../../support/cloud-arguments.js';
import { argument, both, either, isTrue, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

/** The argument; or Terraform itself refuses. */
const guarded = (paths: string, absent: boolean): Judge => {
  const protectedByProvider = argument(paths, isTrue, absent);
  const refused = argument('lifecycle.prevent_destroy', isTrue, false);
  return (object, among) => (refused(object, among) === true ? true : protectedByProvider(object, among));
};

const isCopy = (object: CloudObjectFact): boolean => given(object, 'replicate_source_db|source_db_instance_identifier|db_cluster_identifier') !== undefined;
const gone = (name: string): string => `one wrong plan deletes ${name}, and what it holds`;
const noWayIn = (name: string): string => `one wrong plan deletes ${name}, and with it the way in`;
const line = (name: string, yaml?: string) => ({ hcl: `${name} = true`, ...(yaml === undefined ? {} : { yaml: `${yaml}: true` }) });
const fix = 'Protect it from deletion.';

export const CHECKS: readonly CloudCheck[] = [
  { name: 'rds-cluster', peers: ['checkov/CKV_AWS_139', 'trivy/enable_deletion_protection', 'trivy/rds/enable_deletion_protection', 'trivy/AVD-AWS-0177'], types: ['aws_rds_cluster'], judge: guarded('deletion_protection', false), says: gone, fix, lines: line('deletion_protection', 'DeletionProtection') },
  { name: 'rds-instance', peers: ['checkov/CKV_AWS_293', 'trivy/enable_deletion_protection', 'trivy/rds/enable_deletion_protection', 'trivy/AVD-AWS-0177'], types: ['aws_db_instance'], judge: unless(isCopy, guarded('deletion_protection', false)), says: gone, fix, lines: line('deletion_protection', 'DeletionProtection') },
  { name: 'load-balancer', peers: ['checkov/CKV_AWS_150'], types: ['aws_lb', 'aws_alb'], judge: unless(({ language }) => language === 'cloudformation', guarded('enable_deletion_protection', false)), says: noWayIn, fix, lines: line('enable_deletion_protection') },
  { name: 'qldb', peers: ['checkov/CKV_AWS_172'], types: ['aws_qldb_ledger', 'AWS::QLDB::Ledger'], judge: guarded('deletion_protection', true), says: gone, fix, lines: line('deletion_protection', 'DeletionProtection') },
  { name: 'neptune', peers: ['checkov/CKV2_AWS_58'], types: ['aws_neptune_cluster'], judge: guarded('deletion_protection', false), says: gone, fix, lines: line('deletion_protection', 'DeletionProtection') },
  { name: 'network-firewall', peers: ['checkov/CKV_AWS_344'], types: ['aws_networkfirewall_firewall', 'AWS::NetworkFirewall::Firewall'], judge: guarded('delete_protection', false), says: noWayIn, fix, lines: line('delete_protection', 'DeleteProtection') },
  { name: 'spanner', peers: ['checkov/CKV_GCP_119'], types: ['google_spanner_database'], judge: guarded('deletion_protection', true), says: gone, fix, lines: line('deletion_protection') },
  { name: 'bigquery', peers: ['checkov/CKV_GCP_121'], types: ['google_bigquery_table'], judge: guarded('deletion_protection', true), says: gone, fix, lines: line('deletion_protection') },
  { name: 'bigquery-unset', onDemand: true, peers: ['checkov/CKV_GCP_121'], types: ['google_bigquery_table'], judge: guarded('deletion_protection', false), says: gone, fix, lines: line('deletion_protection') },
  { name: 'bigtable', peers: ['checkov/CKV_GCP_122'], types: ['google_bigtable_instance'], judge: guarded('deletion_protection', true), says: gone, fix, lines: line('deletion_protection') },
  { name: 'bigtable-unset', onDemand: true, peers: ['checkov/CKV_GCP_122'], types: ['google_bigtable_instance'], judge: guarded('deletion_protection', false), says: gone, fix, lines: line('deletion_protection') },
  { name: 'cloud-sql', peers: [], types: ['google_sql_database_instance'], judge: either(guarded('deletion_protection', true), argument('settings.deletion_protection_enabled', isTrue, false)), says: gone, fix, lines: line('deletion_protection') },
  { name: 'key-vault', peers: ['checkov/CKV_AZURE_42', 'trivy/keyvault/no_purge', 'trivy/AVD-AZU-0016'], types: ['azurerm_key_vault'], judge: both(argument('purge_protection_enabled', isTrue, false), argument('soft_delete_enabled', isTrue, true)), says: (name) => `who deletes ${name} can purge it, and every key and secret in it is gone for good`, fix: 'Protect the vault from being purged.', lines: line('purge_protection_enabled') },
  { name: 'app-configuration', peers: ['checkov/CKV_AZURE_187'], types: ['azurerm_app_configuration'], judge: argument('purge_protection_enabled', isTrue, false), says: (name) => `who deletes ${name} can purge it, and no app that reads it starts again`, fix: 'Protect the store from being purged.', lines: line('purge_protection_enabled') },
];
