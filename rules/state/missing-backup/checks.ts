import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import type { CloudObject } from '../../../analyzer/system/system.js';
import { elementsOf, given, plain, textAt } from '../../support/cloud-arguments.js';
import { argument, atLeast, either, isTrue, noneOf, tiedTo, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

const isReplica = (object: CloudObjectFact): boolean =>
  given(object, 'replicate_source_db|source_db_instance_identifier|replication_source_identifier|master_instance_name|db_cluster_identifier') !== undefined || /replica/i.test(textAt(object, 'create_mode') ?? '');
const isAurora = (object: CloudObjectFact): boolean => /^aurora/i.test(textAt(object, 'engine') ?? '') && object.type === 'aws_db_instance';
const fromCloudFormation = ({ language }: CloudObjectFact): boolean => language === 'cloudformation';
const isGlobalTable = ({ ref }: CloudObjectFact): boolean => ref.kind === 'AWS::DynamoDB::GlobalTable';

const nothingToRestore = (name: string): string => `what is deleted or overwritten in ${name} by mistake is lost for good`;
const tooLittleToRestore = (name: string): string => `a mistake in ${name} that is noticed days later cannot be taken back`;
const lostWithItsRegion = (name: string): string => `if the region of ${name} is lost, its backups are lost with it`;

/** A backup plan names it, by reference. One that selects by tag or by wildcard, or a policy for snapshots, may mean it, too. */
const inBackupPlan: Judge = (object, among) => {
  if (tiedTo(object, among, ['aws_backup_selection']).length > 0) return true;
  const mayBe = among.some(({ fact }) => fact.type === 'aws_dlm_lifecycle_policy' || (fact.type === 'aws_backup_selection' && selectsWidely(fact)));
  return mayBe ? undefined : { reason: 'no backup plan of the stack selects it', at: object.at };
};

const selectsWidely = (fact: CloudObjectFact): boolean =>
  given(fact, 'selection_tag|condition') !== undefined || elementsOf(given(fact, 'resources|backup_selection.resources')).some((one) => plain(one) === undefined ? !('refs' in one) : String(plain(one)).includes('*'));

const tied = (type: string, by?: string): Judge => (object, among: readonly CloudObject[]) => tiedTo(object, among, [type], by).length > 0 || { reason: `no ${type} names it`, at: object.at };

/** 0 days switch backups off; more than 35 is refused. */
const keptAtAll = argument('backup_retention_period', (days) => Number(days) > 0 && Number(days) <= 35, true);

export const CHECKS: readonly CloudCheck[] = [
  { name: 'rds-off', peers: ['checkov/CKV_AWS_133', 'trivy/rds/specify_backup_retention', 'trivy/AVD-AWS-0077'], types: ['aws_db_instance', 'aws_rds_cluster'], judge: unless(isReplica, keptAtAll), says: nothingToRestore, fix: 'Keep automatic backups for a week or more.', lines: { hcl: 'backup_retention_period = 7', yaml: 'BackupRetentionPeriod: 7' } },
  { name: 'rds-unset', peers: ['trivy/rds/specify_backup_retention', 'trivy/AVD-AWS-0077'], types: ['aws_db_instance'], judge: unless((o) => isReplica(o) || isAurora(o) || fromCloudFormation(o) || given(o, 'snapshot_identifier|restore_to_point_in_time') !== undefined, argument('backup_retention_period', () => true, false, 'is not set, which means 0 days')), says: nothingToRestore, fix: 'Keep automatic backups for a week or more.', lines: { hcl: 'backup_retention_period = 7' } },
  { name: 'rds-short', onDemand: true, severity: 'info', peers: ['trivy/rds/specify_backup_retention', 'trivy/AVD-AWS-0077'], types: ['aws_db_instance', 'aws_rds_cluster'], judge: unless(isReplica, argument('backup_retention_period', atLeast(2), false)), says: tooLittleToRestore, fix: 'Keep automatic backups for a week or more.', lines: { hcl: 'backup_retention_period = 7', yaml: 'BackupRetentionPeriod: 7' } },
  { name: 'documentdb-short', severity: 'info', peers: ['checkov/CKV_AWS_360'], types: ['aws_docdb_cluster'], judge: argument('backup_retention_period', atLeast(7), false, 'is not set, which means 1 day'), says: tooLittleToRestore, fix: 'Keep automatic backups for a week or more.', lines: { hcl: 'backup_retention_period = 7', yaml: 'BackupRetentionPeriod: 7' } },
  { name: 'dynamodb', peers: ['checkov/CKV_AWS_28', 'trivy/dynamodb/enable_recovery', 'trivy/AVD-AWS-0024'], types: ['aws_dynamodb_table'], judge: unless(isGlobalTable, argument('point_in_time_recovery.enabled|point_in_time_recovery_specification.point_in_time_recovery_enabled|PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', isTrue, false)), says: nothingToRestore, fix: 'Let the table be restored to any moment of the last weeks.', lines: { hcl: 'point_in_time_recovery {\n  enabled = true\n}', yaml: 'PointInTimeRecoverySpecification:\n  PointInTimeRecoveryEnabled: true' } },
  { name: 'dynamodb-global', peers: ['checkov/CKV_AWS_165'], types: ['aws_dynamodb_table'], judge: unless((o) => !isGlobalTable(o), argument('replicas.point_in_time_recovery_specification.point_in_time_recovery_enabled', isTrue, false)), says: nothingToRestore, fix: 'Let each replica of the table be restored to any moment of the last weeks.', lines: { yaml: 'PointInTimeRecoverySpecification:\n  PointInTimeRecoveryEnabled: true' } },
  { name: 'redshift', peers: ['checkov/CKV_AWS_343'], types: ['aws_redshift_cluster'], judge: argument('automated_snapshot_retention_period', noneOf(0), true), says: nothingToRestore, fix: 'Keep automatic snapshots.', lines: { hcl: 'automated_snapshot_retention_period = 7', yaml: 'AutomatedSnapshotRetentionPeriod: 7' } },
  { name: 'cloud-sql', peers: ['checkov/CKV_GCP_14', 'trivy/sql/enable_backup', 'trivy/AVD-GCP-0024'], types: ['google_sql_database_instance'], judge: unless(isReplica, argument('settings.backup_configuration.enabled', isTrue, false)), says: nothingToRestore, fix: 'Turn on automatic backups.', lines: { hcl: 'settings {\n  backup_configuration {\n    enabled = true\n  }\n}' } },
  { name: 'cloud-sql-log', severity: 'info', peers: ['checkov/CKV2_GCP_20'], types: ['google_sql_database_instance'], judge: unless((o) => isReplica(o) || !/mysql/i.test(textAt(o, 'database_version') ?? ''), argument('settings.backup_configuration.binary_log_enabled', isTrue, false)), says: (name) => `what was written to ${name} since the last nightly backup is lost with it`, fix: 'Keep the binary log, which restores to any moment.', lines: { hcl: 'settings {\n  backup_configuration {\n    binary_log_enabled = true\n  }\n}' } },
  { name: 'cache', onDemand: true, severity: 'info', peers: ['checkov/CKV_AWS_134', 'trivy/elasticache/enable_backup_retention', 'trivy/AVD-AWS-0050'], types: ['aws_elasticache_cluster'], judge: unless((o) => textAt(o, 'engine') === 'memcached' || given(o, 'replication_group_id') !== undefined, argument('snapshot_retention_limit', noneOf(0), false)), says: (name) => `after a loss of ${name} everything that it held is computed again, by whom it was to spare`, fix: 'Keep daily snapshots of the cache.', lines: { hcl: 'snapshot_retention_limit = 5', yaml: 'SnapshotRetentionLimit: 5' } },
  { name: 'azure-mysql-region', severity: 'info', peers: ['checkov/CKV_AZURE_94'], types: ['azurerm_mysql_server', 'azurerm_mysql_flexible_server'], judge: unless(isReplica, argument('geo_redundant_backup_enabled', isTrue, false)), says: lostWithItsRegion, fix: 'Keep the backups in a second region as well.', lines: { hcl: 'geo_redundant_backup_enabled = true' } },
  { name: 'azure-postgresql-region', severity: 'info', peers: ['checkov/CKV_AZURE_102'], types: ['azurerm_postgresql_server'], judge: argument('geo_redundant_backup_enabled', isTrue, false), says: lostWithItsRegion, fix: 'Keep the backups in a second region as well.', lines: { hcl: 'geo_redundant_backup_enabled = true' } },
  { name: 'azure-mariadb-region', severity: 'info', peers: ['checkov/CKV_AZURE_129'], types: ['azurerm_mariadb_server'], judge: argument('geo_redundant_backup_enabled', isTrue, false), says: lostWithItsRegion, fix: 'Keep the backups in a second region as well.', lines: { hcl: 'geo_redundant_backup_enabled = true' } },
  { name: 'azure-flexible-server-region', severity: 'info', peers: ['checkov/CKV_AZURE_136'], types: ['azurerm_postgresql_flexible_server'], judge: unless(isReplica, argument('geo_redundant_backup_enabled', isTrue, false)), says: lostWithItsRegion, fix: 'Keep the backups in a second region as well.', lines: { hcl: 'geo_redundant_backup_enabled = true' } },
  { name: 'azure-machine', severity: 'info', peers: ['checkov/CKV2_AZURE_12'], types: ['azurerm_virtual_machine'], judge: tied('azurerm_backup_protected_vm'), says: nothingToRestore, fix: 'Protect the machine by a backup policy.', lines: { hcl: 'resource "azurerm_backup_protected_vm" "NAME" {\n  source_vm_id     = azurerm_virtual_machine.NAME.id\n  backup_policy_id = azurerm_backup_policy_vm.NAME.id\n}' } },
  { name: 'aws-backup-rds', onDemand: true, severity: 'info', peers: ['checkov/CKV2_AWS_8'], types: ['aws_rds_cluster'], judge: inBackupPlan, says: (name) => `who can delete ${name} can delete its backups`, fix: 'Let a plan of AWS Backup select it.' },
  { name: 'aws-backup-volume', severity: 'info', peers: ['checkov/CKV2_AWS_9'], types: ['aws_ebs_volume'], judge: inBackupPlan, says: nothingToRestore, fix: 'Let a plan of AWS Backup select the volume, or a lifecycle policy take snapshots of it.' },
  { name: 'aws-backup-files', severity: 'info', peers: ['checkov/CKV2_AWS_18'], types: ['aws_efs_file_system'], judge: either(inBackupPlan, tied('aws_efs_backup_policy'), argument('BackupPolicy.Status', (v) => v === 'ENABLED', false)), says: nothingToRestore, fix: 'Turn on automatic backups of the file system.', lines: { hcl: 'resource "aws_efs_backup_policy" "NAME" {\n  file_system_id = aws_efs_file_system.NAME.id\n  backup_policy {\n    status = "ENABLED"\n  }\n}', yaml: 'BackupPolicy:\n  Status: ENABLED' } },
];
