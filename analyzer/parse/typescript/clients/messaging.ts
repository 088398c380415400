import { argument, backoff, connectTimeout, environment, hostPort, option, retries, setting, attempts, timeout, type Library, type Operation, type Source } from './library.js';

const LIFECYCLE: Operation = { path: '.**.{on,once,close,end,connect,disconnect,assertQueue,assertExchange,bindQueue,createChannel,createConfirmChannel,waitForConnect,drain,status,ack,nack}()', lifecycle: true };

const publishes = (path: string, channel: readonly Source[], settings: Operation['settings'] = []): Operation => ({ path, kind: 'publishes', channel, settings });
const consumes = (path: string, channel: readonly Source[]): Operation => ({ path, kind: 'consumes', channel });

const amqp: readonly Operation[] = [
  publishes('.**.{publish,sendToQueue}()', [argument(0)]),
  { ...consumes('.**.{consume,get}()', [argument(0)]), settings: [setting('autoAck', 'noAck', 'text', 2)], handled: argument(1) },
  {
    path: '.**.assertQueue()', lifecycle: true,
    declares: {
      name: [argument(0)],
      settings: [
        setting('deadLetterExchange', 'deadLetterExchange', 'text', 1), setting('deadLetterExchange', 'arguments.x-dead-letter-exchange', 'text', 1), setting('maxLength', 'maxLength', 'count', 1), setting('maxLength', 'arguments.x-max-length', 'count', 1),
        setting('maxBytes', 'arguments.x-max-length-bytes', 'count', 1), setting('exclusive', 'exclusive', 'text', 1), setting('autoDelete', 'autoDelete', 'text', 1),
      ],
    },
  },
  { path: '.**.prefetch()', lifecycle: true, settings: [{ name: 'prefetch', source: argument(0), as: 'count' }] },
  LIFECYCLE,
];

const redisConnection = [option('connection.url'), hostPort('connection.host', 'connection.port', 6379), option('redis.url'), option('redis'), hostPort('redis.host', 'redis.port', 6379), argument(1), hostPort('host', 'port', 6379)];

const MICROSERVICE_TARGET = [option('options.urls'), option('options.url'), option('options.servers'), option('options.client.brokers'), hostPort('options.host', 'options.port', 3000)];

/** https://github.com/nodemailer/nodemailer/blob/master/lib/well-known/services.json */
const MAIL_SERVICES = { gmail: 'smtp.gmail.com:465', outlook365: 'smtp.office365.com:587', yahoo: 'smtp.mail.yahoo.com:465', zoho: 'smtp.zoho.com:465', sendgrid: 'smtp.sendgrid.net:587', mailgun: 'smtp.mailgun.org:465', postmark: 'smtp.postmarkapp.com:2525', mandrill: 'smtp.mandrillapp.com:587' };

export const messagingLibraries: readonly Library[] = [
  {
    id: 'kafkajs', kind: 'publishes', protocol: 'kafka', packages: ['kafkajs'], make: ['.Kafka()'], target: [option('brokers')],
    settings: [timeout('requestTimeout'), connectTimeout('connectionTimeout'), retries('retry.retries')],
    operations: [
      { ...publishes('.producer().{send,sendBatch}()', [option('topic'), option('topicMessages')]), settings: [timeout('timeout'), setting('producerAcks', 'acks', 'text')] },
      consumes('.consumer().subscribe()', [option('topic'), option('topics')]),
      { path: '.producer()', kind: 'publishes', lifecycle: true, settings: [retries('retry.retries')] },
      { path: '.consumer()', kind: 'consumes', lifecycle: true, settings: [retries('retry.retries'), setting('consumerGroup', 'groupId', 'text'), setting('sessionTimeout', 'sessionTimeout', 'milliseconds')] },
      { path: '.consumer().run()', kind: 'consumes', lifecycle: true, handled: option('eachMessage'), settings: [setting('consumerConcurrency', 'partitionsConsumedConcurrently', 'count')] },
      { path: '.admin().createTopics()', lifecycle: true, declares: { members: option('topics'), name: [option('topic')], settings: [setting('partitions', 'numPartitions', 'count')] } },
      { path: '.**()', lifecycle: true },
    ],
  },
  {
    id: 'kafka-node', kind: 'publishes', protocol: 'kafka', packages: ['kafka-node'], make: ['.KafkaClient()', '.ConsumerGroup()'], target: [option('kafkaHost'), environment('KAFKA_BROKERS')],
    settings: [timeout('requestTimeout'), connectTimeout('connectTimeout')], operations: [{ path: '.{on,close,refreshMetadata}()', lifecycle: true }],
  },
  { id: 'amqplib', kind: 'publishes', protocol: 'amqp', packages: ['amqplib', 'amqplib/callback_api'], make: ['.connect()'], types: { Channel: '.connect().createChannel()',  '.ConfirmChannel': '.connect().createChannel()' }, target: [argument(0), hostPort('hostname', 'port', 5672)], settings: [connectTimeout('timeout', 1)], operations: amqp },
  { id: 'amqp-connection-manager', kind: 'publishes', protocol: 'amqp', packages: ['amqp-connection-manager'], make: ['.connect()'], types: { ChannelWrapper: '.connect().createChannel()' }, target: [argument(0)], settings: [setting('reconnectJitter', 'reconnectTimeInSeconds', 'jitter', 1)], operations: amqp },
  {
    id: 'bullmq', kind: 'publishes', protocol: 'redis', packages: ['bullmq', '@nestjs/bullmq'], make: ['.{Queue,FlowProducer}()', '.BullModule.{forRoot,forRootAsync}()'], channel: [argument(0)], target: redisConnection,
    settings: [attempts('defaultJobOptions.attempts'), backoff('defaultJobOptions.backoff')],
    operations: [{ ...publishes('.{add,addBulk}()', []), settings: [attempts('attempts', 2), backoff('backoff', 2)] }, { path: '.{on,close,pause,resume}()', lifecycle: true }],
  },
  { id: 'bullmq', family: 'bullmq-worker', kind: 'consumes', protocol: 'redis', packages: ['bullmq'], make: ['.Worker()'], channel: [argument(0)], target: redisConnection, settings: [setting('consumerConcurrency', 'concurrency', 'count', 2)], operations: [{ path: '.{on,close,run}()', lifecycle: true }] },
  { id: 'bull', kind: 'publishes', protocol: 'redis', packages: ['bull', '@nestjs/bull'], channel: [argument(0)], make: ['{,.Queue}()', '.BullModule.{forRoot,forRootAsync}()'], target: [argument(1), ...redisConnection], settings: [attempts('defaultJobOptions.attempts')], operations: [publishes('.add()', []), consumes('.process()', []), { path: '.{on,close}()', lifecycle: true }] },
  { id: 'nats-js', kind: 'publishes', protocol: 'nats', packages: ['nats', '@nats-io/transport-node'], make: ['.connect()'], target: [option('servers'), option('url'), argument(0)], settings: [connectTimeout('timeout')], operations: [publishes('.**.publish()', [argument(0)]), { path: '.request()', kind: 'calls', channel: [argument(0)], settings: [timeout('timeout', 2)] }, consumes('.**.subscribe()', [argument(0)]), LIFECYCLE] },
  { id: 'mqtt-js', kind: 'publishes', protocol: 'mqtt', packages: ['mqtt'], make: ['.{connect,connectAsync}()'], target: [argument(0), hostPort('host', 'port', 1883)], settings: [connectTimeout('connectTimeout')], operations: [publishes('.{publish,publishAsync}()', [argument(0)]), consumes('.{subscribe,subscribeAsync}()', [argument(0)])] },
  {
    id: 'nestjs-clientproxy', kind: 'calls', protocol: 'tcp', protocolFrom: { option: 'transport', values: { TCP: 'tcp', REDIS: 'redis', NATS: 'nats', MQTT: 'mqtt', GRPC: 'grpc', RMQ: 'amqp', KAFKA: 'kafka' } },
    packages: ['@nestjs/microservices'], make: ['.ClientProxyFactory.create()', '.Client()'], types: { ClientProxy: '.ClientProxyFactory.create()',  '.ClientKafka': '.ClientProxyFactory.create()',  '.ClientGrpc': '.ClientProxyFactory.create()' },
    channel: [option('options.queue')], target: MICROSERVICE_TARGET,
    settings: [retries('options.retryAttempts')],
    operations: [{ path: '.send()', kind: 'calls', channel: [argument(0)] }, publishes('.emit()', [argument(0)]), { path: '.getService().*()', kind: 'calls' }, { path: '.**()', lifecycle: true }],
  },
  {
    id: 'nestjs-clientproxy', family: 'nestjs-server', kind: 'consumes', protocol: 'tcp', protocolFrom: { option: 'transport', values: { REDIS: 'redis', NATS: 'nats', MQTT: 'mqtt', RMQ: 'amqp', KAFKA: 'kafka' } },
    packages: ['@nestjs/core'], make: ['.NestFactory.createMicroservice()', '.NestFactory.create().connectMicroservice()'], channel: [option('options.queue')],
    handlers: { package: '@nestjs/microservices', decorators: ['.EventPattern', '.MessagePattern'] }, target: MICROSERVICE_TARGET,
  },
  {
    id: 'google-pubsub-js', kind: 'publishes', protocol: 'pubsub', packages: ['@google-cloud/pubsub'], make: ['.PubSub()'], target: [environment('PUBSUB_EMULATOR_HOST')],
    operations: [publishes('.topic().{publish,publishMessage,publishJSON}()', []), consumes('.subscription().on()', [])],
  },
  { id: 'nodemailer', kind: 'calls', protocol: 'smtp', packages: ['nodemailer'], make: ['.createTransport()'], target: [argument(0), hostPort('host', 'port', 25), { from: 'known', path: 'service', addresses: MAIL_SERVICES }], settings: [timeout('socketTimeout'), connectTimeout('connectionTimeout')], operations: [{ path: '.sendMail()' }] },
  { id: 'sqs-consumer', kind: 'consumes', protocol: 'sqs', packages: ['sqs-consumer'], make: ['.Consumer{.create,}()'], over: [option('sqs')], channel: [option('queueUrl')], target: [option('queueUrl')], settings: [timeout('handleMessageTimeout')], operations: [{ path: '.{on,start,stop}()', lifecycle: true }] },
];
