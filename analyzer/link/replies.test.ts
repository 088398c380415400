import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const service = (name: string, main: string, more = ''): Readonly<Record<string, string>> => ({
  [`${name}/package.json`]: `{"name":"${name}","scripts":{"start":"node main.js"},"dependencies":{"@nestjs/core":"11.0.0","@nestjs/microservices":"11.0.0"}}`,
  [`${name}/Dockerfile`]: 'FROM node:22\nCOPY . .\nCMD ["node", "main.js"]\n',
  [`${name}/main.ts`]: `import { NestFactory } from '@nestjs/core';\nimport { ClientProxy, ClientsModule, EventPattern, MessagePattern, Transport } from '@nestjs/microservices';\n${main}`,
  ...(more === '' ? {} : { [`${name}/more.ts`]: more }),
});
const compose = (...names: readonly string[]): string => `services:\n${names.map((name) => (name === 'rabbitmq' ? '  rabbitmq: { image: "rabbitmq:4.0.5" }\n' : `  ${name}: { build: ./${name}, environment: { RMQ: "amqp://rabbitmq:5672" } }\n`)).join('')}`;

const client = (transport: string, options: string, call: string): string => `
@Module({ imports: [ClientsModule.register([{ name: 'ORDERS', transport: Transport.${transport}, options: ${options} }])] }) class M {}
class Shop { constructor(@Inject('ORDERS') private orders: ClientProxy) {} buy() { return this.orders.${call}; } }
NestFactory.create(M);`;
const server = (transport: string, options: string, handler: string): string => `
class Orders { ${handler} handle() {} }
NestFactory.createMicroservice(Orders, { transport: Transport.${transport}, options: ${options} });`;

const RMQ = (queue: string): string => `{ urls: [process.env.RMQ], queue: '${queue}' }`;

async function edges(files: Readonly<Record<string, string>>): Promise<string[]> {
  return (await analyzeFiles(files)).system.document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to}`);
}

describe('requests through a broker', () => {
  it('wait for who answers their pattern; the broker stands between', async () => {
    const found = await edges({ 'compose.yaml': compose('shop', 'orders', 'mailer', 'rabbitmq'), ...service('shop', client('RMQ', RMQ('orders'), `send({ cmd: 'buy' }, {})`)), ...service('orders', server('RMQ', RMQ('orders'), `@MessagePattern({ cmd: 'buy' })`)), ...service('mailer', server('RMQ', RMQ('mails'), `@EventPattern('sold')`)) });
    expect(found).toEqual(['mailer consumes rabbitmq', 'orders consumes rabbitmq', 'shop calls orders', 'shop publishes rabbitmq']);
  });

  it('what is only emitted waits for nobody', async () => {
    const found = await edges({ 'compose.yaml': compose('shop', 'mailer', 'rabbitmq'), ...service('shop', client('RMQ', RMQ('mails'), `emit('sold', {})`)), ...service('mailer', server('RMQ', RMQ('mails'), `@EventPattern('sold')`)) });
    expect(found).toEqual(['mailer consumes rabbitmq', 'shop publishes rabbitmq']);
  });

  it('carry what limits them', async () => {
    const limited = client('RMQ', RMQ('orders'), `send('buy', {}).pipe(timeout(3000))`).replace('class Shop', `import { timeout } from 'rxjs';\nclass Shop`);
    const { system } = await analyzeFiles({ 'compose.yaml': compose('shop', 'orders', 'rabbitmq'), ...service('shop', limited), ...service('orders', server('RMQ', RMQ('orders'), `@MessagePattern('buy')`)) });
    const row = system.document.settings.find((s) => typeof s.on !== 'string' && s.on.from === 'shop' && s.on.to === 'orders' && s.name === 'timeoutOnCall');
    expect(row?.value).toBe(3000);
  });

  it('over a socket the address says who answers', async () => {
    const found = await edges({ 'compose.yaml': compose('shop', 'orders'), ...service('shop', client('TCP', `{ host: 'orders', port: 3001 }`, `send('buy', {})`)), ...service('orders', server('TCP', `{ host: '0.0.0.0', port: 3001 }`, `@MessagePattern('buy')`)) });
    expect(found).toEqual(['shop calls orders']);
  });

  it('a pattern in another queue is another', async () => {
    const found = await edges({ 'compose.yaml': compose('shop', 'orders', 'rabbitmq'), ...service('shop', client('RMQ', RMQ('archive'), `send('buy', {})`)), ...service('orders', server('RMQ', RMQ('orders'), `@MessagePattern('sell')`)) });
    expect(found).toEqual(['orders consumes rabbitmq', 'shop publishes rabbitmq']);
  });
});
