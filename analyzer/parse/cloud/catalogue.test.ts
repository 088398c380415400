import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../run.js';

async function read(text: string, path = 'main.tf') {
  const { document } = (await analyzeFiles({ [path]: text })).system;
  return {
    of: (name: string) => Object.fromEntries(document.settings.filter(({ on }) => on === name).map((row) => [row.name, row.value])),
    edges: document.dependencies.map(({ from, kind, to, strength }) => `${from} ${kind} ${to} ${strength}`),
    kinds: Object.fromEntries(document.components.map(({ name, kind }) => [name, kind])),
  };
}

describe('node pools', () => {
  it.each([
    ['EKS', 'resource "aws_eks_cluster" "c" {}\nresource "aws_subnet" "a" { availability_zone = "eu-west-1a" }\nresource "aws_eks_node_group" "p" {\n  cluster_name    = aws_eks_cluster.c.name\n  node_group_name = "p"\n  subnet_ids      = [aws_subnet.a.id]\n  scaling_config {\n    desired_size = 2\n    min_size     = 1\n    max_size     = 4\n  }\n}', 'eu-west-1a'],
    ['GKE', 'resource "google_container_cluster" "c" {}\nresource "google_container_node_pool" "p" {\n  cluster    = google_container_cluster.c.id\n  name       = "p"\n  location   = "europe-west1-b"\n  node_count = 2\n  autoscaling {\n    min_node_count = 1\n    max_node_count = 4\n  }\n}', 'europe-west1-b'],
    ['AKS', 'resource "azurerm_kubernetes_cluster" "c" {}\nresource "azurerm_kubernetes_cluster_node_pool" "p" {\n  kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id\n  name       = "p"\n  node_count = 2\n  min_count  = 1\n  max_count  = 4\n  zones      = ["1"]\n}', '1'],
  ])('of %s have their sizes and zones, and need their cluster', async (_, text, zones) => {
    const { of, edges } = await read(text);
    expect(of('p')).toMatchObject({ desiredCount: 2, minSize: 1, maxSize: 4, zones });
    expect(edges).toEqual(['p registers c soft']);
  });

  it('are not what an address of that name means', async () => {
    const fn = 'resource "aws_lambda_function" "fn" {\n  environment {\n    variables = { QUEUE_NAME = "jobs", JOBS_URL = "http://jobs:8080" }\n  }\n}\n';
    expect((await read(`${fn}resource "aws_eks_node_group" "jobs" { node_group_name = "jobs" }`)).edges).toEqual([]);
  });
});

describe('what the platform keeps in a part of a component', () => {
  it('counts for it: a subscription, an integration, a plan, a database, a backend', async () => {
    const { of } = await read(`
resource "google_pubsub_topic" "orders" {}
resource "google_pubsub_subscription" "orders" {
  topic = google_pubsub_topic.orders.id
  dead_letter_policy { max_delivery_attempts = 5 }
}
resource "aws_apigatewayv2_api" "api" {}
resource "aws_apigatewayv2_integration" "cart" {
  api_id               = aws_apigatewayv2_api.api.id
  timeout_milliseconds = 5000
}
resource "azurerm_service_plan" "plan" { worker_count = 2 }
resource "azurerm_linux_web_app" "web" {
  name            = "web"
  service_plan_id = azurerm_service_plan.plan.id
}
resource "azurerm_mssql_server" "sql" {}
resource "azurerm_mssql_database" "orders" {
  server_id      = azurerm_mssql_server.sql.id
  zone_redundant = true
}
resource "google_compute_backend_service" "web" { timeout_sec = 12 }
resource "google_compute_url_map" "front" { default_service = google_compute_backend_service.web.id }
`);
    expect(of('orders')).toEqual({ dlq: true, maxReceiveCount: 5, visibilityTimeoutSeconds: 10 });
    expect(of('api')).toEqual({ integrationTimeoutSeconds: 5 });
    expect(of('web')).toMatchObject({ instanceCount: 2 });
    expect(of('sql')).toMatchObject({ multiAz: true });
    expect(of('front')).toEqual({ integrationTimeoutSeconds: 12 });
  });

  it('is unknown where the parts disagree', async () => {
    const route = (name: string, limit: number) => `resource "aws_apigatewayv2_integration" "${name}" {\n  api_id = aws_apigatewayv2_api.api.id\n  timeout_milliseconds = ${limit}\n}\n`;
    expect((await read(`resource "aws_apigatewayv2_api" "api" {}\n${route('a', 1000)}${route('b', 2000)}`)).of('api')).toEqual({ integrationTimeoutSeconds: null });
  });
});

describe('security groups', () => {
  const groups = (rule: string, more = ''): string => `
resource "aws_security_group" "app" {}
resource "aws_security_group" "db" {
${rule}
}
resource "aws_lambda_function" "cart" {
  vpc_config { security_group_ids = [aws_security_group.app.id] }
}
resource "aws_db_instance" "orders" { vpc_security_group_ids = [aws_security_group.db.id] }
${more}`;
  const ingress = (port: number, to = port): string => `  ingress {\n    from_port = ${port}\n    to_port = ${to}\n    security_groups = [aws_security_group.app.id]\n  }`;

  it('that let one component in to a store on a port are a dependency', async () => {
    expect((await read(groups(ingress(5432)))).edges).toEqual(['cart stores orders hard']);
    const beside = 'resource "aws_vpc_security_group_ingress_rule" "r" {\n  security_group_id = aws_security_group.db.id\n  referenced_security_group_id = aws_security_group.app.id\n  from_port = 5432\n}';
    expect((await read(groups('', beside))).edges).toEqual(['cart stores orders hard']);
  });

  it('are none where every port is open, the rule is for the way out, or several share a group', async () => {
    expect((await read(groups(ingress(0, 65535)))).edges).toEqual([]);
    expect((await read(groups('', 'resource "aws_security_group_rule" "r" {\n  type = "egress"\n  security_group_id = aws_security_group.db.id\n  source_security_group_id = aws_security_group.app.id\n  from_port = 5432\n  to_port = 5432\n}'))).edges).toEqual([]);
    expect((await read(groups(ingress(5432), 'resource "aws_lambda_function" "other" {\n  vpc_config { security_group_ids = [aws_security_group.app.id] }\n}'))).edges).toEqual([]);
  });
});

it('machines of a group need what their launch template starts them with', async () => {
  const { edges } = await read('resource "aws_db_instance" "orders" {}\nresource "aws_launch_template" "web" { user_data = base64encode("run --db ${aws_db_instance.orders.address}") }\nresource "aws_autoscaling_group" "web" {\n  launch_template { id = aws_launch_template.web.id }\n}');
  expect(edges).toEqual(['web stores orders hard']);
});
