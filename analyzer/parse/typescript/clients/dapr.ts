import { argument, type Library, type Operation } from './library.js';

/** An operation of a client, or of the client that a server has; each call names what it asks for. */
const asks = (path: string, kind: NonNullable<Operation['kind']>, more: Partial<Operation> = {}): Operation => ({ path: `.{DaprClient(),DaprServer(),DaprServer().client}.${path}`, kind, names: [argument(0)], ...more });
const topic = { channel: [argument(1)] };

/** Dapr's client and server: targets are app ids of other programs, or names of building blocks. */
export const daprLibraries: readonly Library[] = [
  {
    id: 'dapr', kind: 'calls', protocol: 'dapr', packages: ['@dapr/dapr', 'dapr-client'],
    operations: [
      asks('invoker.invoke()', 'calls'),
      asks('pubsub.{publish,publishBulk}()', 'publishes', topic),
      asks('pubsub.{subscribe,subscribeWithOptions,subscribeToRoute}()', 'consumes', topic),
      asks('state.*()', 'stores'), asks('binding.send()', 'publishes'), asks('{secret,configuration}.*()', 'configures'),
    ],
  },
];
