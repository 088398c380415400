import type { Case } from './cases.js';
import { cloudFormation, type CloudFormation } from './templates.js';

const on = (id: string, what: string, resources: CloudFormation, more: object = {}): Case => [`cfn-lint/${id}`, what, cloudFormation(resources, more)];
const topic = (name: unknown) => ['AWS::SNS::Topic', { TopicName: name }] as const;
const lambda = (more: object = {}) => ['AWS::Lambda::Function', { Code: { ZipFile: 'x' }, Handler: 'index.handler', Role: 'arn:aws:iam::123456789012:role/x', Runtime: 'nodejs22.x', ...more }] as const;
const queue = (more: object = {}) => ['AWS::SQS::Queue', more] as const;
const instance = (more: object = {}) => ['AWS::RDS::DBInstance', { DBInstanceClass: 'db.t3.micro', Engine: 'mysql', AllocatedStorage: '20', MasterUsername: 'x', ManageMasterUserPassword: true, ...more }] as const;
const group = (more: object) => ['AWS::AutoScaling::AutoScalingGroup', { MinSize: '1', MaxSize: '2', LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '1' }, AvailabilityZones: { 'Fn::GetAZs': '' }, ...more }] as const;
const tracking = (name: string) => ['AWS::AutoScaling::ScalingPolicy', { AutoScalingGroupName: { Ref: name }, PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }, TargetValue: 50 } }] as const;
const keep = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const source = (fn: string, to: string) => ['AWS::Lambda::EventSourceMapping', { FunctionName: { Ref: fn }, EventSourceArn: { 'Fn::GetAtt': [to, 'Arn'] } }] as const;
/** Stages that exclude each other, and a size beside them. */
const STAGES = {
  Parameters: { Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] }, Size: { Type: 'String', Default: 'small' } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsDev: { 'Fn::Equals': ['dev', { Ref: 'Stage' }] }, IsNotDev: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    IsLarge: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] }, IsLargeProd: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsLarge' }] },
  },
};

export const cfnLint: readonly Case[] = [
  on('E1010', 'attributes of what is not there', { Bad: topic({ 'Fn::GetAtt': ['Gone', 'QueueName'] }), BadShort: topic({ 'Fn::GetAtt': 'Gone.QueueName' }), Ok: topic({ 'Fn::GetAtt': ['Queue', 'QueueName'] }), Queue: queue() }),
  on('E1020', 'references to what is not there', { Bad: topic({ Ref: 'Gone' }), Ok: topic({ Ref: 'Name' }), Pseudo: topic({ Ref: 'AWS::StackName' }) }, { Parameters: { Name: { Type: 'String' } } }),
  on('E3005', 'DependsOn of what is not there', { Bad: [...topic('a'), { DependsOn: 'Gone' }], BadSecond: [...topic('b'), { DependsOn: ['Ok', 'Gone'] }], Ok: topic('c') }),
  on('E3005', 'DependsOn of itself, and of what is there in other cases only', { Bad: [...topic({ 'Fn::GetAtt': ['Bad', 'TopicName'] }), { DependsOn: ['Bad'] }], Wanted: [...topic('a'), { Condition: 'IsProd' }], BadOther: [...topic('b'), { DependsOn: 'Wanted', Condition: 'IsDev' }], Ok: [...topic('c'), { DependsOn: 'Wanted', Condition: 'IsLargeProd' }], OkNot: [...topic('d'), { DependsOn: 'Wanted', Condition: 'IsNotDev' }] }, STAGES),
  on('E1010', 'also where it is named otherwise, too', { Bad: ['AWS::SNS::Topic', { TopicName: { Ref: 'Gone' }, DisplayName: { 'Fn::GetAtt': ['Gone', 'Arn'] } }] }),
  on('W1001', 'also where a choice names it, too', { Bad: ['AWS::SNS::Topic', { TopicName: { 'Fn::If': ['Wanted', { Ref: 'Sometimes' }, 'x'] }, DisplayName: { Ref: 'Sometimes' } }], Sometimes: [...queue(), { Condition: 'Wanted' }] }, { Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } } }),
  on('E1020', 'not in outputs', { Ok: topic('a') }, { Outputs: { Name: { Value: { Ref: 'Gone' } } } }),
  on('E1010', 'not in outputs', { Ok: topic('a') }, { Outputs: { Name: { Value: { 'Fn::GetAtt': ['Gone', 'Arn'] } } } }),
  on('W3005', 'an order with what is not there', { Ok: [...topic({ 'Fn::GetAtt': ['Gone', 'QueueName'] }), { DependsOn: 'Gone' }] }),
  on('E3004', 'circles', { BadA: [...topic('a'), { DependsOn: 'BadB' }], BadB: [...topic('b'), { DependsOn: 'BadA' }], BadC: topic({ 'Fn::GetAtt': ['BadD', 'QueueName'] }), BadD: queue({ QueueName: { Ref: 'BadC' } }), Ok: [...topic('c'), { DependsOn: 'BadA' }] }),
  on('W1001', 'what has a condition by what has none', { Bad: topic({ Ref: 'Sometimes' }), Sometimes: [...queue(), { Condition: 'Wanted' }], Ok: topic({ 'Fn::If': ['Wanted', { Ref: 'Sometimes' }, 'x'] }), Same: [...topic({ Ref: 'Sometimes' }), { Condition: 'Wanted' }] }, { Parameters: { P: { Type: 'String' } }, Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'P' }, 'a'] } } }),
  on('W1001', 'conditions that do not go together', { Prod: [...queue(), { Condition: 'IsProd' }], Bad: [...topic({ 'Fn::GetAtt': ['Prod', 'QueueName'] }), { Condition: 'IsDev' }], BadFree: [...topic({ 'Fn::GetAtt': ['Prod', 'QueueName'] }), { Condition: 'IsLarge' }], Ok: [...topic({ 'Fn::GetAtt': ['Prod', 'QueueName'] }), { Condition: 'IsLargeProd' }] }, STAGES),
  on('I3011', 'resources that a default of a parameter leaves out', { Bad: ['AWS::DynamoDB::Table', { TableName: 'a' }, { Condition: 'IsProd' }], Ok: ['AWS::DynamoDB::Table', { TableName: 'b' }, { ...keep, Condition: 'IsProd' }] }, STAGES),
  on('E3680', 'a load balancer without subnets', { Bad: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application', Subnets: [] }] }),
  on('W3005', 'an order that a reference brings', { Bad: [...topic({ 'Fn::GetAtt': ['Queue', 'QueueName'] }), { DependsOn: 'Queue' }], Queue: queue(), Ok: [...topic('x'), { DependsOn: 'Queue' }] }),
  on('W3010', 'zones by name', { Bad: ['AWS::EC2::Volume', { AvailabilityZone: 'us-east-1a', Size: 1 }, keep], BadList: group({ AvailabilityZones: ['us-east-1a', 'us-east-1b'] }), Ok: ['AWS::EC2::Volume', { AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, Size: 1 }, keep] }),
  on('E3056', 'health checks that exclude each other', { Bad: group({ HealthCheckType: 'EC2,ELB' }), Ok: group({ HealthCheckType: 'ELB' }), More: group({ HealthCheckType: 'ELB,EBS' }) }),
  on('E3706', 'at least the minimum', { Bad: group({ MinSize: '3', MaxSize: '2' }), Ok: group({ MinSize: '2', MaxSize: '2' }), More: group({}) }),
  on('E3712', 'room to grow', { Bad: group({ MinSize: '2', MaxSize: '2' }), Roomy: group({}), Alone: group({ MinSize: '2', MaxSize: '2' }), BadLess: group({ MinSize: '3', MaxSize: '2' }), Follow: tracking('Bad'), FollowLess: tracking('BadLess'), Other: tracking('Roomy') }),
  on('E3502', 'the same type of queue', { Bad: queue({ FifoQueue: true, RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Plain', 'Arn'] }, maxReceiveCount: 3 } }), Plain: queue(), Ok: queue({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Plain', 'Arn'] }, maxReceiveCount: 3 } }), Fifo: queue({ FifoQueue: true, RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 } }), Dead: queue({ FifoQueue: true }) }),
  on('E3505', 'hidden for less than a function runs', { BadQueue: queue({ VisibilityTimeout: 30 }), Slow: lambda({ Timeout: 60 }), Map: source('Slow', 'BadQueue'), Queue: queue({ VisibilityTimeout: 60 }), Map2: source('Slow', 'Queue') }),
  on('E3680', 'two subnets', { Bad: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application', Subnets: ['subnet-1'] }], Ok: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application', Subnets: ['subnet-1', 'subnet-2'] }], Network: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Subnets: ['subnet-1'] }], BadDefault: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['subnet-1'] }] }),
  on('E2533', 'runtimes that cannot be updated', { Bad: lambda({ Runtime: 'python2.7' }), BadNode: lambda({ Runtime: 'nodejs6.10' }), Ok: lambda() }),
  on('E2531', 'runtimes that cannot be created', { Bad: lambda({ Runtime: 'nodejs14.x' }), Ok: lambda() }),
  on('W2531', 'runtimes without support', { Bad: lambda({ Runtime: 'nodejs18.x' }), Ok: lambda() }),
  on('I3011', 'stateful resources', { Bad: ['AWS::DynamoDB::Table', { TableName: 'a' }], BadFiles: ['AWS::EFS::FileSystem', {}], Ok: ['AWS::DynamoDB::Table', { TableName: 'b' }, keep], Topic: topic('x'), BadInstance: instance() }),
  on('W3011', 'one of the two', { Bad: [...instance(), { DeletionPolicy: 'Retain' }], BadUpdate: [...instance(), { UpdateReplacePolicy: 'Retain' }], Ok: [...instance(), keep], None: instance() }),
  on('I3013', 'a time to keep', { Bad: [...instance(), keep], Ok: [...instance({ BackupRetentionPeriod: 7 }), keep], BadQueue: [...queue(), keep], Queue: [...queue({ MessageRetentionPeriod: 1000 }), keep] }),
  on('I3100', 'old types', { Bad: ['AWS::EC2::Instance', { InstanceType: 'm1.small', ImageId: 'ami-0123456789abcdef0' }], BadDb: [...instance({ DBInstanceClass: 'db.m1.small' }), keep], Ok: ['AWS::EC2::Instance', { InstanceType: 't3.micro', ImageId: 'ami-0123456789abcdef0' }] }),
  on('W3690', 'engines of clusters', { Bad: ['AWS::RDS::DBCluster', { Engine: 'aurora-mysql', EngineVersion: '5.7.mysql_aurora.2.10.1' }, keep], Ok: ['AWS::RDS::DBCluster', { Engine: 'aurora-postgresql', EngineVersion: '16.8' }, keep], BadAurora: ['AWS::RDS::DBCluster', { Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.05.2' }, keep] }),
  on('W3691', 'engines of instances', { Bad: [...instance({ EngineVersion: '8.0.35' }), keep], Ok: [...instance({ EngineVersion: '8.4.8' }), keep] }),
  on('E3710', 'services that are gone', { Bad: ['AWS::QLDB::Ledger', { PermissionsMode: 'STANDARD' }, keep], Ok: topic('a') }),
  on('W3696', 'services that close', { Bad: ['AWS::AppMesh::Mesh', { MeshName: 'x' }], Ok: topic('a') }),
];
