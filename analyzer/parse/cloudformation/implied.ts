import { unknown, type CloudResource, type CloudValue, type Entry } from '../cloud/index.js';
import { elements, field } from '../cloud/field.js';

/** What CloudFormation writes inside a resource and other languages as a resource of its own. */
export function impliedBy(declared: readonly CloudResource[]): CloudResource[] {
  const events = declared.filter((r) => r.type === 'aws_lambda_function').flatMap(eventsOf);
  const api = events.find((r) => r.argument('api_id')?.value === IMPLICIT_API);
  return [
    ...declared.filter((r) => r.type === 'aws_sns_topic').flatMap(subscriptionsOf),
    ...declared.filter((r) => r.type === 'aws_cloudwatch_event_rule').flatMap(targetsOf),
    ...events,
    ...(api && !declared.some((r) => r.address === IMPLICIT) ? [implied('aws_api_gateway_rest_api', IMPLICIT, api.at, {})] : []),
  ];
}

function subscriptionsOf(topic: CloudResource): CloudResource[] {
  return elements(field(topic, 'subscription')?.value).map((item, index) => implied('aws_sns_topic_subscription', `${topic.address}.Subscription.${index}`, item.at, { topic_arn: itself(topic, item.at), endpoint: field(item, 'endpoint')?.value }));
}

function targetsOf(rule: CloudResource): CloudResource[] {
  return elements(field(rule, 'targets')?.value).map((item, index) => implied('aws_cloudwatch_event_target', `${rule.address}.Targets.${index}`, item.at, { rule: itself(rule, item.at), arn: field(item, 'arn')?.value }));
}

/** The API that SAM makes for functions that name none. */
const IMPLICIT = 'ServerlessRestApi';
const NOWHERE = { file: '', line: 1, column: 1, length: 1 };
const IMPLICIT_API: CloudValue = { is: 'unknown', source: IMPLICIT, at: NOWHERE, origins: [{ resource: IMPLICIT, attribute: 'Ref' }] };

/** `Events` of a SAM function. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html */
function eventsOf(fn: CloudResource): CloudResource[] {
  const events = field(fn, 'events')?.value;
  if (events?.is !== 'map') return [];
  return [...events.entries].flatMap(([name, entry]) => eventOf(fn, `${fn.address}.Events.${name}`, entry) ?? []);
}

function eventOf(fn: CloudResource, address: string, { key, value }: Entry): CloudResource | undefined {
  const type = field(value, 'type')?.value;
  const of = (paths: string): CloudValue | undefined => field(value, paths)?.value;
  const self = itself(fn, key);
  switch (type?.is === 'scalar' ? type.value : undefined) {
    case 'SQS':
    case 'Kinesis':
    case 'DynamoDB':
    case 'MSK':
    case 'MQ': return implied('aws_lambda_event_source_mapping', address, key, { function_name: self, event_source_arn: of('properties.queue|properties.stream|properties.broker') });
    case 'SNS': return implied('aws_sns_topic_subscription', address, key, { topic_arn: of('properties.topic'), endpoint: self });
    case 'S3': return implied('aws_s3_bucket_notification', address, key, { bucket: of('properties.bucket'), lambda_function: mapWith('lambda_function_arn', self) });
    case 'EventBridgeRule':
    case 'CloudWatchEvent': return implied('aws_cloudwatch_event_target', address, key, { event_bus_name: of('properties.event_bus_name'), arn: self });
    case 'Api':
    case 'HttpApi': return implied('aws_apigatewayv2_integration', address, key, { api_id: of('properties.rest_api_id|properties.api_id') ?? IMPLICIT_API, integration_uri: self });
    default: return undefined;
  }
}

const mapWith = (name: string, value: CloudValue): CloudValue => ({ is: 'map', entries: new Map([[name, { key: value.at, value, at: value.at }]]), at: value.at });

/** A resource that is not written as one, with values that are. */
function implied(type: string, address: string, at: CloudResource['at'], values: Readonly<Record<string, CloudValue | undefined>>): CloudResource {
  const known = new Map(Object.entries(values).flatMap(([name, value]) => (value ? [[name, { key: value.at, value, at: value.at }] as const] : [])));
  return { address, type, label: address, modules: [], at, argument: (name) => known.get(name), names: [...known.keys()] };
}

/** The resource itself as a value. */
const itself = (resource: CloudResource, at = resource.at): CloudValue => unknown(resource.address, at, [{ resource: resource.address, attribute: 'Arn' }]);

