import { describe, expect, it } from 'vitest';
import type { CloudObjectFact, CloudPart, Fact } from '../../facts/types.js';
import { readTemplate } from '../cloudformation/parser.js';
import { memoryFiles } from '../memory-files.js';
import { terraformParser } from '../terraform/index.js';

async function terraform(text: string): Promise<readonly Fact[]> {
  const files = memoryFiles({ 'main.tf': text });
  const [unit] = terraformParser.units(['main.tf'], files);
  return (await terraformParser.parse(unit!, files)).facts;
}

const partsOf = (facts: readonly Fact[]): CloudPart[] => facts.flatMap((f) => (f.kind === 'cloud-resource' ? [f] : f.kind === 'workload' && f.cloud ? [f.cloud] : []));
const zonesOf = (facts: readonly Fact[], name: string) => partsOf(facts).find((p) => p.component.name === name)?.settings.find((s) => s.name === 'zones')?.value;

const SUBNETS = `
data "aws_availability_zones" "all" {}
variable "subnets" { type = list(string) }
resource "aws_subnet" "a" { availability_zone = "eu-west-1a" }
resource "aws_subnet" "b" { availability_zone = "eu-west-1b" }
resource "aws_subnet" "each" {
  count             = 3
  availability_zone = data.aws_availability_zones.all.names[count.index]
}
resource "aws_subnet" "listed" {
  count             = 2
  availability_zone = element(["eu-west-1b", "eu-west-1c", "eu-west-1d"], count.index)
}
resource "aws_elasticache_subnet_group" "two" { subnet_ids = [aws_subnet.b.id, aws_subnet.a.id] }
module "vpc" {
  source          = "terraform-aws-modules/vpc/aws"
  azs             = slice(data.aws_availability_zones.all.names, 0, 2)
  private_subnets = ["10.0.0.0/24", "10.0.1.0/24"]
}
`;

describe('zones', () => {
  it.each([
    ['the subnets that it names', 'resource "aws_autoscaling_group" "x" { vpc_zone_identifier = [aws_subnet.b.id, aws_subnet.a.id] }', 'eu-west-1a, eu-west-1b'],
    ['a subnet group', 'resource "aws_elasticache_replication_group" "x" { subnet_group_name = aws_elasticache_subnet_group.two.name }', 'eu-west-1a, eu-west-1b'],
    ['one subnet', 'resource "aws_lb" "x" {\n  subnet_mapping {\n    subnet_id = aws_subnet.a.id\n  }\n}', 'eu-west-1a'],
    ['zones that it names', 'resource "aws_autoscaling_group" "x" { availability_zones = ["eu-west-1c", "eu-west-1a"] }', 'eu-west-1a, eu-west-1c'],
    ['zones that only the provider names', 'resource "aws_autoscaling_group" "x" { vpc_zone_identifier = aws_subnet.each[*].id }', 'data.aws_availability_zones.all.names[0], data.aws_availability_zones.all.names[1], data.aws_availability_zones.all.names[2]'],
    ['as many zones of a list as there are subnets', 'resource "aws_autoscaling_group" "x" { vpc_zone_identifier = aws_subnet.listed[*].id }', 'eu-west-1b, eu-west-1c'],
    ['what a network module was given', 'resource "aws_autoscaling_group" "x" { vpc_zone_identifier = module.vpc.private_subnets }', 'data.aws_availability_zones.all.names[0], data.aws_availability_zones.all.names[1]'],
    ['the zone of a database', 'resource "aws_db_instance" "x" { availability_zone = "eu-west-1a" }', 'eu-west-1a'],
  ])('come from %s', async (_, resource, zones) => expect(zonesOf(await terraform(SUBNETS + resource), 'x')).toMatchObject({ value: zones }));

  it('are unknown where one of the subnets is', async () => {
    expect(zonesOf(await terraform(`${SUBNETS}resource "aws_autoscaling_group" "x" { vpc_zone_identifier = var.subnets }`), 'x')).toMatchObject({ unknown: 'zones' });
    expect(zonesOf(await terraform(`${SUBNETS}resource "aws_autoscaling_group" "x" { vpc_zone_identifier = [aws_subnet.a.id, var.subnets[0]] }`), 'x')).toMatchObject({ unknown: 'zones' });
    expect(zonesOf(await terraform(`${SUBNETS}resource "aws_autoscaling_group" "x" { min_size = 1 }`), 'x')).toBeUndefined();
  });

  it('come from the subnets of a CloudFormation template', () => {
    const subnet = (name: string, index: number) => `  ${name}:\n    Type: AWS::EC2::Subnet\n    Properties: { AvailabilityZone: !Select [${index}, !GetAZs ''] }\n`;
    const { facts } = readTemplate('t.yaml', `Resources:\n${subnet('A', 0)}${subnet('B', 1)}  Group:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: { VPCZoneIdentifier: [!Ref A, !Ref B] }\n`);
    expect(zonesOf(facts, 'Group')).toMatchObject({ value: 'Fn::Select 0 of Fn::GetAZs, Fn::Select 1 of Fn::GetAZs' });
  });
});

describe('resources as they are written', () => {
  const objects = (facts: readonly Fact[]) => facts.filter((f): f is CloudObjectFact => f.kind === 'cloud-object');

  it('have their type as written, their values with places, and what these refer to', async () => {
    const [bucket, versions] = objects(await terraform('resource "aws_s3_bucket" "b" { bucket = "x" }\nresource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'));
    expect([bucket!.ref, bucket!.address]).toEqual([{ kind: 'aws_s3_bucket', name: 'b' }, 'aws_s3_bucket.b']);
    expect(versions!.given).toMatchObject({ bucket: { refs: ['aws_s3_bucket.b'] }, versioning_configuration: { items: [{ fields: { status: { value: 'Enabled', at: { line: 5 } } } }] } });
    const [template] = objects(readTemplate('t.yaml', 'Resources:\n  Q:\n    Type: AWS::QLDB::Ledger\n    DeletionPolicy: Retain\n    Properties: { DeletionProtection: false }\n').facts);
    expect(template).toMatchObject({ ref: { kind: 'AWS::QLDB::Ledger', name: 'Q' }, given: { DeletionPolicy: { value: 'Retain' }, DeletionProtection: { value: false } } });
  });

  it('never hold a secret', async () => {
    const facts = objects(await terraform('variable "p" { default = "hunter2hunter2" }\nresource "aws_db_instance" "d" {\n  password = var.p\n  username = "app"\n}\nresource "aws_elastic_beanstalk_environment" "e" {\n  setting {\n    name  = "DB_PASSWORD"\n    value = "hunter2hunter2"\n  }\n}\nresource "x_y" "z" {\n  policy = jsonencode({ t = "hunter2hunter2" })\n  url = "https://u:hunter2hunter2@host/"\n  pin_token = 123456\n}\n'));
    expect(JSON.stringify(facts)).not.toMatch(/hunter2|123456/);
    expect(facts[0]!.given).toMatchObject({ password: { unknown: 'redacted' }, username: { value: 'app' } });
  });
});
