import { argument, either, isTrue, oneOf, present, tiedTo, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

/** A resource of its own says it of the bucket. */
const byAnother = (type: string, paths: string): Judge => (object, among) => {
  const found = tiedTo(object, among, [type], 'bucket', 'bucket');
  if (found.length === 0) return { reason: 'versioning is not set', at: object.at };
  return argument(paths, oneOf('Enabled'), false)(found[0]!, among);
};

const gone = (name: string): string => `an object of ${name} that is overwritten or deleted by mistake is gone`;
const block = { hcl: 'versioning {\n  enabled = true\n}' };

export const CHECKS: readonly CloudCheck[] = [
  {
    name: 's3', peers: ['checkov/CKV_AWS_21', 'trivy/enable_versioning', 'trivy/s3/enable_versioning', 'trivy/AVD-AWS-0090'], types: ['aws_s3_bucket'],
    judge: either(byAnother('aws_s3_bucket_versioning', 'versioning_configuration.status'), argument('versioning.enabled', isTrue, false), argument('VersioningConfiguration.Status', oneOf('Enabled'), false)),
    says: gone, fix: 'Keep versions of the objects.',
    lines: { hcl: 'resource "aws_s3_bucket_versioning" "NAME" {\n  bucket = aws_s3_bucket.NAME.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}', yaml: 'VersioningConfiguration:\n  Status: Enabled' },
  },
  { name: 'cloud-storage', peers: ['checkov/CKV_GCP_78'], types: ['google_storage_bucket'], judge: argument('versioning.enabled', isTrue, false), says: gone, fix: 'Keep versions of the objects.', lines: block },
  { name: 'spaces', peers: ['checkov/CKV_DIO_1'], types: ['digitalocean_spaces_bucket'], judge: argument('versioning.enabled', isTrue, false), says: gone, fix: 'Keep versions of the objects.', lines: block },
  { name: 'oss', peers: ['checkov/CKV_ALI_10'], types: ['alicloud_oss_bucket'], judge: argument('versioning.status', oneOf('Enabled'), false), says: gone, fix: 'Keep versions of the objects.', lines: { hcl: 'versioning {\n  status = "Enabled"\n}' } },
  { name: 'azure-blobs', peers: ['trivy/blobs_soft_deletion', 'trivy/storage/blobs_soft_deletion'], types: ['azurerm_storage_account'], judge: either(present('blob_properties.delete_retention_policy'), argument('blob_properties.versioning_enabled', isTrue, false)), says: gone, fix: 'Keep deleted blobs for some days.', lines: { hcl: 'blob_properties {\n  delete_retention_policy {\n    days = 14\n  }\n}' } },
];
