import { repositoryPath } from './images.js';

/** Images that stand in for a cloud's service, or for any service, on a machine of the developer's; by their names, whoever mirrors them. */
const IMAGES: ReadonlySet<string> = new Set([
  'localstack', 'localstack-pro', 'dynamodb-local', 'elasticmq', 'elasticmq-native', 'azurite', 'fake-gcs-server', 's3mock', 'aws-lambda-rie', 'mockserver', 'wiremock', 'imposter',
]);

/** Images whose names say too little without their publisher. */
const PUBLISHED: ReadonlySet<string> = new Set(['motoserver/moto', 'stoplight/prism']);

/** `mock-payments`, `payments_mock`, `pubsub-emulator`: the word stands at one end of the name. */
const STAND_IN = /^mocks?[-_.]|[-_.](?:mocks?|emulator)$/;

/** Whether a well-known emulator of a cloud, or server of mocked answers, is what the image runs. */
export function isEmulatorImage(image: string): boolean {
  const path = repositoryPath(image);
  return isEmulatorName(path.at(-1)!) || PUBLISHED.has(path.slice(-2).join('/'));
}

/** Whether a service or a folder is named after what stands in for something else. */
export function isEmulatorName(name: string): boolean {
  const lower = name.toLowerCase();
  return IMAGES.has(lower) || STAND_IN.test(lower);
}
