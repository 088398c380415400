import { describe, expect, it } from 'vitest';
import { clientsIn } from './testing.js';

const IMPORTS = `import express from 'express'; import { Pool, Client } from 'pg'; import { MongoClient } from 'mongodb'; const app = express();`;
const made = async (code: string): Promise<unknown[]> => (await clientsIn(`${IMPORTS}\n${code}`)).map(({ madeFor }) => madeFor && [madeFor.each, ...madeFor.path.map(({ line }) => line)]);
const handler = (body: string): string => `app.get('/x', async (req, res) => {\n${body}\n});`;

describe('a client that is constructed for each request', () => {
  it.each([
    ['in the handler', handler(`const pool = new Pool({ host: 'db' }); await pool.query('x');`), ['request', 3]],
    ['and used on the spot', handler(`const { rows } = await new Pool({ host: 'db' }).query('x');`), ['request', 3]],
    ['after the request was checked', handler(`if (!req.query.x) return res.sendStatus(400);\nconst pool = new Pool({ host: 'db' }); await pool.query('x');`), ['request', 4]],
    ['in a function that it calls', `async function query(text) {\n const client = new Client({ host: 'db' });\n return client.query(text);\n}\n${handler(`await query('x');`)}`, ['request', 7, 3]],
    ['in an object that it makes', `class Orders {\n constructor() { this.pool = new Pool({ host: 'db' }); }\n}\n${handler(`new Orders();`)}`, ['request', 6, 3]],
    ['in a field of such an object', `class Orders {\n pool = new Pool({ host: 'db' });\n}\n${handler(`const orders = new Orders();`)}`, ['request', 6, 3]],
    ['in middleware', `app.use((req, res, next) => {\n const pool = new Pool({ host: 'db' });\n next();\n});`, ['request', 3]],
    ['connected by the package', handler(`const client = await MongoClient.connect('mongodb://db'); client.db();`), ['request', 3]],
    ['for each invocation of a function', `export const handler = async (event) => {\n const pool = new Pool({ host: 'db' });\n return pool.query('x');\n};`, ['message', 3]],
  ])('%s', async (_, code, expected) => expect(await made(code)).toEqual([expected]));

  it('and for each message', async () => {
    const found = await clientsIn(`import amqp from 'amqplib';\nimport { Pool } from 'pg';\nasync function main() { const c = await amqp.connect('amqp://mq'); const ch = await c.createChannel();\nch.consume('orders', async (m) => {\nconst pool = new Pool({ host: 'db' });\nawait pool.query('x');\n}); }`);
    expect(found.filter(({ library }) => library === 'pg').map(({ madeFor }) => madeFor?.each)).toEqual(['message']);
  });
});

describe('a client that is constructed once', () => {
  it.each([
    ['beside the handlers', `const pool = new Pool({ host: 'db' });\n${handler(`await pool.query('x');`)}`],
    ['by who makes the handlers', `function routes() { const pool = new Pool({ host: 'db' }); return async (req, res) => { await pool.query('x'); }; }\napp.get('/x', routes());`],
    ['when it is first asked for', `let pool;\nfunction db() { if (!pool) pool = new Pool({ host: 'db' }); return pool; }\n${handler(`await db().query('x');`)}`],
    ['by an assignment that keeps what is there', `let pool;\n${handler(`pool ??= new Pool({ host: 'db' }); await pool.query('x');`)}`],
    ['behind a guard', `let pool;\nfunction db() { if (pool) return pool;\n const made = new Pool({ host: 'db' });\n pool = made;\n return made; }\n${handler(`await db().query('x');`)}`],
    ['for the whole process', handler(`const pool = globalThis.pool || new Pool({ host: 'db' }); await pool.query('x');`)],
    ['in a field of a service', `class Orders { pool?: Pool; open() { this.pool = new Pool({ host: 'db' }); return this.pool; } }\nconst orders = new Orders();\n${handler(`await orders.open().query('x');`)}`],
    ['for each tenant', `const pools = new Map();\nfunction db(tenant) { if (!pools.has(tenant)) { const made = new Pool({ host: 'db' }); pools.set(tenant, made); } return pools.get(tenant); }\n${handler(`await db('a').query('x');`)}`],
    ['by a wrapper that remembers', `import once from 'once';\nconst db = once(() => new Pool({ host: 'db' }));\n${handler(`await db().query('x');`)}`],
    ['in a static field', `class Db { static pool = new Pool({ host: 'db' }); }\n${handler(`new Db(); await Db.pool.query('x');`)}`],
    ['at the start', `async function main() { const pool = new Pool({ host: 'db' }); await pool.query('create table x'); }\nmain();`],
  ])('%s', async (_, code) => expect(await made(code)).toEqual([undefined]));
});
