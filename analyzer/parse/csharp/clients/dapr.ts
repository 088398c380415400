import type { ClientLibrary } from '../../source/index.js';

/** Dapr's client: targets are app ids of other programs, or names of building blocks. The method of HTTP may come first. */
export const dapr: readonly ClientLibrary[] = [
  { id: 'dapr-invocation', imports: ['Dapr'], dependency: 'calls', protocol: 'dapr', calls: [{ match: 'DaprClient.{CreateInvokeHttpClient,CreateInvocationInvoker}', target: ['appId', 0] }] },
  {
    id: 'dapr', imports: ['Dapr'], dependency: 'calls', protocol: 'dapr',
    calls: [
      { match: '{,DaprClient}#{CreateInvokableHttpClient,CreateInvokeMethodRequest,InvokeMethodAsync,InvokeMethodGrpcAsync}', target: ['appId', { argument: 0, after: 'HttpMethod' }], dependency: 'calls' },
      { match: '{,DaprClient}#{PublishEventAsync,BulkPublishEventAsync,PublishByteEventAsync}', target: ['pubsubName', 0], channel: ['topicName', 1], dependency: 'publishes', method: 'PUBLISH' },
      { match: '{,DaprClient}#{GetStateAsync,GetStateAndETagAsync,GetStateEntryAsync,GetBulkStateAsync,SaveStateAsync,SaveBulkStateAsync,TrySaveStateAsync,DeleteStateAsync,TryDeleteStateAsync,QueryStateAsync,ExecuteStateTransactionAsync}', target: ['storeName', 0], dependency: 'stores' },
      { match: '{,DaprClient}#InvokeBindingAsync', target: ['bindingName', 0], dependency: 'publishes' },
      { match: 'DaprClient#{GetSecretAsync,GetBulkSecretAsync,GetConfiguration}', target: ['storeName', 0], dependency: 'configures' },
      { match: '{@Topic,#WithTopic}', target: [0], channel: [1], dependency: 'consumes' },
    ],
  },
];
