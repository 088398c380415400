import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const graph = async (files: Readonly<Record<string, string>>) => (await analyzeFiles(files)).system.document;
const pairs = (document: Awaited<ReturnType<typeof graph>>): string[] => document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to}`);

const service = (name: string, image: string, variables = ''): string => `
resource "aws_ecs_task_definition" "${name}" {
  container_definitions = jsonencode([{ name = "${name}", image = "${image}", environment = [${variables}] }])
}
resource "aws_ecs_service" "${name}" {
  name            = "${name}"
  task_definition = aws_ecs_task_definition.${name}.arn
}
`;

describe('stacks of cloud resources', () => {
  it('joins alternatives of one system by what runs in them', async () => {
    const document = await graph({
      'ecs/main.tf': service('cart', 'registry.example.com/shop-cart:1'),
      'run/main.tf': 'variable "env" { default = "eu" }\nresource "google_cloud_run_v2_service" "this" {\n  name = "${var.env}-basket"\n  template {\n    containers {\n      image = "registry.example.com/shop-cart:2"\n    }\n  }\n}\n',
    });
    expect(document.components.map((c) => [c.name, c.stacks])).toEqual([['cart', ['ecs', 'run']]]);
  });

  it('takes a function and a table of one name in two modules for two things', async () => {
    const document = await graph({
      'functions/main.tf': 'resource "aws_lambda_function" "orders" { function_name = "orders" }\n',
      'tables/main.tf': 'resource "aws_dynamodb_table" "orders" { name = "orders" }\n',
    });
    expect(document.components.map((c) => [c.kind, c.stacks])).toEqual([['function', ['functions']], ['datastore', ['tables']]]);
  });

  it('resolves discovery names of the same stack', async () => {
    const document = await graph({
      'main.tf': `${service('web', 'shop/web', '{ name = "CART_URL", value = "http://cart.shop.local:8080" }')}
resource "aws_service_discovery_private_dns_namespace" "ns" { name = "shop.local" }
resource "aws_service_discovery_service" "cart" {
  name = "cart"
  dns_config { namespace_id = aws_service_discovery_private_dns_namespace.ns.id }
}
resource "aws_ecs_service" "basket" {
  name = "basket"
  service_registries { registry_arn = aws_service_discovery_service.cart.arn }
}
`,
    });
    expect(pairs(document)).toEqual(['web calls basket']);
  });

  it('joins code to the resource that a variable names, with what the code says of the call', async () => {
    const document = await graph({
      'main.tf': `resource "aws_elasticache_replication_group" "sessions" { replication_group_id = "s" }\n${service('web', 'registry.example.com/web', '{ name = "REDIS_URL", value = "redis://${aws_elasticache_replication_group.sessions.primary_endpoint_address}:6379" }')}`,
      'web/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "index.js"]\n',
      'web/package.json': '{"name": "web", "scripts": {"start": "node index.js"}, "dependencies": {"ioredis": "5"}}',
      'web/index.ts': "import Redis from 'ioredis';\nconst redis = new Redis(process.env.REDIS_URL!, { commandTimeout: 500 });\nexport const get = (k: string) => redis.get(k);\n",
    });
    expect(pairs(document)).toContain('web caches sessions');
  });

  it('leaves out clusters and buckets that nothing uses', async () => {
    const document = await graph({ 'main.tf': `resource "aws_s3_bucket" "state" {}\nresource "aws_eks_cluster" "main" { name = "main" }\nresource "aws_s3_bucket" "files" { bucket = "shop-files" }\n${service('web', 'shop/web', '{ name = "FILES_BUCKET", value = "shop-files" }')}` });
    expect(document.components.map((c) => c.name)).toEqual(['files', 'web']);
    expect(pairs(document)).toEqual(['web stores files']);
  });

  it('gives no number of instances to what scales by itself', async () => {
    const document = await graph({ 'main.tf': 'resource "aws_lambda_function" "fn" { function_name = "fn" }\nresource "aws_apigatewayv2_api" "api" { name = "api" }\nresource "aws_apigatewayv2_integration" "i" {\n  api_id = aws_apigatewayv2_api.api.id\n  integration_uri = aws_lambda_function.fn.invoke_arn\n}\n' });
    expect(document.settings.filter((s) => s.name === 'replicas')).toEqual([]);
    expect(document.settings.find((s) => s.name === 'lambdaTimeoutSeconds')).toMatchObject({ on: 'fn', value: 3, origin: 'default', source: expect.stringContaining('lambda') });
    expect(document.components.find((c) => c.name === 'api')?.entry?.stacks).toEqual(['.']);
  });

  it('reads what is deployed to a cluster from Terraform', async () => {
    const deployment = (name: string, env: string): string => `
resource "kubernetes_deployment_v1" "${name}" {
  metadata { name = "${name}" }
  spec {
    replicas = 2
    template {
      metadata { labels = { app = "${name}" } }
      spec {
        container {
          name  = "${name}"
          image = "shop/${name}"
          ${env}
        }
      }
    }
  }
}
`;
    const document = await graph({
      'main.tf': `${deployment('web', 'env {\n name = "CART_URL"\n value = "http://basket:80"\n }')}${deployment('cart', 'env {\n name = "DB_HOST"\n value = aws_db_instance.db.address\n }')}
resource "kubernetes_service_v1" "basket" {
  metadata { name = "basket" }
  spec { selector = { app = "cart" } }
}
resource "aws_db_instance" "db" { engine = "postgres" }
resource "helm_release" "own" {
  name   = "reports"
  chart  = "../charts/reports"
  values = [yamlencode({ database = aws_db_instance.db.address })]
}
resource "helm_release" "product" {
  name       = "ingress"
  repository = "https://charts.example.com"
  chart      = "ingress-nginx"
}
`,
    });
    expect(pairs(document)).toEqual(['cart stores db', 'reports stores db', 'web calls cart']);
    expect(document.components.map((c) => c.name)).toEqual(['cart', 'db', 'reports', 'web']);
  });

  it('probes of cloud containers have the names of those of pods; what is not written is not said', async () => {
    const run = (name: string, probes: string): string => `resource "google_cloud_run_v2_service" "${name}" {\n  name = "${name}"\n  template {\n    containers {\n      image = "registry.example/${name}:1"\n${probes}    }\n  }\n}\n`;
    const app = 'resource "azurerm_container_app" "shop" {\n  name = "shop"\n  template {\n    container {\n      name  = "shop"\n      image = "registry.example/shop:1"\n      readiness_probe {\n        transport = "HTTP"\n        port = 80\n      }\n    }\n  }\n}\n';
    const document = await graph({ 'main.tf': run('cart', '      startup_probe {\n        tcp_socket { port = 80 }\n      }\n      liveness_probe {\n        http_get { path = "/live" }\n      }\n') + run('bare', '') + app });
    expect(document.settings.filter((s) => s.name.endsWith('Probe')).map((s) => `${String(s.on)} ${s.name} ${s.value} ${s.evidence.line}`)).toEqual(['cart hasLivenessProbe true 9', 'cart hasStartupProbe true 6', 'shop hasReadinessProbe true 29']);
  });

  it('keeps a folder\'s manifests and its cloud resources apart', async () => {
    const document = await graph({ 'main.tf': 'resource "aws_sqs_queue" "jobs" {}\n', 'deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template: { spec: { containers: [{ name: web, image: web }] } }\n', 'stack.yaml': 'Resources:\n  Topic: { Type: AWS::SNS::Topic }\n' });
    expect(document.stacks.map((s) => [s.id, s.kind])).toEqual([['.', 'kubernetes'], ['. (terraform)', 'terraform'], ['stack.yaml', 'cloudformation']]);
    expect(document.components.map((c) => c.name)).toEqual(['Topic', 'jobs', 'web']);
  });
});

describe('the connections that an RDS instance accepts', () => {
  const limit = async (arguments_: string): Promise<unknown> => (await graph({ 'main.tf': `resource "aws_db_instance" "orders" {\n  identifier = "orders"\n${arguments_}\n}\n` })).settings.find(({ name }) => name === 'maxConnections')?.value;

  // 1 GiB = 1,073,741,824 bytes.
  it.each([
    ['engine = "postgres"\n  instance_class = "db.t4g.micro"', 112],
    ['engine = "mysql"\n  instance_class = "db.t3.micro"', 85],
    ['engine = "postgres"\n  instance_class = "db.r6g.2xlarge"', 5000],
    ['engine = "postgres"\n  instance_class = "db.m5.large"', 901],
    ['engine = "postgres"\n  instance_class = "db.t4g.micro"\n  parameter_group_name = "own"', undefined],
    ['engine = "postgres"\n  instance_class = "db.x2g.large"', undefined],
    ['engine = "sqlserver-ex"\n  instance_class = "db.t3.micro"', undefined],
    ['engine = "postgres"\n  instance_class = var.size', undefined],
  ])('%s', async (arguments_, expected) => expect(await limit(arguments_)).toBe(expected));
});
