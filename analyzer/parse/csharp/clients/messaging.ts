import { connectMs, queueArguments, setting, timeoutMs, type ClientLibrary } from '../../source/index.js';

const bus = { id: 'masstransit', imports: ['MassTransit'], dependency: 'publishes' } as const;

export const messaging: readonly ClientLibrary[] = [
  {
    ...bus, protocol: 'amqp',
    calls: [
      { match: '#UsingRabbitMq', target: ['Host(0)'], settings: [setting('retriesOnCall', 'Interval(0)', 'count'), setting('retriesOnCall', 'Exponential(0)', 'count'), setting('retriesOnCall', 'Immediate(0)', 'count')] },
      { match: 'Bus.Factory.CreateUsingRabbitMq', target: ['Host(0)'] },
      { match: '#{AddConsumer,AddConsumers,AddSagaStateMachine}', dependency: 'consumes' },
      { match: 'IRequestClient#GetResponse', dependency: 'calls', settings: [timeoutMs('timeout'), timeoutMs(2)] },
      { match: '{IPublishEndpoint,IBus,ISendEndpoint,ConsumeContext,IBusControl}#{Publish,Send,PublishBatch}', method: 'PUBLISH' },
    ],
  },
  { ...bus, protocol: 'servicebus', calls: [{ match: '#UsingAzureServiceBus', target: ['Host(0)'] }] },
  {
    id: 'rabbitmq-dotnet', imports: ['RabbitMQ.Client'], dependency: 'publishes', protocol: 'amqp',
    calls: [
      { match: 'new ConnectionFactory', target: ['Uri', 'Endpoint', { host: 'HostName', port: 'Port', defaultPort: 5672 }], settings: [connectMs('RequestedConnectionTimeout'), setting('reconnectJitter', 'NetworkRecoveryInterval', 'text')] },
      { match: 'ConnectionFactory#{CreateConnection,CreateConnectionAsync}', makes: 'IConnection', lifecycle: true },
      { match: 'IConnectionFactory#{CreateConnection,CreateConnectionAsync}', makes: 'IConnection', lifecycle: true },
      { match: 'IConnection#{CreateModel,CreateChannel,CreateChannelAsync}', makes: 'IModel', lifecycle: true },
      { match: '{IModel,IChannel}#{BasicPublish,BasicPublishAsync}', channel: ['exchange', 'routingKey', 0] },
      { match: '{IModel,IChannel}#{BasicConsume,BasicConsumeAsync,BasicGet,BasicGetAsync}', channel: ['queue', 0], dependency: 'consumes', settings: [setting('autoAck', 'autoAck', 'count'), setting('autoAck', 1, 'count')] },
      { match: '{IModel,IChannel}#{QueueDeclare,QueueDeclareAsync}', lifecycle: true, declares: { name: ['queue', 0], settings: [...queueArguments(), ...queueArguments('arguments.'), setting('exclusive', 'exclusive', 'count'), setting('exclusive', 2, 'count'), setting('autoDelete', 'autoDelete', 'count'), setting('autoDelete', 3, 'count')], within: ['arguments', 4] } },
      { match: '{IModel,IChannel}#{BasicQos,BasicQosAsync}', dependency: 'consumes', lifecycle: true, settings: [setting('prefetch', 'prefetchCount', 'count'), setting('prefetch', 1, 'count')] },
    ],
  },
  {
    id: 'confluent-kafka-dotnet', imports: ['Confluent.Kafka'], dependency: 'publishes', protocol: 'kafka',
    calls: [
      { match: 'new {ProducerConfig,AdminClientConfig,ClientConfig}', target: ['BootstrapServers', 'bootstrap.servers'], settings: [timeoutMs('MessageTimeoutMs'), timeoutMs('RequestTimeoutMs'), setting('retriesOnCall', 'MessageSendMaxRetries', 'count'), setting('producerAcks', 'Acks', 'text')] },
      { match: 'new ConsumerConfig', target: ['BootstrapServers', 'bootstrap.servers'], dependency: 'consumes', settings: [setting('consumerGroup', 'GroupId', 'text'), setting('autoCommit', 'EnableAutoCommit', 'count'), setting('maxPollInterval', 'MaxPollIntervalMs', 'milliseconds')] },
      { match: 'new TopicSpecification', lifecycle: true, declares: { name: ['Name'], settings: [setting('partitions', 'NumPartitions', 'count')] } },
      { match: 'ProducerBuilder#Build', makes: 'IProducer', lifecycle: true },
      { match: 'ConsumerBuilder#Build', makes: 'IConsumer', lifecycle: true },
      { match: 'IProducer#{Produce,ProduceAsync}', channel: [0] },
      { match: 'IConsumer#Subscribe', channel: [0], dependency: 'consumes' },
      { match: 'IConsumer#Consume', lifecycle: true, handled: 'loop' },
    ],
  },
  {
    id: 'azure-servicebus', imports: ['Azure.Messaging.ServiceBus', 'Microsoft.Azure.ServiceBus'], dependency: 'publishes', protocol: 'servicebus',
    calls: [
      { match: 'new ServiceBusClient', target: [0], settings: [timeoutMs('RetryOptions.TryTimeout'), setting('retriesOnCall', 'RetryOptions.MaxRetries', 'count')] },
      { match: 'ServiceBusClient#CreateSender', channel: [0] },
      { match: 'ServiceBusClient#{CreateProcessor,CreateReceiver,CreateSessionProcessor}', channel: [0], dependency: 'consumes' },
    ],
  },
  {
    id: 'nats-dotnet', imports: ['NATS'], dependency: 'publishes', protocol: 'nats',
    calls: [
      { match: 'new {NatsConnection,NatsClient}', target: ['Url', 0] },
      { match: '{NatsConnection,INatsConnection,INatsClient,NatsClient}#{SubscribeAsync,SubscribeCoreAsync}', channel: [0], dependency: 'consumes' },
      { match: '{NatsConnection,INatsConnection,INatsClient,NatsClient}#PublishAsync', channel: [0] },
      { match: '{NatsConnection,INatsConnection,INatsClient,NatsClient}#RequestAsync', channel: [0], dependency: 'calls' },
    ],
  },
  { id: 'cap-dotnet', imports: ['DotNetCore.CAP'], dependency: 'publishes', protocol: 'amqp', calls: [{ match: '#UseRabbitMQ', target: ['HostName', 0] }] },
  { id: 'easynetq', imports: ['EasyNetQ'], dependency: 'publishes', protocol: 'amqp', calls: [{ match: 'RabbitHutch.CreateBus', target: [0] }] },
];
