import type { CloudArgument, CloudObjectFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import { elementsOf, given, refsIn } from '../../support/cloud-arguments.js';
import { unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

/** Where resources say in which zone they are; of a list each element counts. */
const ARGUMENTS: readonly (readonly [types: readonly string[], path: string])[] = [
  [['aws_autoscaling_group', 'AWS::DAX::Cluster', 'aws_elb', 'aws_rds_cluster'], 'AvailabilityZones'],
  [['AWS::DMS::ReplicationInstance', 'AWS::EC2::Host', 'aws_instance', 'aws_subnet', 'aws_ebs_volume', 'AWS::OpsWorks::Instance', 'aws_db_instance'], 'AvailabilityZone'],
  [['aws_launch_template'], 'LaunchTemplateData.Placement.AvailabilityZone'],
  [['AWS::EMR::Cluster'], 'Instances.Placement.AvailabilityZone'],
  [['AWS::Glue::Connection'], 'ConnectionInput.PhysicalConnectionRequirements.AvailabilityZone'],
];

const TARGETS = ['aws_lb_target_group'];

/** Written where it stands; what a parameter or a function gives has another place or is unknown. */
const written = (argument: CloudArgument): argument is CloudArgument & { readonly value: string } =>
  !('items' in argument) && !('fields' in argument) && isKnown(argument) && typeof argument.value === 'string' && argument.value !== 'all' && argument.at.from === undefined && refsIn(argument).length === 0;

const literal: Judge = (object) => {
  const path = ARGUMENTS.find(([types]) => types.includes(object.type))?.[1];
  const zones = path === undefined ? elementsOf(given(object, 'Targets')).map((target) => given(target, 'AvailabilityZone')) : [given(object, path)];
  const found = zones.flatMap(elementsOf).find(written);
  return found === undefined || { reason: `it names ${found.value}`, at: found.at };
};

const types = [...ARGUMENTS.flatMap(([all]) => all), ...TARGETS];
const says = (name: string): string => `${name} cannot be made in another region, and is always in this zone`;
const of = (language: CloudObjectFact['language']): Judge => unless((object) => object.language !== language, literal);

export const CHECKS: readonly CloudCheck[] = [
  { name: 'cloudformation', peers: ['cfn-lint/W3010'], types, judge: of('cloudformation'), says, fix: 'Pick the zone by number, or take it from a parameter.', lines: { yaml: 'AvailabilityZone: !Select [0, !GetAZs ""]' } },
  { name: 'terraform', onDemand: true, peers: [], types, judge: of('terraform'), says, fix: 'Pick the zone by number, or take it from a variable.', lines: { hcl: 'availability_zone = data.aws_availability_zones.available.names[0]' } },
];
