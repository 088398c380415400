import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../run.js';

const template = (rest: string): string => `AWSTemplateFormatVersion: '2010-09-09'\n${rest}`;
const fn = (variable: string): string => `  Fn:\n    Type: AWS::Lambda::Function\n    Properties:\n      FunctionName: cart\n      Environment: { Variables: { X: ${variable} } }\n`;

async function read(files: Readonly<Record<string, string>>) {
  const { document } = (await analyzeFiles(files)).system;
  return {
    edges: document.dependencies.map(({ from, to, kind, evidence }) => `${from} ${kind} ${to} ${evidence[0]!.file}:${evidence[0]!.line}`),
    setting: (name: string) => document.settings.filter((row) => row.name === name).map(({ value }) => value),
    problems: document.problems,
  };
}

describe('exports', () => {
  const orders = (name: string): string => template(`Resources:\n  Orders: { Type: AWS::DynamoDB::Table }\n  Files: { Type: AWS::S3::Bucket }\nOutputs:\n  Orders: { Value: !Ref Orders, Export: { Name: ${name} } }\n`);

  it.each([
    ['by its name', 'orders-table', '!ImportValue orders-table'],
    ['by a name that both make of a parameter', '!Sub "${Stage}-orders"', '{ "Fn::ImportValue": { "Fn::Sub": "${Stage}-orders" } }'],
    ['by what follows the stack that a parameter names', '!Sub "${AWS::StackName}-orders"', '{ "Fn::ImportValue": { "Fn::Sub": "${DataStack}-orders" } }'],
    ['by what follows a stack that is named', '!Sub "${AWS::StackName}-orders"', '!ImportValue data-orders'],
  ])('are found %s', async (_, exported, imported) => {
    const parameters = 'Parameters:\n  Stage: { Type: String, Default: prod }\n  DataStack: { Type: String }\n';
    const files = { 'data.yaml': orders(exported).replace('Resources', `${parameters}Resources`), 'app.yaml': template(`${parameters}Resources:\n${fn(imported)}`) };
    expect((await read(files)).edges).toEqual(['cart stores Orders app.yaml:10']);
  });

  it('of two that fit neither is taken', async () => {
    expect((await read({ 'a.yaml': orders('x'), 'b.yaml': orders('x'), 'app.yaml': template(`Resources:\n${fn('!ImportValue x')}`) })).edges).toEqual([]);
    expect((await read({ 'a.yaml': orders('x'), 'app.yaml': template(`Resources:\n${fn('!ImportValue y')}`) })).edges).toEqual([]);
  });

  it('may be a listener that another stack hangs a service on', async () => {
    const edge = template("Resources:\n  Front: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }\n  Https: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Front } }\nOutputs:\n  L: { Value: !Ref Https, Export: { Name: https } }\n");
    const web = template('Resources:\n  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup }\n  Rule: { Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: { ListenerArn: !ImportValue https, Actions: [{ TargetGroupArn: !Ref Group }] } }\n  Web:\n    Type: AWS::ECS::Service\n    Properties:\n      ServiceName: web\n      LoadBalancers: [{ TargetGroupArn: !Ref Group }]\n');
    expect((await read({ 'edge.yaml': edge, 'web.yaml': web })).edges).toEqual(['Front routes web web.yaml:9']);
  });
});

describe('nested stacks', () => {
  const root = template('Resources:\n  Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./parts/data.yaml, Parameters: { Days: 9 } } }\n  App:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: parts/app.yaml\n      Parameters: { Host: !GetAtt Data.Outputs.Host }\n');
  const data = template('Parameters: { Days: { Type: Number, Default: 1 } }\nResources:\n  Db: { Type: AWS::RDS::DBInstance, Properties: { Engine: postgres, BackupRetentionPeriod: !Ref Days } }\nOutputs: { Host: { Value: !GetAtt Db.Endpoint.Address } }\n');
  const app = template(`Parameters: { Host: { Type: String } }\nResources:\n${fn('!Sub "postgres://${Host}/x"')}`);

  it('are given parameters and give outputs back', async () => {
    const { edges, setting, problems } = await read({ 'root.yaml': root, 'parts/data.yaml': data, 'parts/app.yaml': app });
    expect(edges).toEqual(['cart stores Db parts/app.yaml:8']);
    expect(setting('backupRetentionDays')).toEqual([9]);
    expect(problems).toEqual([]);
  });

  it('that lie elsewhere are named as not read', async () => {
    const { edges, problems } = await read({ 'root.yaml': root, 'parts/app.yaml': app });
    expect(edges).toEqual([]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['module-not-read', 3]]);
  });

  it('used twice keep what they say themselves', async () => {
    const twice = root.replace('  App:', '  Again: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./parts/data.yaml, Parameters: { Days: 4 } } }\n  App:');
    expect((await read({ 'root.yaml': twice, 'parts/data.yaml': data, 'parts/app.yaml': app })).setting('backupRetentionDays')).toEqual([1]);
  });

  it('that nest each other end', async () => {
    const each = (other: string) => template(`Parameters: { P: { Type: String } }\nResources:\n  S: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${other}, Parameters: { P: !GetAtt S.Outputs.O } } }\n${fn('!Ref P')}Outputs: { O: { Value: !Ref P } }\n`);
    expect(await read({ 'a.yaml': each('b.yaml'), 'b.yaml': each('a.yaml') })).toMatchObject({ edges: [], problems: [] });
  });
});
