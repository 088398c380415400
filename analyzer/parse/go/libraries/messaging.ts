import { connectMs, queueArguments, retries, setting, timeoutMs, type ClientLibrary } from '../../source/index.js';
import type { DependencyKind } from '../../../facts/types.js';

const SARAMA = 'github.com/{IBM,Shopify}/sarama';
const SARAMA_CONFIG = [timeoutMs('Producer.Timeout'), connectMs('Net.DialTimeout'), retries('Producer.Retry.Max'), setting('retryBackoff', 'Producer.Retry.Backoff', 'milliseconds'), setting('producerAcks', 'Producer.RequiredAcks', 'text')];
const SEGMENT = 'github.com/segmentio/kafka-go';
const SEGMENT_WRITER = [timeoutMs('WriteTimeout'), setting('retriesOnCall', 'MaxAttempts', 'attempts')];
const KGO = 'github.com/twmb/franz-go/pkg/kgo';
const AMQP = 'github.com/{rabbitmq/amqp091-go,streadway/amqp}';
const NATS = 'github.com/nats-io/{nats.go,nats,go-nats}';

/** A service's own package in both generations of the SDK. */
const aws = (service: string, dependency: DependencyKind): ClientLibrary => ({
  dependency, protocol: service, id: 'aws-sdk-go-v2', imports: ['github.com/aws/aws-sdk-go'],
  calls: [
    { match: `github.com/aws/aws-sdk-go-v2/service/${service}.{NewFromConfig,New}`, makes: `aws.${service}`, target: ['BaseEndpoint'], settings: [retries('RetryMaxAttempts')] },
    { match: `github.com/aws/aws-sdk-go/service/${service}.New`, makes: `aws.${service}`, target: ['Endpoint'] },
    { match: `aws.${service}#ReceiveMessage`, dependency: 'consumes', channel: ['QueueUrl'] },
    { match: `aws.${service}#*`, channel: ['QueueUrl', 'TopicArn'] },
  ],
});

export const messagingLibraries: readonly ClientLibrary[] = [
  {
    dependency: 'publishes', protocol: 'kafka', id: 'sarama', imports: ['github.com/IBM/sarama', 'github.com/Shopify/sarama'],
    calls: [
      { match: `new ${SARAMA}.ProducerMessage`, carries: true, channel: ['Topic'] },
      { match: `${SARAMA}.{NewSyncProducer,NewAsyncProducer}`, makes: 'sarama.Producer', target: [0], settings: SARAMA_CONFIG },
      { match: `${SARAMA}.NewConsumer`, makes: 'sarama.Consumer', dependency: 'consumes', target: [0], settings: [connectMs('Net.DialTimeout')] },
      { match: `${SARAMA}.NewConsumerGroup`, makes: 'sarama.Consumer', dependency: 'consumes', target: [0], settings: [setting('consumerGroup', 1, 'text'), connectMs('Net.DialTimeout')] },
      { match: `${SARAMA}.NewClusterAdmin`, makes: 'sarama.ClusterAdmin', lifecycle: true },
      { match: `${SARAMA}.NewClusterAdminFromClient`, makes: 'sarama.ClusterAdmin', from: 0, lifecycle: true },
      { match: `${SARAMA}.NewClient`, makes: 'sarama.Client', target: [0], settings: SARAMA_CONFIG },
      { match: `${SARAMA}.{NewSyncProducerFromClient,NewAsyncProducerFromClient}`, makes: 'sarama.Producer', from: 0 },
      { match: `${SARAMA}.NewConsumerFromClient`, makes: 'sarama.Consumer', from: 0 },
      { match: `${SARAMA}.NewConsumerGroupFromClient`, makes: 'sarama.Consumer', from: 1 },
      { match: 'sarama.ClusterAdmin#CreateTopic', lifecycle: true, declares: { name: [0], settings: [setting('partitions', 'NumPartitions', 'count')] } },
      { match: 'sarama.Producer#{SendMessage,SendMessages}', dependency: 'publishes' },
      { match: 'sarama.Consumer#{Consume,ConsumePartition}', dependency: 'consumes', channel: [1, 0] },
      { match: 'sarama.{Producer,Consumer,Client}#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'kafka', id: 'kafka-go', imports: [SEGMENT],
    calls: [
      { match: `new ${SEGMENT}.Writer`, makes: `${SEGMENT}.Writer`, target: ['Addr'], channel: ['Topic'], settings: [...SEGMENT_WRITER, { ...setting('producerAcks', 'RequiredAcks', 'text'), otherwise: 'RequireNone' }] },
      { match: `${SEGMENT}.NewWriter`, makes: `${SEGMENT}.Writer`, target: ['Brokers'], channel: ['Topic'], settings: [...SEGMENT_WRITER, setting('producerAcks', 'RequiredAcks', 'text')] },
      { match: `${SEGMENT}.NewReader`, makes: `${SEGMENT}.Reader`, dependency: 'consumes', target: ['Brokers'], channel: ['Topic', 'GroupTopics'], settings: [setting('consumerGroup', 'GroupID', 'text')] },
      { match: `${SEGMENT}.DialLeader`, makes: `${SEGMENT}.Conn`, target: [2], channel: [3] },
      { match: `new ${SEGMENT}.TopicConfig`, carries: true, declares: { name: ['Topic'], settings: [setting('partitions', 'NumPartitions', 'count')] } },
      { match: `${SEGMENT}.Writer#WriteMessages`, dependency: 'publishes' },
      // With a group it commits what it hands out: https://pkg.go.dev/github.com/segmentio/kafka-go#Reader.ReadMessage
      { match: `${SEGMENT}.Reader#ReadMessage`, dependency: 'consumes', handled: 'loop', settings: [setting('offsetCommit', { fixed: 'read' }, 'text')] },
      { match: `${SEGMENT}.Reader#FetchMessage`, dependency: 'consumes', handled: 'loop' },
      { match: `${SEGMENT}.{Writer,Reader,Conn}#*`, lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'kafka', id: 'franz-go', imports: [KGO],
    calls: [
      { match: `${KGO}.NewClient`, makes: 'kgo.Client', target: ['SeedBrokers'], channel: ['ConsumeTopics', 'DefaultProduceTopic'], settings: [timeoutMs('RecordDeliveryTimeout'), timeoutMs('ProduceRequestTimeout'), retries('RecordRetries'), setting('consumerGroup', 'ConsumerGroup', 'text'), setting('producerAcks', 'RequiredAcks', 'text')] },
      { match: 'kgo.Client#{Produce,ProduceSync,TryProduce}', dependency: 'publishes' },
      { match: 'kgo.Client#{PollFetches,PollRecords}', dependency: 'consumes' },
      { match: 'kgo.Client#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'kafka', id: 'confluent-kafka', imports: ['github.com/confluentinc/confluent-kafka-go'],
    calls: [
      { match: 'github.com/confluentinc/confluent-kafka-go/kafka.NewProducer', makes: 'confluent.Producer', target: ['bootstrap\\.servers'], settings: [timeoutMs('message\\.timeout\\.ms'), setting('producerAcks', 'acks', 'text')] },
      { match: 'github.com/confluentinc/confluent-kafka-go/kafka.NewConsumer', makes: 'confluent.Consumer', dependency: 'consumes', target: ['bootstrap\\.servers'], settings: [setting('consumerGroup', 'group\\.id', 'text'), setting('autoCommit', 'enable\\.auto\\.commit', 'count'), setting('maxPollInterval', 'max\\.poll\\.interval\\.ms', 'milliseconds')] },
      { match: 'new github.com/confluentinc/confluent-kafka-go/kafka.TopicSpecification', carries: true, declares: { name: ['Topic'], settings: [setting('partitions', 'NumPartitions', 'count')] } },
      { match: 'confluent.Producer#Produce', channel: ['TopicPartition.Topic'], dependency: 'publishes' },
      { match: 'confluent.Consumer#{Subscribe,SubscribeTopics}', dependency: 'consumes', channel: [0] },
      { match: 'confluent.Consumer#{Poll,ReadMessage}', lifecycle: true, handled: 'loop' },
      { match: 'confluent.{Producer,Consumer}#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'amqp', id: 'amqp091-go', imports: ['github.com/rabbitmq/amqp091-go', 'github.com/streadway/amqp'],
    calls: [
      { match: `${AMQP}.{Dial,DialConfig,DialTLS}`, makes: 'amqp.Connection', target: [0] },
      { match: 'amqp.Connection#Channel', makes: 'amqp.Connection' },
      { match: 'amqp.Connection#Publish', channel: [1, 0], dependency: 'publishes' },
      { match: 'amqp.Connection#PublishWithContext', channel: [2, 1], dependency: 'publishes' },
      { match: 'amqp.Connection#Consume', channel: [0], dependency: 'consumes', settings: [setting('autoAck', 2, 'count')] },
      { match: 'amqp.Connection#Get', channel: [0], dependency: 'consumes', settings: [setting('autoAck', 1, 'count')] },
      { match: 'amqp.Connection#QueueDeclare', lifecycle: true, declares: { name: [0], settings: [...queueArguments(), setting('autoDelete', 2, 'count'), setting('exclusive', 3, 'count')], within: [5] } },
      { match: 'amqp.Connection#Qos', lifecycle: true, settings: [setting('prefetch', 0, 'count')] },
      { match: 'amqp.Connection#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'nats', id: 'nats-go', imports: ['github.com/nats-io'],
    calls: [
      { match: `${NATS}.Connect`, makes: 'nats.Conn', fluent: true, target: [0], settings: [connectMs('Timeout')] },
      { match: 'nats.Conn#{Publish,PublishMsg,PublishAsync}', channel: [0], dependency: 'publishes' },
      { match: 'nats.Conn#Request', channel: [0], dependency: 'calls', settings: [timeoutMs(2)] },
      { match: 'nats.Conn#{Subscribe,QueueSubscribe,PullSubscribe,ChanSubscribe}', channel: [0], dependency: 'consumes' },
      { match: 'nats.Conn#*', lifecycle: true },
    ],
  },
  aws('sqs', 'publishes'), aws('sns', 'publishes'), aws('s3', 'stores'), aws('dynamodb', 'stores'), aws('kinesis', 'publishes'), aws('secretsmanager', 'configures'), aws('ssm', 'configures'), aws('lambda', 'calls'), aws('eventbridge', 'publishes'),
];
