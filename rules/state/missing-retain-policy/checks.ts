import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { given, plain, textAt } from '../../support/cloud-arguments.js';
import { argument, present, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

/** Types that hold data, by Terraform's name or, where it has none, by CloudFormation's. */
const STATEFUL = [
  'AWS::Backup::BackupVault', 'AWS::CloudFormation::Stack', 'aws_cognito_user_pool', 'aws_docdb_cluster', 'aws_docdb_cluster_instance', 'aws_dynamodb_table', 'aws_ebs_volume', 'aws_efs_file_system', 'AWS::EMR::Cluster',
  'aws_elasticache_cluster', 'aws_elasticache_replication_group', 'aws_elasticsearch_domain', 'AWS::FSx::FileSystem', 'AWS::KMS::Key', 'aws_kinesis_stream', 'aws_cloudwatch_log_group', 'aws_neptune_cluster', 'AWS::Neptune::DBInstance',
  'aws_opensearch_domain', 'AWS::Organizations::Account', 'AWS::QLDB::Ledger', 'aws_redshift_cluster', 'AWS::SDB::Domain', 'aws_sqs_queue', 'aws_secretsmanager_secret_version',
];
const SNAPSHOT_BY_DEFAULT = ['aws_rds_cluster', 'aws_db_instance'];

/** SAM's own types are judged as what they are written as. */
const elsewhere = ({ language, ref }: CloudObjectFact): boolean => language !== 'cloudformation' || ref.kind.startsWith('AWS::Serverless::');
const policy = (object: CloudObjectFact, name: string): string | undefined => (given(object, name) === undefined ? undefined : (textAt(object, name) ?? '…'));

const bothPolicies: Judge = (object) => {
  const missing = ['DeletionPolicy', 'UpdateReplacePolicy'].filter((name) => policy(object, name) === undefined);
  return missing.length === 0 || { reason: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`, at: object.at };
};

/** `Delete` alone is what happens anyway. */
const notOne: Judge = (object) => {
  const [deleted, replaced] = [policy(object, 'DeletionPolicy'), policy(object, 'UpdateReplacePolicy')];
  const given = deleted ?? replaced;
  if ((deleted === undefined) === (replaced === undefined) || given === 'Delete') return true;
  return given === '…' ? undefined : { reason: `${deleted === undefined ? 'UpdateReplacePolicy' : 'DeletionPolicy'} is ${given}, and ${deleted === undefined ? 'DeletionPolicy' : 'UpdateReplacePolicy'} is not set`, at: object.at };
};

const versionOfCode = ({ ref }: CloudObjectFact): boolean => ref.kind === 'AWS::Lambda::Version' || ref.kind === 'AWS::Lambda::LayerVersion';
const expires = (name: string): string => `${name} deletes what it holds after a time that nobody wrote down`;
const lost = (name: string): string => `a template without ${name}, or one that replaces it, deletes the data in it`;
const lines = { yaml: 'DeletionPolicy: Retain\nUpdateReplacePolicy: Retain' };
const member = (object: CloudObjectFact): boolean => object.type === 'aws_db_instance' && (/^aurora/i.test(String(plain(given(object, 'Engine')) ?? 'aurora')) || given(object, 'SourceDBInstanceIdentifier') !== undefined);

export const CHECKS: readonly CloudCheck[] = [
  { name: 'stateful', peers: ['cfn-lint/I3011'], types: STATEFUL, judge: unless(elsewhere, bothPolicies), says: lost, fix: 'Say what happens to the data in both cases.', lines },
  { name: 'snapshot-by-default', onDemand: true, peers: ['cfn-lint/I3011'], types: SNAPSHOT_BY_DEFAULT, judge: unless(elsewhere, bothPolicies), says: lost, fix: 'Say what happens to the data in both cases.', lines: { yaml: 'DeletionPolicy: Snapshot\nUpdateReplacePolicy: Snapshot' } },
  { name: 'one-of-two', peers: ['cfn-lint/W3011'], types: 'any', judge: unless((o) => elsewhere(o) || versionOfCode(o), notOne), says: (name) => `${name} is kept in one case and deleted in the other`, fix: 'Set the other policy, too.', lines },
  { name: 'retention', onDemand: true, peers: ['cfn-lint/I3013'], types: ['aws_kinesis_stream'], judge: unless(elsewhere, present('RetentionPeriodHours')), says: expires, fix: 'Write the retention period down.', lines: { yaml: 'RetentionPeriodHours: 168' } },
  { name: 'retention', onDemand: true, peers: ['cfn-lint/I3013'], types: ['aws_sqs_queue'], judge: unless(elsewhere, present('MessageRetentionPeriod')), says: expires, fix: 'Write the retention period down.', lines: { yaml: 'MessageRetentionPeriod: 1209600' } },
  { name: 'retention', onDemand: true, peers: ['cfn-lint/I3013'], types: ['aws_docdb_cluster', 'aws_rds_cluster'], judge: unless(elsewhere, present('BackupRetentionPeriod')), says: expires, fix: 'Write the retention period down.', lines: { yaml: 'BackupRetentionPeriod: 7' } },
  { name: 'retention', onDemand: true, peers: ['cfn-lint/I3013'], types: ['aws_db_instance'], judge: unless((o) => elsewhere(o) || member(o), argument('BackupRetentionPeriod', (days) => Number(days) <= 35, false)), says: expires, fix: 'Write the retention period down.', lines: { yaml: 'BackupRetentionPeriod: 7' } },
  { name: 'retention', onDemand: true, peers: ['cfn-lint/I3013'], types: ['aws_redshift_cluster'], judge: unless(elsewhere, present('AutomatedSnapshotRetentionPeriod')), says: expires, fix: 'Write the retention period down.', lines: { yaml: 'AutomatedSnapshotRetentionPeriod: 7' } },
  { name: 'retention', onDemand: true, peers: ['cfn-lint/I3013'], types: ['AWS::Synthetics::Canary'], judge: unless(elsewhere, present('SuccessRetentionPeriod')), says: expires, fix: 'Write the retention periods down.', lines: { yaml: 'SuccessRetentionPeriod: 31\nFailureRetentionPeriod: 31' } },
];
