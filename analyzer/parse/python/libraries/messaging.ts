import { connectSeconds, queueArguments, retries, setting, timeoutMs, timeoutSeconds, type ClientLibrary } from '../../source/index.js';

const AWS = {
  sqs: { protocol: 'sqs', dependency: 'publishes' }, sns: { protocol: 'sns', dependency: 'publishes' }, kinesis: { protocol: 'kinesis', dependency: 'publishes' }, events: { protocol: 'eventbridge', dependency: 'publishes' },
  s3: { protocol: 's3', dependency: 'stores' }, dynamodb: { protocol: 'dynamodb', dependency: 'stores' }, lambda: { protocol: 'lambda' }, secretsmanager: { protocol: 'secretsmanager', dependency: 'configures' }, ssm: { protocol: 'ssm', dependency: 'configures' }, stepfunctions: { protocol: 'stepfunctions' }, ses: { protocol: 'ses' }, 'bedrock-runtime': { protocol: 'bedrock' },
} as const;

const awsSettings = [timeoutSeconds('config.read_timeout'), connectSeconds('config.connect_timeout'), retries('config.retries.max_attempts'), setting('connectionPoolMaxConnections', 'config.max_pool_connections', 'count')];
const kafkaSettings = [timeoutMs('request_timeout_ms'), retries('retries'), setting('producerAcks', 'acks', 'text'), setting('retryBackoff', 'retry_backoff_ms', 'milliseconds')];
/** Options are a dictionary whose keys have dots. */
const confluent = (option: string): string => option.replaceAll('.', '\\.');

export const messagingLibraries: readonly ClientLibrary[] = [
  {
    dependency: 'publishes', protocol: 'amqp', id: 'pika', imports: ['pika'],
    calls: [
      { match: 'pika.URLParameters', carries: true, target: [0] },
      { match: 'pika{,.connection}.ConnectionParameters', carries: true, target: [{ host: 'host', port: 'port', defaultPort: 5672 }, { host: 0, port: 1, defaultPort: 5672 }], settings: [connectSeconds('socket_timeout'), setting('connectRetries', 'connection_attempts', 'attempts')] },
      { match: 'pika.{BlockingConnection,SelectConnection,adapters.blocking_connection.BlockingConnection}', makes: 'pika.Connection' },
      { match: 'pika.Connection#channel', makes: 'pika.Connection' },
      { match: 'pika.Connection#basic_publish', channel: ['routing_key', 'exchange', 1], dependency: 'publishes' },
      { match: 'pika.Connection#{basic_consume,consume,basic_get}', channel: ['queue', 0], dependency: 'consumes', handled: 'on_message_callback', settings: [setting('autoAck', 'auto_ack', 'count'), setting('autoAck', 'no_ack', 'count')] },
      { match: 'pika.Connection#queue_declare', lifecycle: true, declares: { name: ['queue', 0], settings: [...queueArguments('arguments.'), setting('autoDelete', 'auto_delete', 'count'), setting('exclusive', 'exclusive', 'count')], within: ['arguments'] } },
      { match: 'pika.Connection#basic_qos', lifecycle: true, settings: [setting('prefetch', 'prefetch_count', 'count'), setting('prefetch', 1, 'count')] },
      { match: 'pika.Connection#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'amqp', id: 'aio-pika', imports: ['aio_pika'],
    calls: [{ match: 'aio_pika.{connect,connect_robust}', makes: 'aio_pika.Connection', fluent: true, target: [0, 'url', { host: 'host', port: 'port', defaultPort: 5672 }], settings: [connectSeconds('timeout')] }, { match: 'aio_pika.Connection#publish', channel: ['routing_key'] }, { match: 'aio_pika.Connection#{consume,iterator}', dependency: 'consumes', settings: [setting('autoAck', 'no_ack', 'count')] }, { match: 'aio_pika.Connection#declare_queue', lifecycle: true, declares: { name: ['name', 0], settings: [...queueArguments('arguments.'), setting('autoDelete', 'auto_delete', 'count'), setting('exclusive', 'exclusive', 'count')], within: ['arguments'] } }, { match: 'aio_pika.Connection#set_qos', lifecycle: true, settings: [setting('prefetch', 'prefetch_count', 'count'), setting('prefetch', 0, 'count')] }, { match: 'aio_pika.Connection#*', lifecycle: true }],
  },
  {
    dependency: 'publishes', protocol: 'amqp', id: 'kombu', imports: ['kombu'],
    calls: [{ match: 'kombu.{Connection,BrokerConnection}', makes: 'kombu.Connection', fluent: true, target: [0, 'hostname'] }, { match: 'kombu.Connection#publish', channel: ['routing_key', 'exchange'] }, { match: 'kombu.Connection#*', lifecycle: true }],
  },
  {
    dependency: 'publishes', protocol: 'kafka', id: 'kafka-python', imports: ['kafka'],
    calls: [
      { match: 'kafka.{KafkaProducer,producer.KafkaProducer}', makes: 'kafka.Producer', target: ['bootstrap_servers', { fixed: 'localhost:9092' }], settings: kafkaSettings },
      { match: 'kafka.{KafkaConsumer,consumer.KafkaConsumer}', makes: 'kafka.Consumer', dependency: 'consumes', target: ['bootstrap_servers', { fixed: 'localhost:9092' }], channel: [0], settings: [timeoutMs('request_timeout_ms'), setting('consumerGroup', 'group_id', 'text'), setting('autoCommit', 'enable_auto_commit', 'count'), setting('maxPollRecords', 'max_poll_records', 'count'), setting('maxPollInterval', 'max_poll_interval_ms', 'milliseconds')] },
      { match: 'kafka.admin.NewTopic', carries: true, declares: { name: ['name', 0], settings: [setting('partitions', 'num_partitions', 'count'), setting('partitions', 1, 'count')] } },
      { match: 'kafka.Producer#send', channel: [0, 'topic'], dependency: 'publishes' },
      { match: 'kafka.Consumer#subscribe', channel: [0, 'topics'], dependency: 'consumes' },
      { match: 'kafka.Consumer#poll', lifecycle: true, handled: 'loop' },
      { match: 'kafka.{Producer,Consumer}#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'kafka', id: 'aiokafka', imports: ['aiokafka'],
    calls: [
      { match: 'aiokafka.AIOKafkaProducer', makes: 'aiokafka.Producer', target: ['bootstrap_servers'], settings: kafkaSettings },
      { match: 'aiokafka.AIOKafkaConsumer', makes: 'aiokafka.Consumer', dependency: 'consumes', target: ['bootstrap_servers'], channel: [0], settings: [timeoutMs('request_timeout_ms'), setting('consumerGroup', 'group_id', 'text')] },
      { match: 'aiokafka.Producer#{send,send_and_wait}', channel: [0, 'topic'], dependency: 'publishes' },
      { match: 'aiokafka.{Producer,Consumer}#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'kafka', id: 'confluent-kafka', imports: ['confluent_kafka'],
    calls: [
      { match: 'confluent_kafka.{Producer,SerializingProducer,avro.AvroProducer}', makes: 'confluent_kafka.Producer', target: [confluent('bootstrap.servers')], settings: [timeoutMs(confluent('message.timeout.ms')), timeoutMs(confluent('delivery.timeout.ms')), retries(confluent('retries')), retries(confluent('message.send.max.retries')), setting('producerAcks', confluent('acks'), 'text')] },
      { match: 'confluent_kafka.{Consumer,DeserializingConsumer,avro.AvroConsumer}', makes: 'confluent_kafka.Consumer', dependency: 'consumes', target: [confluent('bootstrap.servers')], settings: [setting('consumerGroup', confluent('group.id'), 'text'), setting('autoCommit', confluent('enable.auto.commit'), 'count'), setting('maxPollInterval', confluent('max.poll.interval.ms'), 'milliseconds')] },
      { match: 'confluent_kafka.admin.NewTopic', carries: true, declares: { name: ['topic', 0], settings: [setting('partitions', 'num_partitions', 'count'), setting('partitions', 1, 'count')] } },
      { match: 'confluent_kafka.Producer#produce', channel: [0, 'topic'], dependency: 'publishes' },
      { match: 'confluent_kafka.Consumer#subscribe', channel: [0], dependency: 'consumes' },
      { match: 'confluent_kafka.Consumer#{poll,consume}', lifecycle: true, handled: 'loop' },
      { match: 'confluent_kafka.{Producer,Consumer}#*', lifecycle: true },
    ],
  },
  {
    dependency: 'publishes', protocol: 'amqp', id: 'celery', imports: ['celery', 'CELERY_', 'BROKER_URL'],
    calls: [
      { match: 'celery.{Celery,app.Celery}', makes: 'celery.Celery', target: ['broker', 'conf.broker_url'] },
      { match: 'celery.Celery#{send_task,signature}', channel: ['queue', 0], settings: [timeoutSeconds('time_limit')] },
      { match: 'celery.Celery#*', lifecycle: true },
      { match: 'new settings.{CELERY_BROKER_URL,BROKER_URL,broker_url}', makes: 'settings.broker', target: ['value'] },
      { match: 'new settings.{CELERY_RESULT_BACKEND,result_backend}', makes: 'settings.results', dependency: 'stores', protocol: 'redis', target: ['value'] },
    ],
  },
  { dependency: 'publishes', protocol: 'redis', id: 'rq', imports: ['rq'], calls: [{ match: 'rq.Queue', makes: 'rq.Queue', channel: [0], target: [{ fixed: '' }] }] },
  {
    dependency: 'calls', protocol: 'aws', id: 'boto3', imports: ['boto3', 'aioboto3'],
    calls: [
      { match: '{boto3,aioboto3}.{client,resource}', makes: 'boto3.client', fluent: true, protocols: { source: 0, values: AWS }, target: ['endpoint_url'], settings: awsSettings },
      { match: '{boto3,aioboto3,boto3.session}.Session', makes: 'boto3.Session', carries: true },
      { match: 'boto3.Session#{client,resource}', makes: 'boto3.client', fluent: true, protocols: { source: 0, values: AWS }, target: ['endpoint_url'], settings: awsSettings },
      { match: 'boto3.client#{send_message,send_message_batch,send_messages}', channel: ['QueueUrl'], dependency: 'publishes' },
      { match: 'boto3.client#{receive_message,receive_messages}', channel: ['QueueUrl'], dependency: 'consumes' },
      { match: 'boto3.client#{publish,publish_batch,put_events,put_record,put_records}', channel: ['TopicArn', 'StreamName'], dependency: 'publishes' },
      { match: 'boto3.client#*' },
    ],
  },
  { dependency: 'publishes', protocol: 'nats', id: 'nats-py', imports: ['nats'], calls: [{ match: 'nats.{connect,aio.client.Client.connect}', makes: 'nats.Client', fluent: true, target: [0, 'servers'], settings: [connectSeconds('connect_timeout')] }, { match: 'nats.Client#publish', channel: [0] }, { match: 'nats.Client#request', channel: [0], dependency: 'calls', settings: [timeoutSeconds('timeout')] }, { match: 'nats.Client#subscribe', channel: [0], dependency: 'consumes' }, { match: 'nats.Client#*', lifecycle: true }] },
  { dependency: 'publishes', protocol: 'mqtt', id: 'paho-mqtt', imports: ['paho'], calls: [{ match: 'paho.mqtt.client.Client', makes: 'paho.Client' , carries: true }, { match: 'paho.Client#{connect,connect_async}', target: [{ host: 0, port: 1, defaultPort: 1883 }, { host: 'host', port: 'port', defaultPort: 1883 }] }] },
  { dependency: 'calls', protocol: 'smtp', id: 'smtplib', imports: ['smtplib'], calls: [{ match: 'smtplib.{SMTP,SMTP_SSL}', makes: 'smtplib.SMTP', target: [{ host: 0, port: 1, defaultPort: 25 }, { host: 'host', port: 'port', defaultPort: 25 }], settings: [timeoutSeconds('timeout')] }, { match: 'smtplib.SMTP#{sendmail,send_message}' }, { match: 'smtplib.SMTP#*', lifecycle: true }] },
];
