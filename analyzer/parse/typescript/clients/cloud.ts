import type { DependencyKind } from '../../../facts/types.js';
import { attempts, connectTimeout, option, timeout, type Library, type Operation } from './library.js';

const SETTINGS = [timeout('requestHandler.requestTimeout'), connectTimeout('requestHandler.connectionTimeout'), attempts('maxAttempts')];

/** One service of the AWS SDK v3: `new XClient({..})` and `new X({..})`, which has a method for every command. */
function aws(service: string, name: string, kind: DependencyKind, operations: readonly Operation[]): Library {
  return {
    id: 'aws-sdk-js-v3', kind, protocol: service, packages: [`@aws-sdk/client-${service}`], make: [`.{${name}Client,${name}}()`],
    target: [option('endpoint'), { from: 'environment', variables: [`AWS_ENDPOINT_URL_${name.toUpperCase()}`, 'AWS_ENDPOINT_URL'], otherwise: `https://${service}.amazonaws.com` }], settings: SETTINGS, operations,
  };
}

const ANY: readonly Operation[] = [{ path: '.{destroy}()', lifecycle: true }, { path: '.*()' }];

export const cloudLibraries: readonly Library[] = [
  aws('s3', 'S3', 'stores', ANY),
  aws('dynamodb', 'DynamoDB', 'stores', ANY),
  aws('sqs', 'SQS', 'publishes', [{ path: '.send()', given: '.ReceiveMessageCommand()', kind: 'consumes', channel: [option('QueueUrl')] }, { path: '.send()', given: '.DeleteMessage*Command()', lifecycle: true }, { path: '.receiveMessage()', kind: 'consumes', channel: [option('QueueUrl')] }, { path: '.{send,sendMessage,sendMessageBatch}()', channel: [option('QueueUrl')] }, ...ANY]),
  aws('sns', 'SNS', 'publishes', [{ path: '.{send,publish}()', channel: [option('TopicArn')] }, ...ANY]),
  aws('lambda', 'Lambda', 'calls', ANY),
  aws('eventbridge', 'EventBridge', 'publishes', ANY),
  aws('kinesis', 'Kinesis', 'publishes', ANY),
  aws('sfn', 'SFN', 'calls', ANY),
  aws('ses', 'SES', 'calls', ANY),
  aws('sesv2', 'SESv2', 'calls', ANY),
  aws('secrets-manager', 'SecretsManager', 'configures', ANY),
  aws('ssm', 'SSM', 'configures', ANY),
  aws('bedrock-runtime', 'BedrockRuntime', 'calls', ANY),
];
