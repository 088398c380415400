import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import type { CloudPart, CloudResourceFact, WorkloadFact } from '../../facts/types.js';
import { readTemplate, cloudFormationParser } from './parser.js';

function read(text: string, path = 'template.yaml') {
  const { facts, problems, notMine } = readTemplate(path, text);
  const parts = facts.filter((f) => f.kind !== 'cloud-object' && f.kind !== 'template').map((f): CloudPart => (f.kind === 'workload' ? f.cloud! : (f as CloudResourceFact)));
  const named = (name: string) => parts.find((p) => p.component.name === name)!;
  const setting = (name: string, key: string) => named(name).settings.find((s) => s.name === key)?.value;
  const env = (name: string) => Object.fromEntries((facts.find((f) => f.kind === 'workload' && f.ref.name === name) as WorkloadFact).containers[0]!.env.map((v) => [v.name, v.value && showTemplate(v.value)]));
  const edges = () => parts.flatMap((p) => p.references.map((r) => `${p.component.name} ${r.dependency ?? r.via} ${r.to} :${r.at.line}`)).sort();
  return { facts, problems, notMine, parts, named, setting, env, edges };
}

const fn = (variables: string, rest = ''): string => `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage: { Type: String, Default: prod }
  Secret: { Type: String }
Mappings:
  Sizes:
    prod: { Shards: 4 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [!Condition IsProd]
  Either: !Or [!Condition IsTest, !Condition IsProd]
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: fn
      Environment:
        Variables:
${variables}
${rest}`;

describe('functions', () => {
  it('evaluates short tags and long forms', () => {
    const { env } = read(fn(`          A: !Sub '\${Stage}-x-\${!Literal}'
          B: !Join ['/', [a, !Ref Stage]]
          C: !If [IsProd, yes-it-is, no]
          D: { "Fn::If": [IsTest, 1, 2] }
          E: !FindInMap [Sizes, !Ref Stage, Shards]
          F: !Select [1, [a, b]]
          G: { "Fn::Sub": ["\${X}.\${Stage}", { X: !Ref Stage }] }
          H: !Ref Secret
          I: !ImportValue other
          J: !If [Either, up, down]
          K: !Ref AWS::Region`));
    expect(env('fn')).toEqual({ A: 'prod-x-${Literal}', B: 'a/prod', C: 'yes-it-is', D: '2', E: '4', F: 'b', G: 'prod.prod', H: '…', I: '…', J: 'up', K: '…' });
  });

  it('leaves out what its condition rules out, and keeps what nobody can tell', () => {
    const { parts } = read(fn('          A: a', `  No: { Type: AWS::SQS::Queue, Condition: IsTest }
  Yes: { Type: AWS::SQS::Queue, Condition: IsProd }
  Perhaps: { Type: AWS::SQS::Queue, Condition: Missing }`));
    expect(parts.map((p) => p.component.name)).toEqual(['fn', 'Yes', 'Perhaps']);
  });

  it('follows references through variables', () => {
    const { edges } = read(fn(`          TABLE: !Ref Table
          URL: !Sub 'https://\${Search.DomainEndpoint}/x'
          LATER: { "Fn::GetAtt": [Queue, Arn] }`, `  Table: { Type: AWS::DynamoDB::Table }
  Search: { Type: AWS::OpenSearchService::Domain }
  Queue: { Type: AWS::SQS::Queue }`));
    expect(edges()).toEqual(['fn env Queue :21', 'fn env Search :20', 'fn env Table :19']);
  });
});

describe('SAM', () => {
  const template = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Timeout: 12 }
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Http: { Type: Api, Properties: { Path: /, Method: get } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 30
      Events:
        Queue: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
  Jobs: { Type: AWS::SQS::Queue }
`;
  it('reads events, globals and the API that nobody declares', () => {
    const { edges, setting, named } = read(template);
    expect(edges()).toEqual(['ServerlessRestApi routes Api :9', 'Worker consumes Jobs :15']);
    expect([setting('Api', 'lambdaTimeoutSeconds'), setting('Worker', 'lambdaTimeoutSeconds')]).toMatchObject([{ value: 12, at: { line: 3 } }, { value: 30, at: { line: 13 } }]);
    expect(named('ServerlessRestApi').entry).toMatchObject({ file: 'template.yaml', line: 9 });
  });
});

describe('templates', () => {
  it('reads services of containers behind a load balancer, in JSON', () => {
    const { edges, setting } = read(JSON.stringify({
      Resources: {
        Lb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {} },
        Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { HealthCheckPath: '/up' } },
        Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: { Ref: 'Lb' }, DefaultActions: [{ TargetGroupArn: { Ref: 'Group' } }] } },
        Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: 'web', Image: 'shop/web', HealthCheck: { Command: ['CMD', 'true'] }, Environment: [{ Name: 'DB', Value: { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] } }] }] } },
        Web: { Type: 'AWS::ECS::Service', Properties: { ServiceName: 'web', TaskDefinition: { Ref: 'Task' }, DesiredCount: 2, LoadBalancers: [{ TargetGroupArn: { Ref: 'Group' } }] } },
        Db: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Delete', Properties: { Engine: 'mysql', MultiAZ: false } },
      },
    }, null, 1), 'stack.json');
    expect(edges().map((e) => e.replace(/ :.*/, ''))).toEqual(['Lb routes Web', 'web env Db']);
    expect([setting('web', 'desiredCount'), setting('web', 'containerHealthCheck'), setting('Lb', 'healthCheckPath'), setting('Db', 'multiAz'), setting('Db', 'skipFinalSnapshot')]).toMatchObject([{ value: 2 }, { value: true }, { value: '/up' }, { value: false }, { value: true }]);
  });

  it('claims templates and nothing else', () => {
    const claims = (path: string, head: string) => cloudFormationParser.claims(path, () => head);
    expect(claims('a.yaml', 'AWSTemplateFormatVersion: x')).toBe(true);
    expect(claims('a.template', '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}')).toBe(true);
    expect(claims('a.yaml', 'apiVersion: v1\nkind: ConfigMap')).toBe(false);
    expect(claims('a.yaml', 'Resources:\n  - a')).toBe(false);
    expect(read('AWSTemplateFormatVersion: x\n').notMine).toEqual(['template.yaml']);
  });

  it('says that nested stacks are not read, and survives what is no template', () => {
    expect(read('Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./x.yaml\n').problems).toMatchObject([{ code: 'module-not-read', line: 5 }]);
    expect(read('Resources: [1, 2]\n').parts).toEqual([]);
    expect(read(`Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: ${'!Sub '.repeat(3)}x\n`).problems.length).toBeGreaterThan(0);
    expect(read('Conditions:\n  A: !Condition B\n  B: !Condition A\nResources:\n  Q: { Type: AWS::SQS::Queue, Condition: A }\n').parts).toHaveLength(1);
    expect(read('Resources:\n  __proto__: { Type: constructor }\n  Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref constructor } }\n').parts).toHaveLength(1);
  });
});
