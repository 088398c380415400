import { describe, expect, it } from 'vitest';
import { clientLibraries } from '../../../knowledge/clients.js';
import { clientsIn, settings, show, summary } from '../testing.js';
import { libraries } from './index.js';

/** What the code is, what it is called, and what is set. Every case: one client, nothing more. */
const cases: readonly (readonly [name: string, code: string, client: string, settings?: Readonly<Record<string, unknown>>])[] = [
  ['fetch', `fetch('http://cart:8080/items')`, 'node-fetch-global calls http://cart:8080'],
  ['fetch with a limit', `fetch('http://cart/items', { signal: AbortSignal.timeout(2 * 1000) })`, 'node-fetch-global calls http://cart', { timeoutOnCall: 2000 }],
  ['fetch with a controller', `async function f() { const c = new AbortController(); setTimeout(() => c.abort(), 700); await fetch('http://cart/items', { signal: c.signal }); }`, 'node-fetch-global calls http://cart', { timeoutOnCall: 700 }],
  ['fetch of a variable', 'fetch(`${process.env.CART_URL ?? "http://cart"}/items/${id}`)', 'node-fetch-global calls ${CART_URL:-http://cart}'],
  ['node-fetch', `import fetch from 'node-fetch'; fetch('http://cart', { timeout: 100 })`, 'node-fetch calls http://cart', { timeoutOnCall: 100 }],
  ['axios', `import axios from 'axios'; axios.post('http://cart/x', {}, { timeout: 500 })`, 'axios calls http://cart', { timeoutOnCall: 500 }],
  ['axios instance', `const axios = require('axios'); const c = axios.create({ baseURL: process.env.CART, timeout: 0 }); c.get('/x')`, 'axios calls ${CART}', { timeoutOnCall: null }],
  ['axios configuration call', `import axios from 'axios'; axios({ method: 'put', url: 'http://cart/x' })`, 'axios calls http://cart'],
  ['axios defaults', `import axios from 'axios'; axios.defaults.timeout = 900; axios.get('http://cart')`, 'axios calls http://cart', { timeoutOnCall: 900 }],
  ['axios-retry, each attempt with its own time', `import axios from 'axios'; import axiosRetry from 'axios-retry'; const c = axios.create({ baseURL: 'http://cart' }); axiosRetry(c, { retries: 4, retryDelay: axiosRetry.exponentialDelay, shouldResetTimeout: true }); c.get('/')`, 'axios calls http://cart', { retriesOnCall: 4, retryBackoff: 'exponential', retryCondition: 'transient', timeoutCoversRetries: false }],
  ['axios-retry', `import axios from 'axios'; import axiosRetry from 'axios-retry'; const c = axios.create({ baseURL: 'http://cart' }); axiosRetry(c, { retries: 4, retryDelay: axiosRetry.exponentialDelay }); c.get('/')`, 'axios calls http://cart', { retriesOnCall: 4, retryBackoff: 'exponential', retryCondition: 'transient', timeoutCoversRetries: true }],
  ['got', `import got from 'got'; got.get('http://cart', { timeout: { request: 300 }, retry: { limit: 0 } })`, 'got calls http://cart', { timeoutOnCall: 300, retriesOnCall: 0 }],
  ['got instance', `import got from 'got'; const g = got.extend({ prefixUrl: 'http://cart', retry: 5 }); g('items')`, 'got calls http://cart', { retriesOnCall: 5 }],
  ['ky', `import ky from 'ky'; ky.get('http://cart', { timeout: false, retry: 1 })`, 'ky calls http://cart', { retriesOnCall: 1, timeoutOnCall: null }],
  ['superagent', `import request from 'superagent'; request.get('http://cart/x').timeout(250).retry(2)`, 'superagent calls http://cart', { timeoutOnCall: 250, retriesOnCall: 2 }],
  ['request', `var request = require('request'); request('http://cart:8080/x', { timeout: 700 }, cb)`, 'request calls http://cart:8080', { timeoutOnCall: 700 }],
  ['request with options', `var request = require('request'); request({ uri: 'http://cart/x', method: 'POST' }, cb)`, 'request calls http://cart'],
  ['request with defaults', `var api = require('request-promise').defaults({ baseUrl: 'http://cart', timeout: 10 }); api.get('/x')`, 'request calls http://cart', { timeoutOnCall: 10 }],
  ['memcached', `const Memcached = require('memcached'); const m = new Memcached('cache:11211'); m.get('x', cb)`, 'memcached-js caches cache:11211'],
  ['pg-promise', `const pgp = require('pg-promise')(); const db = pgp({ host: 'db', max: 4 }); db.any('select 1')`, 'pg stores db:5432', { connectionPoolMaxConnections: 4 }],
  ['kafka-node', `const kafka = require('kafka-node'); const c = new kafka.KafkaClient({ kafkaHost: 'kafka:9092' });`, 'kafka-node publishes kafka:9092'],
  ['eureka', `const { Eureka } = require('eureka-js-client'); new Eureka({ eureka: { host: 'registry', port: 8761 } }).start()`, 'eureka-js-client registers registry:8761'],
  ['node:http', `import http from 'node:http'; http.request({ hostname: 'cart', port: 8080, timeout: 400 })`, 'node-http calls cart:8080', { timeoutOnCall: 400 }],
  ['node:http with a limit on the request', `import http from 'node:http'; function f() { const q = http.get('http://cart:8080/x', done); q.on('error', fail); q.setTimeout(700, () => q.destroy()); }`, 'node-http calls http://cart:8080', { timeoutOnCall: 700 }],
  ['undici', `import { request } from 'undici'; request('http://cart', { headersTimeout: 10 })`, 'undici calls http://cart', { timeoutOnCall: 10 }],
  ['proxy', `import { createProxyMiddleware } from 'http-proxy-middleware'; createProxyMiddleware({ target: 'http://cart', proxyTimeout: 5 })`, 'http-proxy-node calls http://cart', { timeoutOnCall: 5 }],
  ['grpc-js', `const grpc = require('@grpc/grpc-js'); const shop = grpc.loadPackageDefinition(d).shop; const c = new shop.Cart(process.env.CART_ADDR, grpc.credentials.createInsecure()); c.getCart({}, { deadline: Date.now() + 800 }, cb)`, 'grpc-js calls ${CART_ADDR}', { timeoutOnCall: 800 }],
  ['grpc-js generated client', `import { credentials } from '@grpc/grpc-js'; import { CartClient } from './gen/cart_grpc_pb'; const c = new CartClient('cart:50051', credentials.createInsecure()); c.get({}, cb)`, 'grpc-js calls cart:50051'],
  ['grpc-js retry policy', `import grpc from '@grpc/grpc-js'; new grpc.Client('cart:1', grpc.credentials.createInsecure(), { 'grpc.service_config': JSON.stringify({ methodConfig: [{ retryPolicy: { maxAttempts: 4 } }] }) })`, 'grpc-js calls cart:1', { retriesOnCall: 3 }],
  ['connect', `import { createGrpcTransport } from '@connectrpc/connect-node'; createGrpcTransport({ baseUrl: 'http://cart:1', defaultTimeoutMs: 30 })`, 'connectrpc calls http://cart:1', { timeoutOnCall: 30 }],
  ['pg', `import { Pool } from 'pg'; const p = new Pool({ host: process.env.PGHOST, port: 5433, max: 20, query_timeout: 50, connectionTimeoutMillis: 60 }); p.query('select 1')`, 'pg stores ${PGHOST}:5433', { connectTimeout: 60, connectionPoolMaxConnections: 20, timeoutOnCall: 50 }],
  ['pg URL without its password', `import pg from 'pg'; new pg.Pool({ connectionString: 'postgres://user:secret@db:5432/shop?sslmode=require' })`, 'pg stores postgres://db:5432'],
  ['postgres.js', `import postgres from 'postgres'; const sql = postgres('postgres://db/x', { max: 3 }); sql\`select 1\``, 'postgres.js stores postgres://db', { connectionPoolMaxConnections: 3 }],
  ['mysql2', `import mysql from 'mysql2/promise'; const p = mysql.createPool({ host: 'db', connectionLimit: 7 }); p.query('x')`, 'mysql2 stores db:3306', { connectionPoolMaxConnections: 7 }],
  ['mongodb', `import { MongoClient } from 'mongodb'; new MongoClient('mongodb://u:p@mongo:27017/x', { socketTimeoutMS: 9, maxPoolSize: 2 })`, 'mongodb stores mongodb://mongo:27017', { connectionPoolMaxConnections: 2, timeoutOnCall: 9 }],
  ['mongoose', `import mongoose from 'mongoose'; mongoose.connect(process.env.MONGO || 'mongodb://u:p@mongo/x')`, 'mongoose stores ${MONGO:-mongodb://mongo}'],
  ['ioredis', `import Redis from 'ioredis'; const r = new Redis(6380, 'redis', { commandTimeout: 3, maxRetriesPerRequest: null }); r.get('x')`, 'ioredis caches redis:6380', { retriesOnCall: null, timeoutOnCall: 3 }],
  ['ioredis that does not connect again', `import { Redis } from 'ioredis'; new Redis({ host: 'redis', retryStrategy: () => null })`, 'ioredis caches redis:6379', { retryBackoff: 'fixed' }],
  ['ioredis options', `import { Redis } from 'ioredis'; new Redis({ host: 'redis', retryStrategy: (n) => Math.min(2 ** n, 500) })`, 'ioredis caches redis:6379', { reconnectJitter: false, retryBackoff: 'exponential' }],
  ['redis', `import { createClient } from 'redis'; createClient({ url: 'redis://:pw@redis:6379', socket: { connectTimeout: 11 } })`, 'node-redis caches redis://redis:6379', { connectTimeout: 11 }],
  ['kafkajs producer', `import { Kafka } from 'kafkajs'; const k = new Kafka({ brokers: ['kafka:9092'], requestTimeout: 5, retry: { retries: 8 } }); const p = k.producer(); p.send({ topic: 'orders', acks: -1 })`, 'kafkajs publishes kafka:9092', { producerAcks: -1, retriesOnCall: 8, timeoutOnCall: 5 }],
  ['kafkajs consumer', `import { Kafka } from 'kafkajs'; const c = new Kafka({ brokers: process.env.BROKERS.split(',') }).consumer({ groupId: 'g' }); c.subscribe({ topic: 'orders' })`, 'kafkajs consumes ${BROKERS}', { consumerGroup: 'g' }],
  ['amqplib', `import amqp from 'amqplib'; const c = await amqp.connect('amqp://u:p@mq:5672'); const ch = await c.createChannel(); ch.sendToQueue('orders', b)`, 'amqplib publishes amqp://mq:5672'],
  ['bullmq queue', `import { Queue } from 'bullmq'; new Queue('mail', { connection: { host: 'redis' }, defaultJobOptions: { attempts: 3 } })`, 'bullmq publishes redis:6379', { retriesOnCall: 2 }],
  ['nats', `import { connect } from 'nats'; const n = await connect({ servers: 'nats://nats:4222' }); n.publish('x', d)`, 'nats-js publishes nats://nats:4222'],
  ['s3', `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3'; const s = new S3Client({ endpoint: 'http://minio:9000', maxAttempts: 5 }); s.send(new PutObjectCommand({}))`, 'aws-sdk-js-v3 stores http://minio:9000', { retriesOnCall: 4 }],
  ['s3 in the cloud', `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3'; new S3Client({}).send(new GetObjectCommand({}))`, 'aws-sdk-js-v3 stores ${AWS_ENDPOINT_URL_S3:-${AWS_ENDPOINT_URL:-https://s3.amazonaws.com}}'],
  ['sqs receiving', `import { SQSClient, ReceiveMessageCommand } from '@aws-sdk/client-sqs'; const s = new SQSClient({ endpoint: 'http://sqs:1' }); s.send(new ReceiveMessageCommand({ QueueUrl: 'q' }))`, 'aws-sdk-js-v3 consumes http://sqs:1'],
  ['elasticsearch', `import { Client } from '@elastic/elasticsearch'; new Client({ node: 'http://es:9200', requestTimeout: 8, maxRetries: 1 })`, 'elasticsearch-js stores http://es:9200', { retriesOnCall: 1, timeoutOnCall: 8 }],
  ['typeorm', `import { DataSource } from 'typeorm'; new DataSource({ type: 'mysql', host: 'db', port: 3306 })`, 'typeorm stores db:3306'],
  ['sequelize', `import { Sequelize } from 'sequelize'; new Sequelize('postgres://u:p@db/x', { pool: { max: 4 } })`, 'sequelize stores postgres://db', { connectionPoolMaxConnections: 4 }],
  ['knex', `import knex from 'knex'; const db = knex({ client: 'pg', connection: { host: 'db' } }); db('users').where({})`, 'knex stores db'],
  ['nest HttpModule', `import { HttpModule, HttpService } from '@nestjs/axios'; @Module({ imports: [HttpModule.register({ timeout: 5000 })] }) class M {} class S { constructor(private readonly http: HttpService) {} f() { return this.http.get('http://cart/x'); } }`, 'nestjs-axios calls http://cart', { timeoutOnCall: 5000 }],
  ['nest client', `import { ClientsModule, Transport, ClientProxy } from '@nestjs/microservices'; @Module({ imports: [ClientsModule.register([{ name: 'CART', transport: Transport.TCP, options: { host: 'cart', port: 4000 } }])] }) class M {} class S { constructor(@Inject('CART') private c: ClientProxy) {} f() { return this.c.send('get', {}); } }`, 'nestjs-clientproxy calls cart:4000'],
  ['nest client from a factory', `import { ClientsModule, Transport, ClientProxy } from '@nestjs/microservices'; import { ConfigService } from '@nestjs/config'; @Module({ imports: [ClientsModule.registerAsync([{ name: 'BILL', useFactory: (c: ConfigService) => ({ transport: Transport.RMQ, options: { urls: [c.get<string>('RMQ_URL')] } }) }])] }) class M {} class S { constructor(@Inject('BILL') private c: ClientProxy) {} f() { return this.c.emit('x', {}); } }`, 'nestjs-clientproxy publishes ${RMQ_URL}'],
  ['nest typeorm from a factory', `import { TypeOrmModule } from '@nestjs/typeorm'; import { ConfigService } from '@nestjs/config'; TypeOrmModule.forRootAsync({ inject: [ConfigService], useFactory: (c: ConfigService) => ({ type: 'postgres', host: c.get('DB_HOST'), port: c.get('DB_PORT', 5432) }) })`, 'nestjs-typeorm stores ${DB_HOST}:${DB_PORT:-5432}'],
  ['nest microservice', `import { NestFactory } from '@nestjs/core'; import { Transport } from '@nestjs/microservices'; NestFactory.createMicroservice(M, { transport: Transport.RMQ, options: { urls: ['amqp://mq'], queue: 'orders' } })`, 'nestjs-clientproxy consumes amqp://mq'],
  ['prisma', `import { PrismaClient } from '@prisma/client'; new PrismaClient({ datasourceUrl: process.env.DB })`, 'prisma stores ${DB}'],
  ['tRPC', `import { createTRPCClient, httpBatchLink, loggerLink } from '@trpc/client'; export const api = createTRPCClient<AppRouter>({ links: [loggerLink(), httpBatchLink({ url: \`\${process.env.API_URL}/trpc\` })] }); api.cart.list.query()`, 'node-fetch-global calls ${API_URL}'],
  ['tRPC proxy client', `import { createTRPCProxyClient, httpLink } from '@trpc/client'; createTRPCProxyClient({ links: [httpLink({ url: 'http://cart:3000/trpc' })] })`, 'node-fetch-global calls http://cart:3000'],
  ['tRPC over a socket', `import { createWSClient, wsLink } from '@trpc/client'; wsLink({ client: createWSClient({ url: 'ws://cart:3001' }) })`, 'node-fetch-global calls ws://cart:3001'],
  ['a federated subgraph', `import { ApolloGateway, IntrospectAndCompose } from '@apollo/gateway'; new ApolloGateway({ supergraphSdl: new IntrospectAndCompose({ subgraphs: [{ name: 'cart', url: 'http://cart:4001/graphql' }] }) })`, 'node-fetch calls http://cart:4001'],
  ['a service list', `import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'; new ApolloGateway({ serviceList: [{ name: 'cart', url: process.env.CART_URL }], buildService: ({ url }) => new RemoteGraphQLDataSource({ url }) })`, 'node-fetch calls ${CART_URL}'],
  ['a remote data source', `import { RemoteGraphQLDataSource } from '@apollo/gateway'; new RemoteGraphQLDataSource({ url: 'http://cart/graphql' })`, 'node-fetch calls http://cart'],
  ['mercurius gateway', `import Fastify from 'fastify'; import mercurius from '@mercuriusjs/gateway'; const app = Fastify(); app.register(mercurius, { gateway: { services: [{ name: 'cart', url: 'http://cart:3000/graphql' }] } })`, 'undici calls http://cart:3000'],
  ['a remote schema', `import { loadSchema } from '@graphql-tools/load'; import { UrlLoader } from '@graphql-tools/url-loader'; await loadSchema('http://cart/graphql', { loaders: [new UrlLoader()] })`, 'node-fetch-global calls http://cart'],
  ['a remote executor', `import { buildHTTPExecutor } from '@graphql-tools/executor-http'; buildHTTPExecutor({ endpoint: 'http://cart/graphql', timeout: 70 })`, 'node-fetch-global calls http://cart', { timeoutOnCall: 70 }],
  ['fastify proxy', `import proxy from '@fastify/http-proxy'; export default async (app) => { app.register(proxy, { upstream: 'http://cart:8080', prefix: '/cart', undici: { headersTimeout: 40 } }) }`, 'fastify-reply-from calls http://cart:8080', { timeoutOnCall: 40 }],
  ['fastify reply-from', `const fastify = require('fastify')(); fastify.register(require('@fastify/reply-from'), { base: process.env.CART })`, 'fastify-reply-from calls ${CART}'],
  ['express-http-proxy', `const proxy = require('express-http-proxy'); app.use('/cart', proxy('http://cart:80', { timeout: 60 }))`, 'http-proxy-node calls http://cart:80', { timeoutOnCall: 60 }],
  ['stripe', `import Stripe from 'stripe'; const s = new Stripe(process.env.KEY, { maxNetworkRetries: 4, timeout: 10 }); s.charges.create({})`, 'stripe-js calls https://api.stripe.com', { retriesOnCall: 4, timeoutOnCall: 10 }],
  ['openai', `import OpenAI from 'openai'; const o = new OpenAI({ maxRetries: 0 }); o.chat.completions.create({}, { timeout: 90 })`, 'openai-js calls ${OPENAI_BASE_URL:-https://api.openai.com}', { retriesOnCall: 0, timeoutOnCall: 90 }],
  ['sqs-consumer', `import { Consumer } from 'sqs-consumer'; Consumer.create({ queueUrl: process.env.QUEUE, handleMessage: h }).start()`, 'sqs-consumer consumes ${QUEUE}'],
  ['mail by the name of the service', `import nodemailer from 'nodemailer'; nodemailer.createTransport({ service: 'Gmail', auth: { user: 'a', pass: 'b' } }).sendMail({})`, 'nodemailer calls smtp.gmail.com:465'],
  ['mail by a service that is usually one', `import nodemailer from 'nodemailer'; nodemailer.createTransport({ service: process.env.MAIL || 'mailgun' }).sendMail({})`, 'nodemailer calls smtp.mailgun.org:465'],
  ['mail by a service that nobody knows', `import nodemailer from 'nodemailer'; nodemailer.createTransport({ service: 'own' }).sendMail({})`, 'nodemailer calls'],
  ['drizzle', `import { drizzle } from 'drizzle-orm/node-postgres'; const db = drizzle(process.env.DB); db.select().from(t)`, 'drizzle stores ${DB}'],
  ['drizzle over a pool', `import { Pool } from 'pg'; import { drizzle } from 'drizzle-orm/node-postgres'; const pool = new Pool({ host: 'db', query_timeout: 30 }); const db = drizzle(pool, { schema }); db.select().from(t)`, 'pg stores db:5432', { timeoutOnCall: 30 }],
  ['sqs-consumer with a client', `import { SQSClient } from '@aws-sdk/client-sqs'; import { Consumer } from 'sqs-consumer'; Consumer.create({ queueUrl: 'q', sqs: new SQSClient({ endpoint: 'http://sqs:1' }), handleMessage: h }).start()`, 'aws-sdk-js-v3 consumes http://sqs:1'],
  ['mikro-orm', `import { MikroORM } from '@mikro-orm/postgresql'; MikroORM.init({ host: 'db', pool: { max: 3 } })`, 'knex stores db:5432', { connectionPoolMaxConnections: 3 }],
];

describe('each library', () => {
  it.each(cases.map(([name, code, client, expected]) => ({ name, code, client, expected: expected ?? {} })))('$name', async ({ code, client, expected }) => {
    const found = await clientsIn(code);
    expect(found.map(summary)).toEqual([client]);
    expect(settings(found[0]!)).toEqual(expected);
  });

  it.each([
    ['typeorm', `import { DataSource } from 'typeorm'; new DataSource({ type: (process.env.DB_TYPE || 'postgres') as any, host: 'db' })`],
    ['sequelize', `import { Sequelize } from 'sequelize'; new Sequelize({ dialect: process.env.DB_TYPE ?? 'postgres', host: 'db' })`],
  ])('%s speaks what it does by default where a variable may say otherwise', async (_, code) => {
    expect((await clientsIn(code)).map((client) => client.protocol)).toEqual(['postgresql']);
  });

  it('has an entry in the knowledge base, where its defaults are', () => {
    const known = new Set(clientLibraries());
    expect(libraries.map((l) => l.id).filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('a construction of one connection', () => {
  it.each([
    [`import { Client } from 'pg'; new Client({ host: 'db' })`, true],
    [`import { Pool } from 'pg'; new Pool({ host: 'db' })`, undefined],
    [`import mysql from 'mysql2/promise'; mysql.createConnection({ host: 'db' })`, true],
    [`import mysql from 'mysql2/promise'; mysql.createPool({ host: 'db' })`, undefined],
    [`import { createConnection } from 'typeorm'; createConnection({ type: 'postgres', host: 'db' })`, undefined],
    [`import { createClient } from 'redis'; createClient({ url: 'redis://cache' })`, true],
    [`import Redis from 'ioredis'; new Redis.Cluster(['cache:6379'])`, undefined],
  ])('%s', async (code, single) => {
    expect((await clientsIn(code)).map((client) => client.single)).toEqual([single]);
  });
});

describe('what only looks like a client', () => {
  it.each([
    ['a local fetch', `const fetch = (u: string) => u; fetch('http://cart')`],
    ['a method called fetch', `cache.fetch('http://cart')`],
    ['a map', `import axios from 'axios'; const m = new Map(); m.get('http://cart')`],
    ['a pool of another package', `import { Pool } from './pool'; new Pool({ host: 'db' })`],
    ['a path of the page', `fetch('/api/items')`],
    ['a type only', `import type { Pool } from 'pg'; export interface A { pool: Pool }`],
    ['an error class of axios', `import axios from 'axios'; axios.isAxiosError(e)`],
    ['a SQLite file', `import { DataSource } from 'typeorm'; new DataSource({ type: 'sqlite', database: 'x.db' })`],
    ['tRPC on the page itself', `import { httpBatchLink } from '@trpc/client'; httpBatchLink({ url: '/api/trpc' })`],
    ['a tRPC server', `import { initTRPC } from '@trpc/server'; initTRPC.create({ url: 'http://cart' })`],
    ['a gateway whose schema is a file', `import { ApolloGateway } from '@apollo/gateway'; new ApolloGateway({ supergraphSdl: read('supergraph.graphql') })`],
    ['a data source whose address the gateway hands in', `import { RemoteGraphQLDataSource } from '@apollo/gateway'; class Signed extends RemoteGraphQLDataSource {} export const build = ({ url }) => new Signed({ url })`],
    ['mercurius with its own schema', `import mercurius from 'mercurius'; app.register(mercurius, { schema, resolvers })`],
    ['a schema in files', `import { loadSchema } from '@graphql-tools/load'; loadSchema('./schema/*.graphql', { loaders: [] }); loadSchema(join(dir, 'x.graphql'), {})`],
    ['a plugin of the tree', `import proxy from './proxy'; app.register(proxy, { upstream: 'http://cart' })`],
    ['another plugin', `import helmet from '@fastify/helmet'; app.register(helmet, { upstream: 'http://cart' })`],
    ['replies that name their address', `import from from '@fastify/reply-from'; app.register(from)`],
    ['the proxy of a development server', `import { defineConfig } from 'vite'; export default defineConfig({ server: { proxy: { '/api': { target: 'http://cart' } } } })`],
    ['a consumer of the tree', `import { Consumer } from './consumer'; Consumer.create({ queueUrl: 'q' })`],
    ['links that hold themselves', `import { createTRPCClient } from '@trpc/client'; const links = [links, links]; createTRPCClient({ links }).cart.query()`],
    ['a database over itself', `import { drizzle } from 'drizzle-orm/mysql2'; const a = drizzle(b); const b = drizzle(a); a.select()`],
    ['a table definition', `import { pgTable } from 'drizzle-orm/pg-core'; pgTable('cart', { host: 'db' })`],
    ['an entity', `import { Entity } from '@mikro-orm/core'; @Entity({ host: 'db' }) class Cart {}`],
    ['a server', `import grpc from '@grpc/grpc-js'; new grpc.Server().bindAsync('0.0.0.0:1', c, f)`],
  ])('%s', async (_, code) => {
    expect((await clientsIn(code)).map(summary)).toEqual([]);
  });
});

describe('lists of addresses', () => {
  it('are a dependency each', async () => {
    const gateway = `import { IntrospectAndCompose } from '@apollo/gateway'; new IntrospectAndCompose({ subgraphs: [{ name: 'a', url: 'http://cart/graphql' }, { name: 'b', url: process.env.BILL }] })`;
    expect((await clientsIn(gateway)).map(summary)).toEqual(['node-fetch calls http://cart', 'node-fetch calls ${BILL}']);
  });

  it('stand beside the address that holds for the rest', async () => {
    const proxy = `import { createProxyMiddleware } from 'http-proxy-middleware'; createProxyMiddleware({ target: 'http://shop', router: { '/cart': 'http://cart:8080', 'bill.local': { target: 'http://bill' } } })`;
    expect((await clientsIn(proxy)).map(summary).sort()).toEqual(['http-proxy-node calls http://bill', 'http-proxy-node calls http://cart:8080', 'http-proxy-node calls http://shop']);
  });
});

describe('a client that is made from links', () => {
  it('makes its calls through the link that has the address, in whichever file', async () => {
    const links = `import { createTRPCClient, httpBatchLink, loggerLink } from '@trpc/client'; export const api = createTRPCClient({ links: [loggerLink(), httpBatchLink({ url: 'http://cart/trpc' })] });`;
    const found = await clientsIn(`import { api } from './api'; export async function list() { return api.cart.list.query({ n: 1 }) } export const add = () => api.cart.add.mutate(1);`, { 'api.ts': links });
    expect(found.map(summary)).toEqual(['node-fetch-global calls http://cart']);
    expect(found[0]!.calls.map((c) => c.function)).toEqual(['list', 'add']);
  });
});

describe('handlers of a microservice', () => {
  const main = (transport: string): string => `import { NestFactory } from '@nestjs/core'; import { Transport } from '@nestjs/microservices'; import './orders'; NestFactory.createMicroservice(M, { transport: Transport.${transport}, options: { client: { brokers: ['kafka:9092'] } } })`;
  const handlers = `import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices'; import { Topic } from './topics'; import { EventPattern as Own } from './own';
    @Controller() export class Orders { @EventPattern(Topic.Created) a(@Payload() p) {} @MessagePattern(['order.read', 'order.list']) b() {} @MessagePattern({ cmd: 'sum' }) c() {} @Own('mine') d() {} @Get('page') e() {} }`;
  const more = { 'orders.ts': handlers, 'topics.ts': `export enum Topic { Created = 'order.created' }`, 'own.ts': `export const EventPattern = (n: string) => () => n` };

  it('name the topics that it consumes', async () => {
    const [found, ...others] = await clientsIn(main('KAFKA'), more);
    expect([summary(found!), others]).toEqual(['nestjs-clientproxy consumes kafka:9092', []]);
    expect(found!.channels.map(show)).toEqual(['order.created', 'order.list', 'order.read', '{"cmd":"sum"}']);
  });

  it('consume nothing where requests come over a socket', async () => {
    expect(await clientsIn(main('TCP'), more)).toEqual([]);
  });
});

describe('code that is about itself', () => {
  it.each([
    ['a list', `import Redis from 'ioredis'; const l = [l]; new Redis(l); fetch('http://cart')`],
    ['a client', `import Redis from 'ioredis'; const r = new Redis(r); r.get('x'); fetch('http://cart')`],
    ['two clients', `import Redis from 'ioredis'; const a = new Redis(b); const b = new Redis(a); a.get('x'); fetch('http://cart')`],
  ])('%s does not stop the rest from being read', async (_, code) => {
    expect((await clientsIn(code)).map(summary)).toContain('node-fetch-global calls http://cart');
  });
});
