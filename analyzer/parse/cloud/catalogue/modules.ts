import { aws } from './aws.js';
import type { ResourceKind } from './kind.js';

/** `name` and `provider` of a registry source `namespace/name/provider`, with a module inside it (`//modules/service`). */
const SOURCE = /^(?:[\w.-]+\/)?[\w-]+\/([\w-]+)\/([a-z]\w*)(?:\/\/(?:modules\/)?([\w/-]+))?$/;

/**
 * Modules of public registries that stand for one resource, whoever publishes them: their name says which, and their inputs are
 * called as the resource's arguments are.
 */
const BY_NAME: readonly (readonly [RegExp, keyof typeof aws])[] = [
  [/aurora/, 'aws_rds_cluster'], [/^rds(-instance)?$|^db-instance$|^postgres|^mysql/, 'aws_db_instance'], [/^documentdb/, 'aws_docdb_cluster'],
  [/redis|valkey|^elasticache|memcached/, 'aws_elasticache_replication_group'], [/^memorydb/, 'aws_memorydb_cluster'], [/^opensearch|^elasticsearch/, 'aws_opensearch_domain'],
  [/^dynamodb(-table)?$/, 'aws_dynamodb_table'], [/^(alb|nlb|elb|lb|load-balancer)$/, 'aws_lb'], [/^sqs(-queue)?$/, 'aws_sqs_queue'], [/^sns(-topic)?$/, 'aws_sns_topic'],
  [/^s3(-bucket)?$/, 'aws_s3_bucket'], [/^lambda(-function)?$/, 'aws_lambda_function'], [/^msk(-kafka-cluster)?$|^msk-apache-kafka-cluster$/, 'aws_msk_cluster'],
  [/^mq-broker$/, 'aws_mq_broker'], [/^cloudfront(-cdn)?$/, 'aws_cloudfront_distribution'], [/^apigateway-v2$|^api-gateway$/, 'aws_apigatewayv2_api'],
  [/^app-?runner$/, 'aws_apprunner_service'], [/^eks(-cluster)?$/, 'aws_eks_cluster'], [/^autoscaling$/, 'aws_autoscaling_group'], [/^efs$/, 'aws_efs_file_system'],
];

/** Modules inside a module: `terraform-aws-modules/ecs/aws//modules/service`. */
const INNER: Readonly<Record<string, keyof typeof aws>> = { 'ecs/service': 'aws_ecs_service' };

const inputs: Partial<Record<keyof typeof aws, Partial<ResourceKind>>> = {
  aws_lambda_function: { runs: { containers: 'environment_variables' } },
};

/** The resource type that an unread registry module stands for. */
export function moduleType(source: string): string | undefined {
  const [, name, provider, inner] = SOURCE.exec(source) ?? [];
  if (name === undefined || provider !== 'aws') return undefined;
  if (inner !== undefined) return INNER[`${name}/${inner}`];
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

/** What the module's inputs are called where they differ from the resource's arguments. */
export const moduleKind = (type: string, kind: ResourceKind): ResourceKind => ({ ...kind, ...inputs[type] });
