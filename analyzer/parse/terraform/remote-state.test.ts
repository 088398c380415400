import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../run.js';

const NETWORK = `terraform {
  backend "s3" {
    bucket = "acme"
    key    = "network.tfstate"
  }
}
variable "days" { default = 1 }
resource "aws_db_instance" "orders" { engine = "postgres" }
resource "aws_s3_bucket" "files" {}
resource "aws_lb" "front" {}
resource "aws_lb_listener" "front" { load_balancer_arn = aws_lb.front.arn }
output "host" { value = aws_db_instance.orders.address }
output "bucket" { value = aws_s3_bucket.files.id }
output "days" { value = var.days }
output "listener" { value = aws_lb_listener.front.arn }
`;
const state = (config: string, backend = 's3') => `data "terraform_remote_state" "network" {\n  backend = "${backend}"\n  config  = { ${config} }\n}\n`;
const OUT = 'data.terraform_remote_state.network.outputs';
const APP = `resource "aws_lambda_function" "cart" {
  timeout = ${OUT}.days
  environment {
    variables = { DB_HOST = ${OUT}.host, FILES = ${OUT}.bucket }
  }
}
`;

async function edges(files: Readonly<Record<string, string>>) {
  const { document } = (await analyzeFiles(files)).system;
  return document.dependencies.map(({ from, to, kind, evidence }) => `${from} ${kind} ${to} ${evidence[0]!.file}:${evidence[0]!.line}`);
}

describe('the state of another root module', () => {
  it('is what its outputs say, by the key that both name', async () => {
    expect(await edges({ 'network/main.tf': NETWORK, 'app/main.tf': state('bucket = "acme", key = "network.tfstate"') + APP })).toEqual(['cart stores files app/main.tf:8', 'cart stores orders app/main.tf:8']);
  });

  it('is found by the path of a local one', async () => {
    const local = NETWORK.replace(/terraform \{[^]*?\n\}\n/, '');
    expect(await edges({ 'network/main.tf': local, 'app/main.tf': state('path = "../network/terraform.tfstate"', 'local') + APP })).toHaveLength(2);
    expect(await edges({ 'network/main.tf': local, 'app/main.tf': state('path = "../../network/terraform.tfstate"', 'local') + APP })).toEqual([]);
  });

  it('stays unknown where the key or the bucket is another, or two have it', async () => {
    expect(await edges({ 'network/main.tf': NETWORK, 'app/main.tf': state('bucket = "acme", key = "other.tfstate"') + APP })).toEqual([]);
    expect(await edges({ 'network/main.tf': NETWORK, 'app/main.tf': state('bucket = "theirs", key = "network.tfstate"') + APP })).toEqual([]);
    expect(await edges({ 'network/main.tf': NETWORK, 'copy/main.tf': NETWORK, 'app/main.tf': state('key = "network.tfstate"') + APP })).toEqual([]);
  });

  it('has the values of the same environment', async () => {
    const files = { 'network/main.tf': NETWORK, 'network/dev.tfvars': 'days = 2\n', 'network/prod.tfvars': 'days = 7\n', 'app/main.tf': state('key = "network.tfstate"') + APP, 'app/dev.tfvars': '', 'app/prod.tfvars': '' };
    const { document } = (await analyzeFiles(files)).system;
    expect(document.settings.filter(({ name }) => name === 'lambdaTimeoutSeconds').map(({ value, stack }) => [stack, value])).toEqual([['app (dev.tfvars)', 2], ['app (prod.tfvars)', 7]]);
  });

  it('may be a load balancer that this module hangs its services on', async () => {
    const service = `resource "aws_lb_target_group" "web" {}
resource "aws_lb_listener_rule" "web" {
  listener_arn = ${OUT}.listener
  action { target_group_arn = aws_lb_target_group.web.arn }
}
resource "aws_ecs_service" "web" {
  name = "web"
  load_balancer { target_group_arn = aws_lb_target_group.web.arn }
}
`;
    expect(await edges({ 'network/main.tf': NETWORK, 'app/main.tf': state('key = "network.tfstate"') + service })).toEqual(['front routes web app/main.tf:12']);
  });

  it('of two that read each other ends', async () => {
    const read = (key: string) => `data "terraform_remote_state" "o" {\n  backend = "s3"\n  config = { key = "${key}" }\n}\nlocals { o = data.terraform_remote_state.o.outputs }\noutput "x" { value = local.o.x }\n`;
    const backend = (key: string) => `terraform {\n  backend "s3" { key = "${key}" }\n}\nresource "aws_sqs_queue" "q" { delay_seconds = local.o.x }\n`;
    expect(await edges({ 'a/main.tf': backend('a') + read('b'), 'b/main.tf': backend('b') + read('a') })).toEqual([]);
  });
});
