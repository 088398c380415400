import { describe, expect, it } from 'vitest';
import type { CloudPart, CloudResourceFact, WorkloadFact } from '../../facts/types.js';
import { showTemplate } from '../../facts/template.js';
import { memoryFiles } from '../memory-files.js';
import { terraformParser } from './index.js';

async function read(texts: Readonly<Record<string, string>>, index = 0) {
  const files = memoryFiles(texts);
  const units = terraformParser.units(files.paths.filter((path) => terraformParser.claims(path, () => files.read(path)!.slice(0, 4096))), files);
  const { facts, problems } = await terraformParser.parse(units[index]!, files);
  const parts = facts.filter((f) => f.kind !== 'cloud-object' && f.kind !== 'template').map((f): CloudPart => (f.kind === 'workload' ? f.cloud! : (f as CloudResourceFact)));
  const named = (name: string) => parts.find((p) => p.component.name === name)!;
  const setting = (name: string, key: string) => named(name).settings.find((s) => s.name === key)?.value;
  const env = (name: string) => Object.fromEntries((facts.find((f) => f.kind === 'workload' && f.ref.name === name) as WorkloadFact).containers[0]!.env.map((v) => [v.name, v.value && showTemplate(v.value)]));
  return { units, facts, problems, parts, named, setting, env };
}

const lambda = (variables: string, more = ''): string => `resource "aws_lambda_function" "fn" {\n  function_name = "fn"\n  environment {\n    variables = {\n${variables}\n    }\n  }\n}\n${more}`;

describe('evaluation', () => {
  it('knows functions, locals, variables and their defaults', async () => {
    const { env } = await read({
      'main.tf': lambda(
        `A = upper(local.name)
         B = format("%s-%03d", var.stage, 7)
         C = join(",", [for n in ["a", "b"] : "\${n}.\${var.stage}" if n != "a"])
         D = lookup({ x = "1" }, "y", "none")
         E = jsondecode("{\\"k\\": [\\"v\\"]}").k[0]
         F = replace("a.b", ".", "-")
         G = try({ a = 1 }.b.c, "fallback")
         H = coalesce(null, "", "x")
         I = element(split("/", "p/q"), 3)
         J = var.flag ? "yes" : "no"
         K = cidrhost("10.0.0.0/8", 2)
         L = tostring(1 + 2 * 3)
         M = trimsuffix("host.", ".")
         N = yamldecode("a: {b: c}").a.b`,
        'variable "stage" { default = "prod" }\nvariable "flag" {}\nlocals {\n  name = "cart"\n}\n',
      ),
    });
    expect(env('fn')).toEqual({ A: 'CART', B: 'prod-007', C: 'b.prod', D: 'none', E: 'v', F: 'a-b', G: 'fallback', H: 'x', I: 'q', J: '…', K: '…', L: '7', M: 'host', N: 'c' });
  });

  it('takes count and for_each as one component; none of 0', async () => {
    const { parts, named } = await read({
      'main.tf': 'resource "aws_sqs_queue" "a" {\n  count = 3\n}\nresource "aws_sqs_queue" "b" {\n  count = var.on ? 1 : 0\n}\nvariable "on" { default = false }\nresource "aws_sqs_queue" "c" {\n  for_each = toset(["x", "y"])\n  name = each.key\n}\nresource "aws_sqs_queue" "d" {\n  count = 1000000000\n}\n',
    });
    expect(parts.map((p) => p.component.name)).toEqual(['a', 'c', 'd']);
    expect(named('a').multiplicity).toEqual({ value: 3, at: { file: 'main.tf', line: 2, column: 11, length: 1 } });
    expect(named('c').multiplicity).toMatchObject({ value: 2 });
    expect(named('c').names).toEqual([]);
  });

  it('follows what a value came from through modules, outputs, indexes and splats', async () => {
    const { named } = await read({
      'main.tf': lambda('      URL = "https://${module.m.hosts[0]}/x"\n      Q = aws_sqs_queue.q[*].url[0]\n', 'module "m" {\n  source = "./m"\n  name = "orders"\n}\nresource "aws_sqs_queue" "q" {}\n'),
      'm/main.tf': 'variable "name" {}\nresource "aws_opensearch_domain" "search" {\n  domain_name = var.name\n}\noutput "hosts" {\n  value = [aws_opensearch_domain.search.endpoint]\n}\n',
    });
    expect(named('fn').references.map((r) => [r.to, r.via, r.at.line])).toEqual([['module.m.aws_opensearch_domain.search', 'env', 5], ['aws_sqs_queue.q', 'env', 6]]);
  });

  it('does not take a user name, a port or a permission for an address', async () => {
    const { named } = await read({
      'main.tf': lambda('      DB_USER = aws_db_instance.db.username\n      DB_PORT = aws_db_instance.db.port\n      SAFE = "x"', 'resource "aws_db_instance" "db" {\n  engine = "postgres"\n}\nresource "aws_iam_policy" "p" {\n  policy = jsonencode({ Resource = aws_db_instance.db.arn })\n}\n'),
    });
    expect(named('fn').references).toEqual([]);
    expect(named('db').component).toEqual({ name: 'db', kind: 'datastore', technology: 'postgresql' });
  });

  it('stops at cycles, in locals and between modules', async () => {
    const { parts } = await read({
      'main.tf': 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_sqs_queue" "q" {\n  name = local.a\n}\nmodule "x" {\n  source = "./x"\n  in = module.x.out\n}\n',
      'x/main.tf': 'variable "in" {}\noutput "out" {\n  value = var.in\n}\nresource "aws_sqs_queue" "inner" {\n  name = var.in\n}\n',
    });
    expect(parts.map((p) => p.component.name)).toEqual(['q', 'inner']);
  });

  it('never emits a secret', async () => {
    const { facts } = await read({ 'main.tf': lambda('      DB_PASSWORD = "hunter2hunter2"\n      URL = "postgresql://app:hunter2hunter2@db.internal:5432/x"') });
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });
});

describe('modules and values', () => {
  it('names what it does not read, and refuses what leaves the root', async () => {
    const { problems, named } = await read({
      'main.tf': 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "out" {\n  source = "../../../etc"\n}\nmodule "gone" {\n  source = "./gone"\n}\nmodule "self" {\n  source = "./"\n}\nmodule "orders" {\n  source = "terraform-aws-modules/sqs/aws"\n  visibility_timeout_seconds = 90\n}\n',
    });
    expect(problems.map((p) => [p.code, p.line, p.severity])).toEqual([['module-not-read', 2, 'info'], ['path-outside', 5, 'warning'], ['module-missing', 8, 'warning'], ['module-recursion', 11, 'error'], ['module-not-read', 14, 'info']]);
    // What its inputs say counts; what it makes of others is not guessed.
    expect(named('orders').settings.map((s) => [s.name, s.source])).toEqual([['visibilityTimeoutSeconds', undefined]]);
  });

  it('stops at modules that call each other', async () => {
    const { problems } = await read({ 'a/main.tf': 'module "b" {\n  source = "../b"\n}\n', 'b/main.tf': 'module "a" {\n  source = "../a"\n}\n' });
    expect(problems.map((p) => p.code)).toEqual(['module-recursion']);
  });

  it('makes a stack of every environment that has values of its own', async () => {
    const texts = { 'live/main.tf': 'variable "n" { default = 1 }\nvariable "m" { default = 1 }\nresource "aws_kinesis_stream" "s" {\n  shard_count = var.n\n  retention_period = var.m\n}\n', 'live/terraform.tfvars': 'm = 48\n', 'live/prod.tfvars': 'n = 4\n', 'live/dev.tfvars': 'n = 2\n' };
    const dev = await read(texts, 0);
    const prod = await read(texts, 1);
    expect(prod.units.map((u) => u.id)).toEqual(['live (dev.tfvars)', 'live (prod.tfvars)']);
    expect([dev.setting('s', 'shards'), prod.setting('s', 'shards')]).toMatchObject([{ value: 2 }, { value: 4 }]);
    expect(prod.setting('s', 'shards')).toMatchObject({ at: { file: 'live/main.tf', line: 4, from: { file: 'live/prod.tfvars', line: 1 } } });
    expect(prod.setting('s', 'retentionHours')).toMatchObject({ value: 48 });
  });

  it('takes folders that nobody calls as roots, examples only when there is nothing else', async () => {
    const texts = { 'prod/main.tf': 'module "q" {\n  source = "../modules/q"\n}\n', 'modules/q/main.tf': 'resource "aws_sqs_queue" "q" {}\n', 'modules/unused/main.tf': 'resource "aws_sqs_queue" "z" {}\n' };
    expect((await read(texts)).units.map((u) => [u.id, u.files])).toEqual([['prod', ['prod/main.tf', 'modules/q/main.tf']]]);
    expect((await read({ ...texts, 'tools/pipeline-templates/main.tf': 'resource "aws_sqs_queue" "copied" {}\n' })).units.map(({ id }) => id)).toEqual(['prod']);
    expect((await read({ 'examples/a/main.tf': 'resource "aws_sqs_queue" "q" {}\n' })).units.map((u) => u.id)).toEqual(['examples/a']);
  });

  it('has what is linked into a module\'s folder, and takes no folder that only holds such files for one', async () => {
    const files = { ...memoryFiles({ 'live/inputs.tf': 'variable "n" { default = 3 }\n', 'live/stream/main.tf': 'resource "aws_kinesis_stream" "s" {\n  shard_count = var.n\n}\n' }) };
    const linked = { ...files, links: new Map([['live/stream/inputs.tf', 'live/inputs.tf']]), read: (path: string) => files.read(path === 'live/stream/inputs.tf' ? 'live/inputs.tf' : path) };
    const units = terraformParser.units(files.paths, linked);
    expect(units.map(({ id }) => id)).toEqual(['live/stream']);
    const { facts } = await terraformParser.parse(units[0]!, linked);
    expect(facts.find((fact): fact is CloudResourceFact => fact.kind === 'cloud-resource')?.settings.find(({ name }) => name === 'shards')?.value).toMatchObject({ value: 3 });
  });

  it('looks itself up as production, where its workspaces are a map of environments', async () => {
    const texts = (environments: string) => ({
      'main.tf': 'variable "environments" {}\nlocals { it = var.environments[terraform.workspace] }\nresource "aws_kinesis_stream" "s" {\n  shard_count = local.it.shards\n}\nresource "aws_sqs_queue" "mock" {\n  count = local.it.mocks ? 1 : 0\n}\n',
      'terraform.tfvars.json': JSON.stringify({ environments: JSON.parse(environments) }),
    });
    const known = await read(texts('{"default": {"shards": 1, "mocks": true}, "production": {"shards": 4, "mocks": false}}'));
    expect(known.parts.map((part) => part.component.name)).toEqual(['s']);
    expect(known.setting('s', 'shards')).toMatchObject({ value: 4 });
    const unknown = await read(texts('{"north": {"shards": 1, "mocks": true}, "south": {"shards": 4, "mocks": false}}'));
    expect(unknown.parts.map((part) => part.component.name)).toEqual(['s', 'mock']);
    expect(unknown.setting('s', 'shards')).not.toHaveProperty('value');
  });

  it('does not know how many an unknown value has', async () => {
    const service = (subnets: string) => `resource "aws_subnet" "one" {}\nresource "aws_ecs_service" "web" {\n  name = "web"\n  network_configuration {\n    subnets = ${subnets}\n  }\n}\n`;
    expect((await read({ 'main.tf': service('data.aws_subnet.private[*].id') })).setting('web', 'subnets')).not.toHaveProperty('value');
    expect((await read({ 'main.tf': service('[for one in aws_subnet.each : one.id]') + 'resource "aws_subnet" "each" {\n  for_each = toset(data.aws_availability_zones.all.names)\n}\n' })).setting('web', 'subnets')).not.toHaveProperty('value');
    expect((await read({ 'main.tf': service('[aws_subnet.one.id]') })).setting('web', 'subnets')).toMatchObject({ value: 1 });
  });

  it('prefers OpenTofu\'s file, and reads JSON syntax', async () => {
    const { parts } = await read({ 'a.tf': 'resource "aws_sqs_queue" "old" {}\n', 'a.tofu': 'resource "aws_sqs_queue" "new" {}\n', 'b.tf.json': '{"resource": {"aws_sns_topic": {"topic": {"name": "t"}}}}' });
    expect(parts.map((p) => p.component.name)).toEqual(['new', 'topic']);
  });

  it('calls what runs by its own name and the rest by their labels', async () => {
    const { parts } = await read({
      'main.tf': 'variable "env" { default = "live" }\nresource "aws_lambda_function" "this" {\n  function_name = "${var.env}-resize"\n}\nmodule "images" {\n  source = "./b"\n}\n',
      'b/main.tf': 'resource "aws_s3_bucket" "this" {\n  bucket = "some-bucket"\n}\n',
    });
    expect(parts.map((p) => p.component.name)).toEqual(['resize', 'images']);
  });
});

describe('relations', () => {
  it('does not take the names that the platform is asked about for what is called', async () => {
    const texts = { 'main.tf': lambda('      ECS_SERVICE_NAMES = join(",", [aws_ecs_service.web.name])', 'resource "aws_ecs_service" "web" {\n  name = "web"\n}\n') };
    expect((await read(texts)).named('fn').references).toEqual([]);
    expect((await read({ 'main.tf': texts['main.tf'].replace('ECS_SERVICE_NAMES', 'WEB_URL') })).named('fn').references.map(({ to }) => to)).toEqual(['aws_ecs_service.web']);
  });

  it('follows event sources, subscriptions, integrations and target groups', async () => {
    const { parts } = await read({
      'main.tf': `
resource "aws_sns_topic" "topic" {}
resource "aws_sqs_queue" "queue" {}
resource "aws_lambda_function" "fn" { function_name = "fn" }
resource "aws_sns_topic_subscription" "to_queue" {
  topic_arn = aws_sns_topic.topic.arn
  endpoint  = aws_sqs_queue.queue.arn
}
resource "aws_sns_topic_subscription" "to_fn" {
  topic_arn = aws_sns_topic.topic.arn
  endpoint  = aws_lambda_function.fn.arn
}
resource "aws_apigatewayv2_api" "api" { name = "api" }
resource "aws_apigatewayv2_integration" "i" {
  api_id          = aws_apigatewayv2_api.api.id
  integration_uri = aws_lambda_function.fn.invoke_arn
}
resource "aws_lb" "inner" { internal = true }
resource "aws_lb_target_group" "tg" {}
resource "aws_lb_listener_rule" "r" {
  listener_arn = aws_lb_listener.l.arn
  action { target_group_arn = aws_lb_target_group.tg.arn }
}
resource "aws_lb_listener" "l" { load_balancer_arn = aws_lb.inner.arn }
resource "aws_autoscaling_group" "asg" { target_group_arns = [aws_lb_target_group.tg.arn] }
`,
    });
    const edges = parts.flatMap((p) => p.references.map((r) => `${p.component.name} ${r.dependency} ${r.to}`));
    expect(edges.sort()).toEqual(['api routes aws_lambda_function.fn', 'fn consumes aws_sns_topic.topic', 'inner routes aws_autoscaling_group.asg', 'topic publishes aws_sqs_queue.queue']);
    expect(parts.filter((p) => p.entry).map((p) => p.component.name)).toEqual(['api']);
  });

  it('a function with an address of its own is a way in', async () => {
    const { parts } = await read({
      'main.tf': `
resource "aws_lambda_function" "open" { function_name = "open" }
resource "aws_lambda_function" "inner" { function_name = "inner" }
resource "aws_lambda_function_url" "u" {
  function_name      = aws_lambda_function.open.function_name
  authorization_type = "NONE"
}
`,
    });
    expect(parts.map((p) => [p.component.name, p.entry?.line])).toEqual([['open', 4], ['inner', undefined]]);
  });

  it('knows that a service is scaled, and counts the instances of a cluster', async () => {
    const { setting, facts } = await read({
      'main.tf': `
resource "aws_ecs_service" "web" {
  name          = "web"
  desired_count = 1
}
resource "aws_appautoscaling_target" "web" {
  resource_id  = "service/main/\${aws_ecs_service.web.name}"
  min_capacity = 3
}
resource "aws_rds_cluster" "db" { engine = "aurora-mysql" }
resource "aws_rds_cluster_instance" "db" {
  count              = 2
  cluster_identifier = aws_rds_cluster.db.id
}
`,
    });
    expect(setting('web', 'hpa')).toMatchObject({ value: true });
    expect((facts[0] as WorkloadFact).replicas).toMatchObject({ value: 3 });
    expect(setting('db', 'instanceCount')).toMatchObject({ value: 2 });
  });
});

describe('what is unknown', () => {
  it('is not missing: containers that nobody knows may well have health checks', async () => {
    const service = (definitions: string): Record<string, string> => ({ 'main.tf': `variable "more" {}\nresource "aws_ecs_task_definition" "t" {\n  container_definitions = jsonencode(${definitions})\n}\nresource "aws_ecs_service" "web" {\n  name            = "web"\n  task_definition = aws_ecs_task_definition.t.arn\n  desired_count   = var.more\n}\n` });
    const plain = await read(service('[{ name = "a", image = "a" }]'));
    expect(plain.setting('web', 'containerHealthCheck')).toMatchObject({ value: false });
    expect(plain.setting('web', 'desiredCount')).toEqual({ unknown: 'var.more', at: { file: 'main.tf', line: 8, column: 21, length: 8 } });
    expect((await read(service('[{ name = "a", image = "a" }, var.more]'))).setting('web', 'containerHealthCheck')).toBeUndefined();
    expect((await read(service('var.more'))).setting('web', 'containerHealthCheck')).toBeUndefined();
  });
});

describe('other clouds', () => {
  it('reads Cloud Run with Cloud SQL, and Container Apps with Redis', async () => {
    const { parts, setting } = await read({
      'main.tf': `
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings { availability_type = "REGIONAL" }
}
resource "google_cloud_run_v2_service" "api" {
  name = "api"
  template {
    containers {
      image = "gcr.io/shop/api"
      env {
        name  = "DB_HOST"
        value = google_sql_database_instance.db.private_ip_address
      }
    }
  }
}
resource "azurerm_redis_cache" "cache" { sku_name = "Basic" }
resource "azurerm_container_app" "app" {
  name = "app"
  template {
    min_replicas = 2
    container {
      name  = "app"
      image = "shop/app:1"
      env {
        name  = "REDIS"
        value = "rediss://\${azurerm_redis_cache.cache.hostname}:\${azurerm_redis_cache.cache.ssl_port}"
      }
    }
  }
}
`,
    });
    expect(parts.flatMap((p) => p.references.map((r) => `${p.component.name} -> ${r.to}`))).toEqual(['api -> google_sql_database_instance.db', 'app -> azurerm_redis_cache.cache']);
    expect(setting('db', 'multiAz')).toMatchObject({ value: true });
    expect(setting('app', 'minInstances')).toMatchObject({ value: 2 });
  });
});

describe('plans', () => {
  it('gives the components and what their configuration refers to', async () => {
    const plan = {
      format_version: '1.2', terraform_version: '1.9.0',
      planned_values: { root_module: { resources: [{ address: 'aws_sqs_queue.q[0]', mode: 'managed', type: 'aws_sqs_queue', name: 'q', values: { visibility_timeout_seconds: 10 } }, { address: 'aws_lambda_event_source_mapping.m', mode: 'managed', type: 'aws_lambda_event_source_mapping', name: 'm', values: {} }, { address: 'aws_lambda_function.f', mode: 'managed', type: 'aws_lambda_function', name: 'f', values: { function_name: 'f', timeout: 5 } }] } },
      configuration: { root_module: { resources: [{ address: 'aws_lambda_event_source_mapping.m', type: 'aws_lambda_event_source_mapping', name: 'm', expressions: { event_source_arn: { references: ['aws_sqs_queue.q[0].arn', 'aws_sqs_queue.q[0]'] }, function_name: { references: ['aws_lambda_function.f.arn'] } } }] } },
    };
    const { named, setting } = await read({ 'plan.json': JSON.stringify(plan) });
    expect(setting('q', 'visibilityTimeoutSeconds')).toMatchObject({ value: 10 });
    expect(named('f').references.map((r) => [r.to, r.dependency])).toEqual([['aws_sqs_queue.q', 'consumes']]);
  });
});

describe('hostile input', () => {
  it.each([
    ['loops in loops', `locals {\n  a = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : "\${a}\${b}\${c}"]]]\n}\nresource "aws_sqs_queue" "q" {\n  name = local.a[0][0][0]\n}\n`],
    ['text that doubles', `locals {\n${Array.from({ length: 60 }, (_, i) => `  a${i + 1} = "\${local.a${i}}\${local.a${i}}"`).join('\n')}\n  a0 = "x"\n}\nresource "aws_sqs_queue" "q" {\n  name = local.a60\n}\n`],
    ['a long chain', `locals {\n${Array.from({ length: 3000 }, (_, i) => `  a${i + 1} = local.a${i}`).join('\n')}\n  a0 = "x"\n}\nresource "aws_sqs_queue" "q" {\n  name = local.a3000\n}\n`],
    ['names of prototypes', 'locals {\n  __proto__ = { constructor = 1 }\n}\nresource "aws_sqs_queue" "q" {\n  name = local.__proto__.constructor.toString\n  __proto__ = lookup({}, "constructor", "x")\n}\nresource "constructor" "toString" {}\n'],
    ['resources that name each other in a long chain', `resource "aws_sqs_queue" "q" {\n  name = aws_iam_role.r5000.name\n}\n${Array.from({ length: 5000 }, (_, i) => `resource "aws_iam_role" "r${i + 1}" {\n  name = aws_iam_role.r${i}.name\n}`).join('\n')}\n`],
  ])('%s end', async (_, text) => {
    const { parts } = await read({ 'main.tf': text });
    expect(parts.map((p) => p.component.name)).toEqual(['q']);
  });
});
