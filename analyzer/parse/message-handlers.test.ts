import { describe, expect, it } from 'vitest';
import type { ClientFact, Fact, MessageHandlerFact } from '../facts/types.js';
import { csharpParser } from './csharp/parser.js';
import { project } from './csharp/testing.js';
import { goParser } from './go/parser.js';
import { javaParser } from './java/parser.js';
import { APPLICATION, POM } from './java/testing.js';
import { memoryFiles } from './memory-files.js';
import type { Parser } from './parser.js';
import { pythonParser } from './python/parser.js';
import { typescriptParser } from './typescript/parser.js';

/** Each handler as: whose messages, at which line, which libraries it reaches. */
async function handlers(parser: Parser, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const files = memoryFiles(texts);
  const claimed = files.paths.filter((path) => parser.claims(path, () => (files.read(path) ?? '').slice(0, 4096)));
  const facts: Fact[] = (await Promise.all(parser.units(claimed, files).map((unit) => parser.parse(unit, files)))).flatMap((result) => result.facts);
  const library = (id: string) => facts.find((fact): fact is ClientFact => fact.kind === 'client' && fact.id === id)?.library;
  return facts.filter((fact): fact is MessageHandlerFact => fact.kind === 'message-handler').map(({ of, at, batch, handsOff, reaches }) => `${library(of)} ${at.line}${batch ? ' batch' : ''}${handsOff ? ' handed off' : ''}: ${reaches.map(({ client }) => library(client)).join(', ')}`);
}

const go = (imports: string, body: string) => handlers(goParser, { 'go.mod': 'module example.com/app', 'main.go': `package main\nimport (\n"net/http"\n${imports}\n)\nfunc work() { http.Get("http://cart") }\nfunc main() {\n${body}\n}\n` });
const python = (code: string) => handlers(pythonParser, { 'requirements.txt': 'pika\n', Dockerfile: 'FROM python:3.12\nCMD ["python", "app.py"]', 'app.py': `import requests\ndef work(*_):\n    requests.get("http://cart")\n${code}` });
const csharp = (code: string) => handlers(csharpParser, { 'App.csproj': project(), 'Program.cs': code });
const typescript = (code: string) => handlers(typescriptParser, { 'package.json': '{"name": "app", "scripts": {"start": "node app.js"}}', 'app.ts': `const work = async () => { await fetch('http://cart/x'); };\n${code}` });
const java = (listener: string) => handlers(javaParser, { 'pom.xml': POM('shop', 'spring-kafka'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Billing.java': `package app;\nimport org.springframework.kafka.annotation.*;\nimport org.springframework.web.client.RestTemplate;\nclass Billing {\n  RestTemplate rest;\n  ${listener}\n  void work() { rest.getForObject("http://cart/x", String.class); }\n}\n` });

describe('what works on messages', () => {
  const kafka = 'const consumer = new Kafka({ brokers: [\'k:9092\'] }).consumer({ groupId: \'g\' });\nawait consumer.subscribe({ topic: \'orders\' });\n';
  it.each([
    ['kafkajs', () => typescript(`import { Kafka } from 'kafkajs';\n${kafka}await consumer.run({ eachMessage: async () => work() });`), ['kafkajs 5: node-fetch-global']],
    ['kafkajs in batches is not known', () => typescript(`import { Kafka } from 'kafkajs';\n${kafka}await consumer.run({ eachBatch: async () => work() });`), []],
    ['amqplib', () => typescript("import amqp from 'amqplib';\nconst channel = await (await amqp.connect('amqp://mq')).createChannel();\nawait channel.consume('orders', work);"), ['amqplib 1: node-fetch-global']],
    ['a listener of Spring', () => java('@KafkaListener(topics = "orders") void on(String order) { work(); }'), ['spring-kafka 6: spring-resttemplate']],
    ['a listener of Spring that gets a list', () => java('@KafkaListener(topics = "orders") void on(List<String> orders) { work(); }'), ['spring-kafka 6 batch: spring-resttemplate']],
    ['kafka-python', () => python('from kafka import KafkaConsumer\nconsumer = KafkaConsumer("orders", bootstrap_servers="k:9092")\nfor message in consumer:\n    work()\n'), ['kafka-python 6: requests']],
    ['Confluent, Python', () => python('from confluent_kafka import Consumer\nc = Consumer({"bootstrap.servers": "k:9092", "group.id": "g"})\nc.subscribe(["orders"])\nwhile True:\n    message = c.poll(1.0)\n    work()\n'), ['confluent-kafka 7: requests']],
    ['pika', () => python('import pika\nch = pika.BlockingConnection(pika.ConnectionParameters("mq")).channel()\nch.basic_consume(queue="orders", on_message_callback=work)\n'), ['pika 2: requests']],
    ['Confluent, Go', () => go('"github.com/confluentinc/confluent-kafka-go/v2/kafka"', 'c, _ := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": "k:9092"})\nc.SubscribeTopics([]string{"orders"}, nil)\nfor {\n\tc.ReadMessage(-1)\n\twork()\n}'), ['confluent-kafka 10: go-net-http']],
    ['amqp', () => go('amqp "github.com/rabbitmq/amqp091-go"', 'conn, _ := amqp.Dial("amqp://mq/")\nch, _ := conn.Channel()\nmessages, _ := ch.Consume("orders", "", false, false, false, false, nil)\nfor range messages {\n}\nfor m := range messages {\n\twork()\n\tm.Ack(false)\n}'), ['amqp091-go 11: ', 'amqp091-go 13: go-net-http']],
    ['a goroutine for each message', () => go('"github.com/segmentio/kafka-go"\n"context"', 'r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"k:9092"}, Topic: "orders", GroupID: "g"})\nfor {\n\tr.FetchMessage(context.Background())\n\tgo work()\n}'), ['kafka-go 10 handed off: go-net-http']],
    ['a task for each message, Python', () => python('from kafka import KafkaConsumer\nfrom concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()\nfor message in KafkaConsumer("orders", bootstrap_servers="k:9092"):\n    pool.submit(work)\n'), ['kafka-python 7 handed off: ']],
    ['a loop over something else', () => go('amqp "github.com/rabbitmq/amqp091-go"', 'conn, _ := amqp.Dial("amqp://mq/")\nch, _ := conn.Channel()\nch.Consume("orders", "", false, false, false, false, nil)\nfor _, x := range []string{"a"} {\n\twork()\n}'), []],
    ['Confluent, C#', () => csharp('using Confluent.Kafka; var http = new HttpClient { BaseAddress = new Uri("http://cart") };\nvar c = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = "k:9092", GroupId = "g" }).Build(); c.Subscribe("orders");\nwhile (true) { var m = c.Consume(); await http.GetAsync("/x"); }'), ['confluent-kafka-dotnet 3: dotnet-httpclient']],
    ['RabbitMQ, C#', () => csharp('using RabbitMQ.Client; var http = new HttpClient { BaseAddress = new Uri("http://cart") }; var ch = new ConnectionFactory { HostName = "mq" }.CreateConnection().CreateModel();\nvar consumer = new EventingBasicConsumer(ch);\nconsumer.Received += async (s, e) => { await http.GetAsync("/x"); };\nch.BasicConsume("orders", false, consumer);'), ['rabbitmq-dotnet 3: dotnet-httpclient']],
    ['MassTransit', () => csharp('using MassTransit; var builder = WebApplication.CreateBuilder(args); builder.Services.AddMassTransit(x => { x.AddConsumer<Placed>(); x.UsingRabbitMq((ctx, cfg) => { cfg.Host("mq"); }); });\nclass Placed : IConsumer<Order> { readonly HttpClient http = new HttpClient { BaseAddress = new Uri("http://cart") };\npublic Task Consume(ConsumeContext<Order> c) => http.GetAsync("/x"); }'), ['masstransit 3: dotnet-httpclient']],
  ])('%s', async (_, parse, expected) => expect(await parse()).toEqual(expected));
});
