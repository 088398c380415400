import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { textAt } from '../../support/cloud-arguments.js';
import { argument, isTrue, unless, type CloudCheck } from '../../support/cloud-checks.js';

const says = (name: string): string => `snapshots of ${name} do not say whose they are`;
const fix = 'Copy the tags to snapshots.';
const lines = { hcl: 'copy_tags_to_snapshot = true', yaml: 'CopyTagsToSnapshot: true' };

const isOfCluster = (object: CloudObjectFact): boolean => /^(?:aurora|neptune|docdb)/i.test(textAt(object, 'engine') ?? '');

export const CHECKS: readonly CloudCheck[] = [
  { name: 'instance', peers: ['checkov/CKV2_AWS_60'], types: ['aws_db_instance'], judge: unless(isOfCluster, argument('copy_tags_to_snapshot', isTrue, false)), says, fix, lines },
  // The cluster decides for them; Checkov wants it written all the same.
  { name: 'cluster-instance', onDemand: true, peers: ['checkov/CKV2_AWS_60'], types: ['aws_db_instance'], judge: unless((o) => !isOfCluster(o), argument('copy_tags_to_snapshot', isTrue, false)), says, fix, lines },
  { name: 'cluster', peers: ['checkov/CKV_AWS_313'], types: ['aws_rds_cluster'], judge: argument('copy_tags_to_snapshot', isTrue, false), says, fix, lines },
];
