import { describe, expect, it } from 'vitest';
import type { DeclaredChannelFact } from '../facts/types.js';
import { showTemplate } from '../facts/template.js';
import { csharpParser } from './csharp/parser.js';
import { project } from './csharp/testing.js';
import { goParser } from './go/parser.js';
import { javaParser } from './java/parser.js';
import { APPLICATION, POM } from './java/testing.js';
import { memoryFiles } from './memory-files.js';
import type { Parser } from './parser.js';
import { pythonParser } from './python/parser.js';
import { typescriptParser } from './typescript/parser.js';

async function channels(parser: Parser, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const files = memoryFiles(texts);
  const claimed = files.paths.filter((path) => parser.claims(path, () => (files.read(path) ?? '').slice(0, 4096)));
  const results = await Promise.all(parser.units(claimed, files).map((unit) => parser.parse(unit, files)));
  return results.flatMap(({ facts }) => facts).filter((fact): fact is DeclaredChannelFact => fact.kind === 'declared-channel').map(shown);
}

const shown = ({ protocol, name, settings }: DeclaredChannelFact): string =>
  [protocol, showTemplate(name), ...settings.map(({ name: setting, value }) => `${setting}=${'value' in value ? value.value : '?'}`).sort()].join(' ');

const go = (imports: string, body: string) => channels(goParser, { 'go.mod': 'module example.com/app', 'main.go': `package main\nimport ${imports}\nfunc main() {\n${body}\n}\n` });
const python = (code: string) => channels(pythonParser, { 'requirements.txt': 'pika\n', Dockerfile: 'FROM python:3.12\nCMD ["python", "app.py"]', 'app.py': code });
const csharp = (code: string) => channels(csharpParser, { 'App.csproj': project(), 'Program.cs': code });
const typescript = (code: string) => channels(typescriptParser, { 'package.json': '{"name": "app", "scripts": {"start": "node app.js"}}', 'app.ts': code });
const java = (imports: string, body: string) => channels(javaParser, { 'pom.xml': POM('shop'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Queues.java': `package app;\nimport ${imports};\nclass Queues {\n${body}\n}\n` });

describe('topics that code makes', () => {
  it.each([
    ['sarama', () => go('"github.com/IBM/sarama"', 'a, _ := sarama.NewClusterAdmin([]string{"k:9092"}, nil)\na.CreateTopic("orders", &sarama.TopicDetail{NumPartitions: 6}, false)'), ['kafka orders partitions=6']],
    ['kafka-go', () => go('"github.com/segmentio/kafka-go"', 'c, _ := kafka.Dial("tcp", "k:9092")\nc.CreateTopics(kafka.TopicConfig{Topic: "orders", NumPartitions: 4})'), ['kafka orders partitions=4']],
    ['Confluent, Go', () => go('"github.com/confluentinc/confluent-kafka-go/v2/kafka"', 'a.CreateTopics(ctx, []kafka.TopicSpecification{{Topic: "orders", NumPartitions: 3}})'), ['kafka orders partitions=3']],
    ['kafka-python', () => python('from kafka.admin import KafkaAdminClient, NewTopic\nKafkaAdminClient().create_topics([NewTopic(name="orders", num_partitions=5, replication_factor=1)])\n'), ['kafka orders partitions=5']],
    ['Confluent, Python', () => python('from confluent_kafka.admin import NewTopic\nt = NewTopic("orders", 8, 3)\n'), ['kafka orders partitions=8']],
    ['Confluent, C#', () => csharp('using Confluent.Kafka; await admin.CreateTopicsAsync(new[] { new TopicSpecification { Name = "orders", NumPartitions = 2 } });'), ['kafka orders partitions=2']],
    ['kafkajs', () => typescript("import { Kafka } from 'kafkajs';\nconst admin = new Kafka({ brokers: ['k:9092'] }).admin();\nawait admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 7 }, { topic: 'paid' }] });"), ['kafka orders partitions=7', 'kafka paid']],
    ['Spring, a topic', () => java('org.apache.kafka.clients.admin.NewTopic', '@Bean NewTopic orders() { return new NewTopic("orders", 9, (short) 1); }'), ['kafka orders partitions=9']],
    ['Spring, a builder', () => java('org.springframework.kafka.config.TopicBuilder', 'static final String NAME = "orders";\n@Bean Object orders() { return TopicBuilder.name(NAME).partitions(10).replicas(3).build(); }'), ['kafka orders partitions=10']],
    ['Spring, as many as the broker likes', () => java('org.springframework.kafka.config.TopicBuilder', '@Bean Object orders() { return TopicBuilder.name("orders").build(); }'), ['kafka orders']],
  ])('%s', async (_, parse, expected) => expect(await parse()).toEqual(expected));
});

describe('queues that code makes', () => {
  const dial = 'c, _ := amqp.Dial("amqp://mq/")\nch, _ := c.Channel()\n';
  const channel = "import amqp from 'amqplib';\nconst channel = await (await amqp.connect('amqp://mq')).createChannel();\n";
  it.each([
    ['Go, with a dead-letter exchange', () => go('amqp "github.com/rabbitmq/amqp091-go"', `${dial}ch.QueueDeclare("orders", true, false, false, false, amqp.Table{"x-dead-letter-exchange": "failed", "x-max-length": 1000})`), ['amqp orders autoDelete=false deadLetterExchange=failed exclusive=false maxLength=1000']],
    ['Go, without', () => go('amqp "github.com/rabbitmq/amqp091-go"', `${dial}ch.QueueDeclare("orders", true, false, false, false, nil)`), ['amqp orders autoDelete=false exclusive=false']],
    ['Go, with a table from elsewhere', () => go('amqp "github.com/rabbitmq/amqp091-go"', `${dial}ch.QueueDeclare("orders", true, false, false, false, other.Table())`), ['amqp orders autoDelete=false deadLetterExchange=? exclusive=false maxBytes=? maxLength=?']],
    ['pika', () => python('import pika\nch = pika.BlockingConnection(pika.ConnectionParameters("mq")).channel()\nch.queue_declare(queue="orders", arguments={"x-dead-letter-exchange": "failed"})\n'), ['amqp orders deadLetterExchange=failed']],
    ['C#, a dictionary of pairs', () => csharp('using RabbitMQ.Client; var ch = new ConnectionFactory { HostName = "mq" }.CreateConnection().CreateModel(); ch.QueueDeclare("orders", true, false, false, new Dictionary<string, object> { { "x-dead-letter-exchange", "failed" } });'), ['amqp orders autoDelete=false deadLetterExchange=failed exclusive=false']],
    ['C#, nothing', () => csharp('using RabbitMQ.Client; var ch = new ConnectionFactory { HostName = "mq" }.CreateConnection().CreateModel(); ch.QueueDeclare(queue: "orders", durable: true, exclusive: false, autoDelete: true, arguments: null);'), ['amqp orders autoDelete=true exclusive=false']],
    ['amqplib', () => typescript(`${channel}await channel.assertQueue('orders', { durable: true, deadLetterExchange: 'failed', maxLength: 50 });`), ['amqp orders deadLetterExchange=failed maxLength=50']],
    ['amqplib, options from elsewhere', () => typescript(`${channel}await channel.assertQueue('orders', options);`), ['amqp orders autoDelete=? deadLetterExchange=? exclusive=? maxLength=?'].map((text) => text.replace('maxLength', 'maxBytes=? maxLength'))],
    ['Spring, a queue', () => java('org.springframework.amqp.core.Queue', '@Bean Queue orders() { return new Queue("orders", true); }'), ['amqp orders']],
    ['Spring, a builder', () => java('org.springframework.amqp.core.*', '@Bean Object orders() { return QueueBuilder.durable("orders").deadLetterExchange("failed").build(); }'), ['amqp orders deadLetterExchange=failed']],
    ['Spring, a table from elsewhere', () => java('org.springframework.amqp.core.*', '@Bean Object orders() { return new Queue("orders", true, false, false, table()); }'), ['amqp orders autoDelete=false deadLetterExchange=? exclusive=false maxBytes=? maxLength=?']],
    ['a queue of something else', () => java('java.util.concurrent.*', 'Object q = new Queue("orders");'), []],
  ])('%s', async (_, parse, expected) => expect(await parse()).toEqual(expected));
});
