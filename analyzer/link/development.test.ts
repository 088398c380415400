import { describe, expect, it } from 'vitest';
import { graphOf } from './testing.js';

const TERRAFORM = { 'terraform/main.tf': 'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n' };
const environments = async (files: Readonly<Record<string, string>>) => Object.fromEntries((await graphOf({ ...TERRAFORM, ...files })).stacks.flatMap(({ kind, root, environment }) => (kind === 'compose' ? [[root, environment]] : [])));
const of = async (...services: readonly string[]) => (await environments({ 'compose.yaml': `services:\n${services.map((service) => `  ${service}\n`).join('')}` }))['.'];
const SHOP = 'shop: { image: example/shop }';

describe('a Compose project is for development', () => {
  it.each([
    ['an emulated cloud', 'cloud: { image: "registry.example.com/localstack/localstack:4@sha256:0" }'],
    ['an emulated store', 'tables: { image: "amazon/dynamodb-local" }'],
    ['an image that only its publisher tells', 'api: { image: "docker.io/stoplight/prism:5", command: [mock] }'],
    ['one built here', 'localstack: { build: { context: ., dockerfile: tools/Dockerfile } }'],
    ['a mock by its name', 'mock-payments: { image: example/payments }'],
    ['a mock by its folder', 'payments: { build: ./payments-mock }'],
    ['a function run by hand', 'create: { build: ., entrypoint: /aws-lambda/aws-lambda-rie /var/task/main }'],
  ])('beside %s', async (_, service) => {
    expect(await of(SHOP, service)).toBe('development');
  });

  it('where most of what it builds is a stage for developers', async () => {
    expect(await of('a: { build: { context: a, target: dev } }', 'b: { build: { context: b, target: development } }', 'c: { build: c }', SHOP)).toBe('development');
  });

  it('with all the files of its folder', async () => {
    expect(await environments({ 'docker-compose.yml': `services:\n  ${SHOP}\n`, 'docker-compose.infra.yml': 'services:\n  localstack: { image: localstack/localstack }\n' })).toEqual({ '.': 'development' });
  });
});

describe('nobody knows what a Compose project is for', () => {
  it.each([
    ['where nothing is emulated', 'db: { image: "postgres:17" }'],
    ['where a name only has the letters', 'mockingbird: { image: example/hammock }'],
    ['where a prism is no mock', 'prism: { image: example/prism }'],
    ['where the mock only runs when asked for', 'mock-payments: { image: example/payments, profiles: [dev] }'],
  ])('%s', async (_, service) => {
    expect(await of(SHOP, service)).toBe('unknown');
  });

  it('where half of what it builds is a stage for developers', async () => {
    expect(await of('a: { build: { context: a, target: dev } }', 'b: { build: { context: b, target: release } }')).toBe('unknown');
  });
});

it('a name for production counts before what is in it', async () => {
  expect(await environments({ 'docker-compose.prod.yml': `services:\n  ${SHOP}\n  mock-payments: { image: example/payments }\n` })).toEqual({ '.': 'production' });
});
