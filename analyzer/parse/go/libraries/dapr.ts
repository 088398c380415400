import type { ClientLibrary } from '../../source/index.js';

const CLIENT = 'github.com/dapr/go-sdk/client';
const SERVICE = 'github.com/dapr/go-sdk/service';

/** Dapr's client and service: targets are app ids of other programs, or names of building blocks. */
export const daprLibraries: readonly ClientLibrary[] = [
  {
    dependency: 'calls', protocol: 'dapr', id: 'dapr', imports: ['github.com/dapr/go-sdk'],
    calls: [
      { match: `${CLIENT}.{NewClient,NewClientWithPort,NewClientWithAddress,NewClientWithAddressContext}`, makes: 'dapr.Client' },
      { match: '{dapr.Client,github.com/dapr/go-sdk/client.Client}#{InvokeMethod,InvokeMethodWithContent,InvokeMethodWithCustomContent}', target: [1] },
      { match: '{dapr.Client,github.com/dapr/go-sdk/client.Client}#{PublishEvent,PublishEvents,PublishEventfromCustomContent}', target: [1], channel: [2], dependency: 'publishes' },
      { match: '{dapr.Client,github.com/dapr/go-sdk/client.Client}#{GetState,GetStateWithConsistency,GetBulkState,QueryStateAlpha1,SaveState,SaveStateWithETag,SaveBulkState,DeleteState,DeleteStateWithETag,ExecuteStateTransaction}', target: [1], dependency: 'stores' },
      { match: '{dapr.Client,github.com/dapr/go-sdk/client.Client}#{InvokeBinding,InvokeOutputBinding}', target: ['Name'], dependency: 'publishes' },
      { match: '{dapr.Client,github.com/dapr/go-sdk/client.Client}#{GetSecret,GetBulkSecret,GetConfigurationItem,GetConfigurationItems}', target: [1], dependency: 'configures' },
      { match: 'dapr.Client#*', lifecycle: true },
      { match: `new ${SERVICE}/common.Subscription`, target: ['PubsubName'], channel: ['Topic'], dependency: 'consumes' },
    ],
  },
];
