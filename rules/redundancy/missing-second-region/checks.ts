import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { elementsOf, given, isOpen, plain } from '../../support/cloud-arguments.js';
import { argument, either, oneOf, tiedTo, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

/** Every group must have criteria and two members. */
const originGroups: Judge = (object) => {
  const groups = given(object, 'origin_group|DistributionConfig.OriginGroups.Items');
  if (isOpen(groups)) return undefined;
  const all = elementsOf(groups);
  if (all.length === 0) return { reason: 'it has no origin group', at: object.at };
  const lacking = all.find((group) => given(group, 'failover_criteria|FailoverCriteria') === undefined || members(group) < 2);
  return lacking === undefined || { reason: 'an origin group has no failover criteria, or no second member', at: lacking.at };
};

const members = (group: Parameters<typeof given>[0]): number => elementsOf(given(group, 'Members.Items|member')).length;

const isEnabled = (rules: ReturnType<typeof elementsOf>): boolean => rules.some((one) => plain(given(one, 'status|Status')) === 'Enabled');
const isUnclear = (rules: ReturnType<typeof elementsOf>): boolean => rules.some((one) => isOpen(given(one, 'status|Status')));

const replicated: Judge = (object, among) => {
  const own = elementsOf(given(object, 'replication_configuration.rules|replication_configuration.rule|ReplicationConfiguration.Rules'));
  const others = tiedTo(object, among, ['aws_s3_bucket_replication_configuration'], 'bucket', 'bucket').flatMap((fact) => elementsOf(given(fact, 'rule')));
  if (isEnabled([...own, ...others])) return true;
  return isUnclear([...own, ...others]) ? undefined : { reason: 'no replication rule is enabled', at: object.at };
};

/** Only Premium registries can have replicas. */
const registry: Judge = (object, among) => {
  const premium = argument('sku', oneOf('Premium'), false)(object, among);
  if (premium !== true) return premium;
  const replicas = given(object, 'georeplications|georeplication_locations');
  return isOpen(replicas) ? undefined : elementsOf(replicas).length > 0 || { reason: 'georeplications is not set', at: object.at };
};

const regions = (object: CloudObjectFact): boolean => elementsOf(given(object, 'geo_location')).length > 1;

export const CHECKS: readonly CloudCheck[] = [
  { name: 'content-network', peers: ['checkov/CKV_AWS_310'], types: ['aws_cloudfront_distribution'], judge: originGroups, says: (name) => `if the origin of ${name} fails, what is not cached is an error for every user`, fix: 'Put a second origin beside the first, in an origin group.' },
  { name: 's3', peers: ['checkov/CKV_AWS_144'], types: ['aws_s3_bucket'], judge: replicated, says: (name) => `if the region of ${name} fails, its objects cannot be read until it is back`, fix: 'Replicate the bucket to a second region.' },
  { name: 'azure-registry', peers: ['checkov/CKV_AZURE_165'], types: ['azurerm_container_registry'], judge: registry, says: (name) => `if the region of ${name} fails, no node elsewhere can pull its images`, fix: 'Replicate the registry to each region that pulls from it.', lines: { hcl: 'georeplications {\n  location = "northeurope"\n}' } },
  { name: 'azure-storage', peers: ['checkov/CKV_AZURE_206'], types: ['azurerm_storage_account'], judge: argument('account_replication_type', oneOf('GRS', 'RAGRS', 'GZRS', 'RAGZRS'), false), says: (name) => `if the region of ${name} fails, its data cannot be read until it is back`, fix: 'Use a redundancy with a second region.', lines: { hcl: 'account_replication_type = "RAGZRS"' } },
  { name: 'cosmos-db', peers: [], types: ['azurerm_cosmosdb_account'], judge: either((o) => regions(o) || { reason: 'it has one location', at: o.at }), says: (name) => `if the region of ${name} fails, its data cannot be read until it is back`, fix: 'Add a second location.' },
];
