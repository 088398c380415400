import { technologyOf } from './technologies.js';

/** What is behind a type of Dapr's components, by the words of its name where they differ from the technology's. */
const NAMES: Readonly<Record<string, string>> = {
  mqtt: 'mosquitto', mqtt3: 'mosquitto', jetstream: 'nats', snssqs: 'sns', vault: 'vault', postgres: 'postgresql', 'aws.s3': 's3', 'aws.dynamodb': 'dynamodb', 'aws.sqs': 'sqs', 'aws.sns': 'sns', 'aws.kinesis': 'kinesis',
  smtp: 'smtp', cloudflare: '', zeebe: '',
};

/** Parts of the sidecar itself, or of its machine: nobody else is needed. */
const INSIDE = /^(?:bindings\.cron|[a-z]+\.(?:in-?memory|local\.\w+|localstorage|kubernetes|sqlite))\b/;

export const isInsideSidecar = (type: string): boolean => INSIDE.test(type);

/**
 * The technology behind a component type such as `state.redis`, `pubsub.azure.servicebus.topics` or `secretstores.hashicorp.vault`.
 * https://docs.dapr.io/reference/components-reference/
 */
export function technologyOfBlock(type: string): string | undefined {
  const words = type.split('.').slice(1);
  const names = [words.slice(0, 2).join('.'), ...words];
  return names.map((name) => (Object.hasOwn(NAMES, name) ? NAMES[name]! : name)).find((name) => technologyOf(name) !== undefined);
}
