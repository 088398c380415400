import { given, isOpen, plain, textAt } from '../../support/cloud-arguments.js';
import type { CloudCheck, Judge, Verdict } from '../../support/cloud-checks.js';
import { isEngineEnded, PREVIOUS_GENERATION, runtimes, shutDown, sunset, type RuntimeEnd } from './lifecycles.js';

/** A rule does not know what day it is. */
export interface Day {
  readonly asOf: string;
  readonly alsoEnded: readonly string[];
}

type Stage = 'unsupported' | 'noCreate' | 'noUpdate';

function stageOf({ deprecated, noCreate, noUpdate }: RuntimeEnd, day: string): Stage | undefined {
  if (noUpdate !== undefined && noUpdate <= day) return 'noUpdate';
  if (noCreate !== undefined && noCreate <= day) return 'noCreate';
  return deprecated <= day ? 'unsupported' : undefined;
}

const runtime = (stage: Stage, { asOf, alsoEnded }: Day): Judge => (object) => {
  const name = textAt(object, 'runtime');
  if (name === undefined) return undefined;
  const found = Object.hasOwn(runtimes, name) ? stageOf(runtimes[name]!, asOf) : undefined;
  const actual = found ?? (alsoEnded.includes(name) ? 'unsupported' : undefined);
  if (actual !== stage) return true;
  const successor = Object.hasOwn(runtimes, name) ? runtimes[name]!.successor : undefined;
  return { reason: `runtime is ${name}${successor === undefined ? '' : `; ${successor} is current`}`, at: given(object, 'runtime')!.at };
};

const engine: Judge = (object) => {
  const [name, version] = [textAt(object, 'engine'), textAt(object, 'engine_version')];
  if (name === undefined || version === undefined) return undefined;
  return !isEngineEnded(name, version) || { reason: `engine_version is ${version}`, at: given(object, 'engine_version')!.at };
};

const instance = (paths: string): Judge => (object): Verdict => {
  const found = given(object, paths);
  if (found === undefined || isOpen(found)) return undefined;
  const value = String(plain(found));
  return !PREVIOUS_GENERATION.test(value) || { reason: `its type is ${value}`, at: found.at };
};

const service = (services: ReadonlySet<string>): Judge => (object) => !services.has(object.ref.kind.split('::')[1] ?? '') || { reason: `its type is ${object.ref.kind}`, at: object.at };

const FUNCTIONS = ['aws_lambda_function'];
const previous = (name: string): string => `${name} runs on hardware that its provider no longer builds on`;
const fix = 'Move to a version that is maintained.';

export const checksOn = (day: Day): readonly CloudCheck[] => [
  { name: 'runtime-unsupported', severity: 'info', peers: ['cfn-lint/W2531', 'checkov/CKV_AWS_363', 'tflint/aws_lambda_function_deprecated_runtime'], types: FUNCTIONS, judge: runtime('unsupported', day), says: (name) => `${name} gets no more fixes, and soon cannot be changed`, fix },
  { name: 'runtime-no-create', peers: ['cfn-lint/E2531', 'checkov/CKV_AWS_363', 'tflint/aws_lambda_function_deprecated_runtime'], types: FUNCTIONS, judge: runtime('noCreate', day), says: (name) => `${name} cannot be made anew, and soon cannot be changed`, fix },
  { name: 'runtime-no-update', peers: ['cfn-lint/E2533', 'checkov/CKV_AWS_363', 'tflint/aws_lambda_function_deprecated_runtime'], types: FUNCTIONS, judge: runtime('noUpdate', day), says: (name) => `${name} can be neither made anew nor changed, not even to mend it`, fix },
  { name: 'cluster-engine', severity: 'info', peers: ['cfn-lint/W3690'], types: ['aws_rds_cluster'], judge: engine, says: (name) => `${name} cannot be made anew with this version`, fix },
  { name: 'instance-engine', severity: 'info', peers: ['cfn-lint/W3691'], types: ['aws_db_instance'], judge: engine, says: (name) => `${name} cannot be made anew with this version`, fix },
  { name: 'service-shut-down', peers: ['cfn-lint/E3710'], types: 'any', judge: service(shutDown), says: (name) => `${name} cannot be made: its service is shut down`, fix: 'Move to what took its place.' },
  { name: 'service-sunset', severity: 'info', peers: ['cfn-lint/W3696'], types: 'any', judge: service(sunset), says: (name) => `${name} stops working on a day that is announced`, fix: 'Move to what takes its place.' },
  { name: 'machine', severity: 'info', peers: ['cfn-lint/I3100', 'tflint/aws_instance_previous_type'], types: ['aws_instance', 'aws_launch_configuration', 'AWS::EC2::Host', 'AWS::EC2::CapacityReservation'], judge: instance('instance_type'), says: previous, fix: 'Use a current generation.' },
  { name: 'machine', severity: 'info', peers: ['cfn-lint/I3100'], types: ['aws_launch_template'], judge: instance('instance_type|LaunchTemplateData.InstanceType'), says: previous, fix: 'Use a current generation.' },
  { name: 'database', severity: 'info', peers: ['cfn-lint/I3100', 'tflint/aws_db_instance_previous_type'], types: ['aws_db_instance'], judge: instance('instance_class|db_instance_class'), says: previous, fix: 'Use a current generation.' },
  { name: 'cache', severity: 'info', peers: ['cfn-lint/I3100', 'tflint/aws_elasticache_cluster_previous_type'], types: ['aws_elasticache_cluster'], judge: instance('node_type|cache_node_type'), says: previous, fix: 'Use a current generation.' },
  { name: 'cache-group', severity: 'info', peers: ['cfn-lint/I3100', 'tflint/aws_elasticache_replication_group_previous_type'], types: ['aws_elasticache_replication_group'], judge: instance('node_type|cache_node_type'), says: previous, fix: 'Use a current generation.' },
  { name: 'search', severity: 'info', peers: ['cfn-lint/I3100'], types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'], judge: instance('cluster_config.instance_type|ElasticsearchClusterConfig.InstanceType'), says: previous, fix: 'Use a current generation.' },
];

/** What other tools call it depends on no day. */
export const CHECKS = checksOn({ asOf: '', alsoEnded: [] });
