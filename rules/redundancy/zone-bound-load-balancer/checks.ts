import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { elementsOf, given, isOpen, plain, refsIn, textAt } from '../../support/cloud-arguments.js';
import { argument, isTrue, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

const kindOf = (object: CloudObjectFact): string | undefined => {
  const type = given(object, 'load_balancer_type|Type');
  return type === undefined ? 'application' : textAt(object, 'load_balancer_type|Type');
};
const isNetwork = (object: CloudObjectFact): boolean => /^(?:network|gateway)$/i.test(kindOf(object) ?? '');

/** Terraform turns it on for classic load balancers where nobody says, the service itself does not. */
const classic: Judge = (object, among) => argument('cross_zone_load_balancing|CrossZone', isTrue, object.language === 'terraform')(object, among);

/** CloudFormation has a list of attributes, by key. */
const network: Judge = (object, among) => {
  if (object.language === 'terraform') return argument('enable_cross_zone_load_balancing', isTrue, false)(object, among);
  const attributes = given(object, 'LoadBalancerAttributes');
  if (isOpen(attributes)) return undefined;
  const found = elementsOf(attributes).find((one) => plain(given(one, 'Key')) === 'load_balancing.cross_zone.enabled');
  if (found === undefined) return { reason: 'load_balancing.cross_zone.enabled is not set', at: object.at };
  return argument('Value', isTrue, false)({ ...object, given: 'fields' in found ? found.fields : {}, at: found.at }, among);
};

/** One entry may stand for many subnets: a splat, a module's output. */
const twoSubnets: Judge = (object) => {
  const subnets = given(object, 'subnets|subnet_mapping|SubnetMappings');
  if (subnets === undefined || isOpen(subnets)) return undefined;
  const all = elementsOf(subnets);
  if (all.length === 0) return 'items' in subnets && object.language === 'cloudformation' ? { reason: 'it has no subnet', at: subnets.at } : undefined;
  if (all.length >= 2) return true;
  const [only] = all;
  const single = 'fields' in only! || (refsIn(only).length === 1 && object.language === 'cloudformation') || plain(only) !== undefined;
  return single ? { reason: 'it has one subnet', at: subnets.at } : undefined;
};

export const CHECKS: readonly CloudCheck[] = [
  { name: 'classic', peers: ['checkov/CKV_AWS_138'], types: ['aws_elb'], judge: classic, says: (name) => `if the targets of one zone fail, ${name} still sends that zone's share of the requests to them`, fix: 'Turn cross-zone load balancing on.', lines: { hcl: 'cross_zone_load_balancing = true', yaml: 'CrossZone: true' } },
  { name: 'network', peers: ['checkov/CKV_AWS_152'], types: ['aws_lb', 'aws_alb'], judge: unless((o) => !isNetwork(o), network), says: (name) => `if the targets of one zone fail, ${name} still sends that zone's share of the connections to them`, fix: 'Turn cross-zone load balancing on.', lines: { hcl: 'enable_cross_zone_load_balancing = true', yaml: 'LoadBalancerAttributes:\n  - Key: load_balancing.cross_zone.enabled\n    Value: "true"' } },
  { name: 'application-subnets', peers: ['cfn-lint/E3680'], types: ['aws_lb', 'aws_alb'], judge: unless((o) => kindOf(o) !== 'application', twoSubnets), says: (name) => `${name} cannot be made, or is lost with its one zone`, fix: 'Give it a subnet in at least two zones.' },
];
