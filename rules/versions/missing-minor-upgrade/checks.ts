import { textAt } from '../../support/cloud-arguments.js';
import { argument, isTrue, unless, type CloudCheck } from '../../support/cloud-checks.js';

const written = argument('auto_minor_version_upgrade', isTrue, true);
const set = argument('auto_minor_version_upgrade', isTrue, false);
const says = (name: string): string => `known bugs of the engine of ${name} stay until somebody remembers to upgrade it`;
const fix = 'Let it take minor versions in its maintenance window.';
const lines = { hcl: 'auto_minor_version_upgrade = true', yaml: 'AutoMinorVersionUpgrade: true' };
const row = { says, fix, lines };

/** `5.17.6` is 5.17. */
const isOld = (object: Parameters<typeof textAt>[0]): boolean | undefined => {
  const found = /^(\d+)\.(\d+)\.\d+/.exec(textAt(object, 'engine_version') ?? '');
  if (!found) return undefined;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  const [least, leastMinor] = /^rabbit/i.test(textAt(object, 'engine_type') ?? '') ? [3, 11] : [5, 17];
  return major < least || (major === least && minor < leastMinor);
};

export const CHECKS: readonly CloudCheck[] = [
  { name: 'database', peers: ['checkov/CKV_AWS_226'], types: ['aws_db_instance', 'aws_rds_cluster_instance'], judge: written, ...row },
  { name: 'database-unset', onDemand: true, peers: ['checkov/CKV_AWS_226'], types: ['aws_db_instance', 'aws_rds_cluster_instance'], judge: set, ...row },
  { name: 'cache', peers: ['checkov/CKV_AWS_322'], types: ['aws_elasticache_cluster'], judge: unless((o) => textAt(o, 'engine') === 'memcached', written), ...row },
  { name: 'message-broker', peers: ['checkov/CKV_AWS_207'], types: ['aws_mq_broker'], judge: set, ...row },
  { name: 'replication-instance', peers: ['checkov/CKV_AWS_222'], types: ['aws_dms_replication_instance'], judge: set, ...row },
  {
    name: 'message-broker-version', peers: ['checkov/CKV_AWS_208'], types: ['aws_mq_broker', 'aws_mq_configuration'],
    judge: (object) => (isOld(object) === undefined ? undefined : isOld(object) === false || { reason: `engine_version is ${textAt(object, 'engine_version')}`, at: object.at }),
    says, fix: 'Upgrade to a version that is still maintained.',
  },
];
