import { describe, expect, it } from 'vitest';
import { csharpParser } from './csharp/parser.js';
import { goParser } from './go/parser.js';
import { javaParser } from './java/parser.js';
import type { Parser } from './parser.js';
import { pythonParser } from './python/parser.js';
import { ofKind, parseTree } from './source/flow/testing.js';
import { typescriptParser } from './typescript/parser.js';

/** Of each client that waits for a reply: its library, and the limit that the code sets, where it sets one. */
async function waits(parser: Parser, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const clients = ofKind((await parseTree(parser, files)).facts, 'client').filter(({ awaitsReply }) => awaitsReply);
  return clients.map(({ library, dependency, settings }) => {
    const limit = settings.find(({ name }) => name === 'timeoutOnCall')?.value;
    return [library, dependency, ...(limit === undefined ? [] : ['value' in limit ? String(limit.value) : 'unknown'])].join(' ');
  });
}

const typescript = (code: string): Promise<readonly string[]> => waits(typescriptParser, { 'package.json': '{"dependencies":{"amqplib":"0.10"},"scripts":{"start":"node server.js"}}', 'server.ts': `import amqp from 'amqplib';\nconst connection = await amqp.connect('amqp://mq');\nconst channel = await connection.createChannel();\n${code}\n` });
const python = (code: string): Promise<readonly string[]> => waits(pythonParser, { 'Dockerfile': 'CMD ["python", "main.py"]', 'main.py': code });
const go = (code: string): Promise<readonly string[]> => waits(goParser, { 'go.mod': 'module example.com/app\n', 'main.go': `package main\nimport amqp "github.com/rabbitmq/amqp091-go"\n${code}\n` });
const spring = (code: string, settings = ''): Promise<readonly string[]> => waits(javaParser, { 'pom.xml': '<project><artifactId>app</artifactId></project>', 'src/main/java/App.java': `import org.springframework.amqp.rabbit.core.*;\n@SpringBootApplication\nclass App { public static void main(String[] a) { SpringApplication.run(App.class, a); }\nprivate RabbitTemplate rabbit;\n${code}\n}`, 'src/main/resources/application.yml': settings });
const csharp = (code: string): Promise<readonly string[]> => waits(csharpParser, { 'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>', 'Api.cs': `using MassTransit;\npublic class Api { private readonly IRequestClient<Ask> _ask;\n${code}\n}` });

const ASK = (wait: string): string => `export function ask(text: string) {\n  const id = randomUUID();\n  return new Promise((resolve) => {\n    ${wait}\n    channel.consume(replies, (message) => { if (message?.properties.correlationId === id) resolve(message.content); }, { noAck: true });\n    channel.sendToQueue('prices', Buffer.from(text), { correlationId: id, replyTo: replies });\n  });\n}`;
const PIKA = (loop: string): string => `import pika\nclass Prices:\n    def __init__(self):\n        self.connection = pika.BlockingConnection(pika.ConnectionParameters(host="mq"))\n        self.channel = self.connection.channel()\n    def ask(self, item):\n        self.channel.basic_publish(exchange="", routing_key="prices", properties=pika.BasicProperties(reply_to=self.replies, correlation_id=self.id), body=item)\n${loop}\n        return self.response\nprices = Prices()\nprices.ask("x")\n`;
const GO_ASK = (wait: string): string => `func ask(ch *amqp.Channel, replies <-chan amqp.Delivery) []byte {\nch.PublishWithContext(ctx, "", "prices", false, false, amqp.Publishing{CorrelationId: id, ReplyTo: "answers"})\n${wait}\nreturn nil\n}\nfunc main() {\nconn, _ := amqp.Dial("amqp://mq")\nch, _ := conn.Channel()\nask(ch, nil)\n}`;

describe('replies through a broker', () => {
  it.each([
    ['TypeScript, by hand', typescript, ASK(''), ['amqplib publishes null']],
    ['TypeScript, by hand with a limit', typescript, ASK('setTimeout(resolve, 2_000);'), ['amqplib publishes unknown']],
    ['TypeScript, who answers', typescript, "channel.consume('prices', async (message) => {\n  await price(message);\n  channel.sendToQueue(message.properties.replyTo, Buffer.from('1'), { correlationId: message.properties.correlationId });\n});", []],
    ['TypeScript, who only hands over', typescript, "export const hand = (text: string) => channel.sendToQueue('prices', Buffer.from(text));", []],
    ['Python, by hand', python, PIKA('        while self.response is None:\n            self.connection.process_data_events(time_limit=None)'), ['pika publishes null']],
    ['Python, by hand with a limit', python, PIKA('        deadline = time.monotonic() + 2\n        while self.response is None and time.monotonic() < deadline:\n            self.connection.process_data_events(time_limit=1)'), ['pika publishes unknown']],
    ['Python, a result of Celery', python, 'from celery import Celery\napp = Celery("x", broker="amqp://mq//")\ndef view():\n    return price.delay("x").get()\n', ['celery publishes null']],
    ['Python, a result of Celery in a variable', python, 'from celery import Celery\napp = Celery("x", broker="amqp://mq//")\ndef view():\n    result = app.send_task("price")\n    return result.get()\n', ['celery publishes null']],
    ['Python, a result of Celery with a limit', python, 'from celery import Celery\napp = Celery("x", broker="amqp://mq//")\ndef view():\n    return price.delay("x").get(timeout=2)\n', []],
    ['Go, by hand', go, GO_ASK('for d := range replies {\nif d.CorrelationId == id {\nreturn d.Body\n}\n}'), ['amqp091-go publishes null']],
    ['Go, by hand with a limit', go, GO_ASK('select {\ncase d := <-replies:\nreturn d.Body\ncase <-time.After(2 * time.Second):\n}'), ['amqp091-go publishes unknown']],
    ['Spring', spring, 'Object ask() { return rabbit.convertSendAndReceive("prices", "x"); }', ['spring-amqp publishes']],
    ['Spring, with a limit of its own', spring, 'Object ask() { rabbit.setReplyTimeout(2000); return rabbit.convertSendAndReceive("prices", "x"); }', ['spring-amqp publishes 2000']],
    ['Spring, as configured', (code: string) => spring(code, 'spring.rabbitmq.template.reply-timeout: -1'), 'Object ask() { return rabbit.convertSendAndReceive("prices", "x"); }', ['spring-amqp publishes -1']],
    ['Spring, who only hands over', spring, 'void hand() { rabbit.convertAndSend("prices", "x"); }', []],
    ['C#', csharp, 'public Task<Answer> Get() => _ask.GetResponse<Answer>(new Ask());', ['masstransit publishes']],
  ])('%s', async (_, read, code, expected) => {
    expect(await read(code)).toEqual(expected);
  });
});
