import { timeoutSeconds, type ClientLibrary } from '../../source/index.js';

/** Dapr's client and server: targets are app ids of other programs, or names of building blocks. */
export const daprLibraries: readonly ClientLibrary[] = [
  {
    dependency: 'calls', protocol: 'dapr', id: 'dapr', imports: ['dapr'],
    calls: [
      { match: 'dapr.{clients,aio.clients}.DaprClient', makes: 'dapr.Client' },
      { match: 'dapr.Client#{invoke_method,invoke_method_async}', target: ['app_id', 0], settings: [timeoutSeconds('timeout')] },
      { match: 'dapr.Client#publish_event', target: ['pubsub_name', 0], channel: ['topic_name', 1], dependency: 'publishes' },
      { match: 'dapr.Client#{get_state,get_bulk_state,query_state,save_state,save_bulk_state,delete_state,execute_state_transaction}', target: ['store_name', 0], dependency: 'stores' },
      { match: 'dapr.Client#invoke_binding', target: ['binding_name', 0], dependency: 'publishes' },
      { match: 'dapr.Client#{get_secret,get_bulk_secret,get_configuration}', target: ['store_name', 0], dependency: 'configures' },
      { match: 'dapr.Client#{subscribe,subscribe_with_handler}', target: ['pubsub_name', 0], channel: ['topic', 1], dependency: 'consumes' },
      { match: 'dapr.Client#*', lifecycle: true },
      { match: 'dapr.ext.{fastapi.DaprApp,grpc.App}', makes: 'dapr.App' },
      { match: 'flask_dapr.DaprApp', makes: 'dapr.App' },
      { match: 'dapr.App#subscribe', target: ['pubsub', 'pubsub_name', 0], channel: ['topic', 1], dependency: 'consumes' },
      { match: 'dapr.App#*', lifecycle: true },
    ],
  },
];
