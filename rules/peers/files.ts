import { deployment, object, workload } from './manifests.js';
import { alike, apart, together, type Case } from './cases.js';
import { cloudFormation, hcl, terraform } from './templates.js';

const on = (type: string, bodies: Record<string, string>, ...ids: readonly string[]): Case[] => alike(type, terraform(hcl(type, bodies)), ...ids);
const dockerfiles = (texts: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(texts).map(([folder, text]) => [`${folder}/Dockerfile`, text]));
/** A service's name is written a second time, as a field that Compose leaves alone, for `expected` to find. */
const compose = (services: Record<string, object>, more: object = {}): Record<string, string> =>
  ({ 'compose.yaml': JSON.stringify({ ...more, services: Object.fromEntries(Object.entries(services).map(([name, one]) => [name, { 'x-name': name, image: 'example/x:1', ...one }])) }, null, 1) });
const inFolder = (folder: string, files: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
const bind = (propagation?: string) => ({ type: 'bind', source: '/srv', target: '/srv', ...(propagation === undefined ? {} : { bind: { propagation } }) });
const workflow = (name: string, retryStrategy?: object, more: object = {}) => object('argoproj.io/v1alpha1', 'Workflow', name, { entrypoint: 'main', templates: [{ name: 'main', container: { image: 'a:1' }, ...(retryStrategy ? { retryStrategy } : {}), ...more }] });

/** Compose files, Dockerfiles, Terraform and CloudFormation as KICS, Trivy, TFLint and hadolint look at them. */
export const files: readonly Case[] = [
  ...alike('no HEALTHCHECK', dockerfiles({ bad: 'FROM a:1\nCMD ["x"]\n', ok: 'FROM a:1\nHEALTHCHECK CMD true\n' }), 'trivy/no_healthcheck_instruction', 'trivy/DS026', 'hadolint/DL3057'),
  ...alike('two of them', dockerfiles({ bad: 'FROM a:1\nHEALTHCHECK CMD true\nHEALTHCHECK CMD false\n', ok: 'FROM a:1\nHEALTHCHECK CMD true\n' }), 'trivy/multiple_healthcheck', 'trivy/DS023', 'hadolint/DL3012'),
  ...alike('no HEALTHCHECK in any stage', dockerfiles({ bad: 'FROM a:1 AS b\nFROM c:1\n', 'bad-scratch': 'FROM scratch\nCOPY a /a\n', ok: 'FROM a:1 AS b\nHEALTHCHECK CMD true\nFROM c:1\n', none: 'FROM a:1\nHEALTHCHECK NONE\n' }), 'trivy/no_healthcheck_instruction', 'trivy/DS026'),
  ['hadolint/DL3057', 'a stage without, that begins with none that has one', dockerfiles({ bad: 'FROM a:1 AS b\nHEALTHCHECK CMD true\nFROM c:1\n', 'bad-build': 'FROM a:1 AS b\nFROM c:1\nHEALTHCHECK CMD true\n', 'bad-scratch': 'FROM scratch\nCOPY a /a\n', ok: 'FROM a:1 AS b\nHEALTHCHECK CMD true\nFROM b\nCMD ["x"]\n', none: 'FROM a:1\nHEALTHCHECK NONE\n' })],
  ...alike('two of one stage', dockerfiles({ bad: 'FROM a:1 AS b\nHEALTHCHECK CMD true\nHEALTHCHECK CMD false\nFROM c:1\n', ok: 'FROM a:1 AS b\nHEALTHCHECK CMD true\nFROM b\nHEALTHCHECK CMD false\n' }), 'trivy/multiple_healthcheck', 'trivy/DS023', 'hadolint/DL3012'),
  ['hadolint/DL3006', 'no tag', dockerfiles({ bad: 'FROM a\n', latest: 'FROM a:latest\n', ok: 'FROM a:1\n' })],
  ['hadolint/DL3007', 'latest', dockerfiles({ none: 'FROM a\n', bad: 'FROM a:latest\n', ok: 'FROM a:1\n' })],

  ['kics/698ed579', 'healthcheck', compose({ bad: {}, 'bad-off': { healthcheck: { disable: true } }, ok: { healthcheck: { test: ['CMD', 'true'] } } })],
  ['kics/bb9ac4f7', 'memory', compose({ bad: {}, ok: { mem_limit: '1g' }, deploy: { deploy: { resources: { limits: { memory: '1g' } } } } })],
  ['kics/221e0658', 'pids_limit, in the formats that have it', { ...inFolder('two', compose({ bad: {}, 'bad-none': { pids_limit: -1 }, ok: { pids_limit: 10 } }, { version: '2.4' })), ...inFolder('three', compose({ new: {} }, { version: '3.8' })), ...inFolder('none', compose({ unsaid: {} })) }],
  ['kics/2fc99041', 'on-failure five times', compose({ bad: { restart: 'on-failure:10' }, ok: { restart: 'on-failure:5' }, always: { restart: 'always' }, unset: {}, 'bad-swarm': { deploy: { restart_policy: { condition: 'on-failure', max_attempts: 3 } } }, swarm: { deploy: { restart_policy: { condition: 'on-failure', max_attempts: 5 } } }, any: { deploy: { restart_policy: { condition: 'any', max_attempts: 3 } } } })],
  ['kics/baa452f0', 'mounts that propagate', compose({ bad: { volumes: [bind('shared')] }, 'bad-slave': { volumes: [bind('rslave')] }, private: { volumes: [bind('rprivate')] }, plain: { volumes: [bind()] }, one: { volumes: ['data:/a'] }, two: { volumes: ['data:/b'] } }, { volumes: { data: {} } })],

  ...on('aws_db_instance', { bad: 'multi_az = false', ok: 'multi_az = true' }, 'kics/rds-multi-az'),
  ...alike('CloudFormation', cloudFormation({ Bad: ['AWS::RDS::DBInstance', { MultiAZ: false }], Ok: ['AWS::RDS::DBInstance', { MultiAZ: true }] }), 'kics/rds-multi-az'),
  ...on('aws_elasticache_cluster', { bad: 'engine = "memcached"; num_cache_nodes = 2', ok: 'engine = "memcached"; num_cache_nodes = 2; az_mode = "cross-az"' }, 'kics/6db03a91', 'kics/elasticache-nodes-not-created-across-multi-az'),
  ...on('aws_ecs_service', { bad: 'name = "a"; desired_count = 0', ok: 'name = "b"; desired_count = 2' }, 'kics/91f16d09', 'kics/ecs-service-without-running-tasks'),
  ...on('aws_autoscaling_group', { bad: 'min_size = 1; max_size = 2', ok: 'min_size = 1; max_size = 2; load_balancers = ["x"]' }, 'kics/8e94dced', 'kics/auto-scaling-group-with-no-associated-elb'),
  ...on('aws_db_instance', { bad: 'backup_retention_period = 0', 'bad-short': 'backup_retention_period = 1', 'bad-unset': 'engine = "mysql"', ok: 'backup_retention_period = 7' }, 'trivy/rds/specify_backup_retention', 'trivy/AVD-AWS-0077'),
  ...on('aws_db_instance', { bad: 'engine = "mysql"', ok: 'deletion_protection = true' }, 'trivy/rds/enable_deletion_protection', 'trivy/enable_deletion_protection', 'trivy/AVD-AWS-0177'),
  ...on('aws_dynamodb_table', { bad: 'name = "a"', ok: 'point_in_time_recovery { enabled = true }' }, 'trivy/dynamodb/enable_recovery', 'trivy/AVD-AWS-0024'),
  ...on('aws_elasticache_cluster', { bad: 'engine = "redis"', ok: 'engine = "redis"; snapshot_retention_limit = 5', memcached: 'engine = "memcached"' }, 'trivy/elasticache/enable_backup_retention', 'trivy/AVD-AWS-0050'),
  ...alike('buckets', terraform(hcl('aws_s3_bucket', { bad: 'bucket = "a"', ok: 'bucket = "b"; versioning { enabled = true }' })), 'trivy/s3/enable_versioning', 'trivy/enable_versioning', 'trivy/AVD-AWS-0090'),
  ...on('azurerm_key_vault', { bad: 'name = "a"', ok: 'purge_protection_enabled = true; soft_delete_retention_days = 7' }, 'trivy/keyvault/no_purge', 'trivy/AVD-AZU-0016'),
  ...on('aws_lambda_function', { bad: 'function_name = "a"', ok: 'tracing_config { mode = "Active" }' }, 'trivy/lambda/enable_tracing', 'trivy/AVD-AWS-0066'),
  ...on('google_sql_database_instance', { bad: 'settings { tier = "x" }', ok: 'settings { backup_configuration { enabled = true } }' }, 'trivy/sql/enable_backup', 'trivy/AVD-GCP-0024'),
  ...on('azurerm_storage_account', { bad: 'name = "a"', ok: 'blob_properties { delete_retention_policy { days = 7 } }' }, 'trivy/storage/blobs_soft_deletion', 'trivy/blobs_soft_deletion'),

  ...on('aws_acm_certificate', { bad: 'domain_name = "a"', ok: 'lifecycle { create_before_destroy = true }' }, 'tflint/aws_acm_certificate_lifecycle'),
  ...on('aws_instance', { bad: 'instance_type = "t1.micro"', ok: 'instance_type = "t3.micro"' }, 'tflint/aws_instance_previous_type'),
  ...on('aws_db_instance', { bad: 'instance_class = "db.t1.micro"', ok: 'instance_class = "db.t3.micro"' }, 'tflint/aws_db_instance_previous_type'),
  ...on('aws_elasticache_cluster', { bad: 'node_type = "cache.t1.micro"', ok: 'node_type = "cache.t3.micro"' }, 'tflint/aws_elasticache_cluster_previous_type'),
  ...on('aws_elasticache_replication_group', { bad: 'node_type = "cache.t1.micro"', ok: 'node_type = "cache.t3.micro"' }, 'tflint/aws_elasticache_replication_group_previous_type'),
  ...on('aws_lambda_function', { bad: 'runtime = "python2.7"', ok: 'runtime = "python3.13"' }, 'tflint/aws_lambda_function_deprecated_runtime'),
  ...on('aws_route', { bad: 'route_table_id = "r"; destination_cidr_block = "10.0.0.0/8"', ok: 'route_table_id = "r"; destination_cidr_block = "10.0.0.0/8"; gateway_id = "g"' }, 'tflint/aws_route_not_specified_target'),
  ['tflint/terraform_module_pinned_source', 'branches', { 'main.tf': 'module "bad" {\n  source = "git::https://example.com/m.git"\n}\nmodule "bad-main" {\n  source = "git::https://example.com/m.git?ref=main"\n}\nmodule "ok" {\n  source = "git::https://example.com/m.git?ref=v1.0.0"\n}\nmodule "registry" {\n  source = "example/m/aws"\n}\n' }],

  ['tflint/terraform_required_version', 'none', { 'bad/versions.tf': 'resource "aws_sqs_queue" "q" {\n}\n', 'ok/versions.tf': 'terraform {\n  required_version = ">= 1.5"\n}\nresource "aws_sqs_queue" "q" {\n}\n' }],
  ['tflint/terraform_required_providers', 'none', { 'bad/main.tf': 'provider "bad" {\n}\nresource "bad_thing" "q" {\n}\n', 'ok/main.tf': 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n  }\n}\nresource "aws_sqs_queue" "q" {\n}\n' }],
  ['tflint/terraform_unused_declarations', 'nobody names it', { 'main.tf': 'variable "bad" {\n}\nvariable "ok" {\n}\nresource "aws_sqs_queue" "q" {\n  name = var.ok\n}\n' }],

  ['datree/40', 'no limit', apart(workflow('bad', {}), workflow('ok', { limit: 3 }))],
  ['datree/44', 'retried whatever happens', apart(workflow('bad', { limit: 3, retryPolicy: 'Always' }), workflow('ok', { limit: 3, retryPolicy: 'OnError' }))],
  ['datree/35', 'goes on after a failure', apart(workflow('bad', undefined, { container: undefined, dag: { failFast: false, tasks: [] } }), workflow('ok', undefined, { container: undefined, dag: { tasks: [] } }))],
  ...alike('schema', apart(deployment('bad', { container: { imagee: 'x' } }), deployment('ok')), 'datree/schema', 'kubeconform/strict'),
  ['popeye/102', 'no probes', apart(deployment('bad'), workload('Job', 'job'))],
  ['kubescape/C-0302', 'alone', together(object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'bad', { parentRefs: [{ name: 'gone' }], rules: [{ backendRefs: [{ name: 'gone', port: 80 }] }] }))],
];
