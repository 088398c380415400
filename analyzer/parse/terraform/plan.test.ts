import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../run.js';

const HCL = {
  'main.tf': `module "data" {
  source = "./data"
  days   = var.days
}
variable "days" { default = 9 }
resource "aws_subnet" "a" {
  count             = 2
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "web", image = "acme/web:1", environment = [{ name = "DB_HOST", value = module.data.host }] }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  desired_count   = 3
  task_definition = aws_ecs_task_definition.web.arn
}
resource "aws_lambda_function" "resize" {
  for_each      = toset(["small", "large"])
  function_name = "resize-\${each.key}"
  timeout       = 5
  environment {
    variables = { QUEUE = module.data.queue }
  }
}
`,
  'data/main.tf': `variable "days" {}
resource "aws_db_instance" "orders" {
  engine                  = "postgres"
  backup_retention_period = var.days
}
resource "aws_sqs_queue" "jobs" { visibility_timeout_seconds = 45 }
output "host" { value = aws_db_instance.orders.address }
output "queue" { value = aws_sqs_queue.jobs.url }
`,
};

const resource = (address: string, values: object, index?: string | number) => {
  const [type, name] = address.split('.').slice(-2);
  return { address: index === undefined ? address : `${address}[${JSON.stringify(index)}]`, mode: 'managed', type, name, ...(index === undefined ? {} : { index }), values };
};
const configured = (address: string, expressions: object, more = {}) => {
  const [type, name] = address.split('.');
  return { address, mode: 'managed', type, name, expressions, ...more };
};
const refers = (...references: string[]) => ({ references });

/** What the tool says of the files above: values that it knows, and what those come from that it does not. */
const plan = (more: object = {}) => ({
  format_version: '1.2',
  terraform_version: '1.9.0',
  planned_values: {
    root_module: {
      resources: [
        resource('aws_subnet.a', { availability_zone: 'eu-west-1a' }, 0),
        resource('aws_subnet.a', { availability_zone: 'eu-west-1b' }, 1),
        resource('aws_ecs_task_definition.web', {}),
        resource('aws_ecs_service.web', { name: 'web', desired_count: 3 }),
        resource('aws_lambda_function.resize', { function_name: 'resize-large', timeout: 5, environment: [{}] }, 'large'),
        resource('aws_lambda_function.resize', { function_name: 'resize-small', timeout: 5, environment: [{}] }, 'small'),
      ],
      child_modules: [{ address: 'module.data', resources: [resource('module.data.aws_db_instance.orders', { engine: 'postgres', backup_retention_period: 9 }), resource('module.data.aws_sqs_queue.jobs', { visibility_timeout_seconds: 45 })] }],
    },
  },
  configuration: {
    root_module: {
      resources: [
        configured('aws_ecs_task_definition.web', { container_definitions: refers('module.data.host', 'module.data') }),
        configured('aws_ecs_service.web', { task_definition: refers('aws_ecs_task_definition.web.arn', 'aws_ecs_task_definition.web') }),
        configured('aws_lambda_function.resize', { environment: [{ variables: refers('module.data.queue', 'module.data') }] }, { for_each_expression: {} }),
      ],
      module_calls: {
        data: {
          source: './data', expressions: { days: refers('var.days') },
          module: {
            outputs: { host: { expression: refers('aws_db_instance.orders.address', 'aws_db_instance.orders') }, queue: { expression: refers('aws_sqs_queue.jobs.url', 'aws_sqs_queue.jobs') } },
            resources: [configured('aws_db_instance.orders', { backup_retention_period: refers('var.days') }), configured('aws_sqs_queue.jobs', {})],
          },
        },
        ...more,
      },
    },
  },
});

async function read(files: Readonly<Record<string, string>>) {
  const { document } = (await analyzeFiles(files)).system;
  return {
    components: document.components.map(({ name, kind, technology }) => ({ name, kind, technology })),
    dependencies: document.dependencies.map(({ from, to, kind, strength, phase }) => ({ from, to, kind, strength, phase })),
    // A plan that hides the containers cannot tell what they check.
    settings: document.settings.map(({ on, name, value, origin }) => ({ on, name, value, origin })).filter(({ name }) => name !== 'containerHealthCheck'),
  };
}

describe('a plan', () => {
  it('gives the components, dependencies and settings of the files that it was made of', async () => {
    const planned = await read({ 'plan.json': JSON.stringify(plan()) });
    expect(planned.dependencies.map(({ from, to }) => `${from} ${to}`)).toEqual(['resize jobs', 'web orders']);
    expect(planned.settings).toContainEqual({ on: 'resize', name: 'multiplicity', value: 2, origin: 'explicit' });
    expect(planned).toEqual(await read(HCL));
  });

  it('names modules from elsewhere with their versions', async () => {
    const { system } = await analyzeFiles({ 'plan.json': JSON.stringify(plan({ net: { source: 'terraform-aws-modules/vpc/aws', version_constraint: '~> 5.0', module: {} }, far: { source: 'git::https://git.acme.test/x.git' } })) });
    const modules = system.stacks[0]!.cloud!.map(({ fact }) => fact).filter(({ type }) => type === 'module');
    expect(modules.map(({ address, given }) => [address, given['version']])).toMatchObject([['module.net', { value: '~> 5.0' }], ['module.far', undefined]]);
  });
});

it('what a plan puts into a cluster is read as what it is there', async () => {
  const spec = { replicas: '2', strategy: [], min_ready_seconds: 0, template: [{ metadata: [{ labels: { app: 'web' }, name: null }], spec: [{ toleration: [], container: [{ name: 'web', image: 'acme/web:1', env: [], liveness_probe: [{ http_get: [{ path: '/live', port: '8080' }] }] }] }] }] };
  const planned = { resources: [resource('kubernetes_deployment.web', { metadata: [{ name: 'web', namespace: 'default', labels: null }], spec: [spec] })] };
  const { components, settings } = await read({ 'plan.json': JSON.stringify({ format_version: '1.2', terraform_version: '1.9.0', planned_values: { root_module: planned }, configuration: { root_module: {} } }) });
  expect(components.map(({ name, kind }) => [name, kind])).toEqual([['web', 'service']]);
  expect(settings.filter(({ origin }) => origin === 'explicit').map(({ name, value }) => [name, value])).toEqual(expect.arrayContaining([['replicas', 2], ['hasLivenessProbe', true]]));
});
