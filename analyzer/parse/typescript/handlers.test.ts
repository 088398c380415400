import { describe, expect, it } from 'vitest';
import { factsOf, SERVICE } from './testing.js';

const handlers = async (code: string, more: Readonly<Record<string, string>> = {}) =>
  (await factsOf('handler', { ...SERVICE, 'main.ts': code, ...more })).map((h) => `${h.method} ${h.path} -> ${h.reaches.map((r) => `${r.client} (${r.path.length})`).join(', ')}`);

describe('handlers and what they reach', () => {
  it('express: through a function and a wrapper in another file', async () => {
    const code = `import express from 'express';\nimport { items } from './cart';\nconst app = express();\napp.get('/healthz', async (q, r) => { await ready(); });\napp.get('/plain', (q, r) => r.send('ok'));\nasync function ready() { return items(); }`;
    const more = { 'cart.ts': `export async function items() { return (await fetch('http://cart/items')).json(); }` };
    expect(await handlers(code, more)).toEqual(['GET /healthz -> cart.ts:1:47 (3)', 'GET /plain -> ']);
  });
  it('express: a router that is mounted', async () => {
    const code = `import express, { Router } from 'express';\nconst r = Router();\nr.post('/orders/:id', create);\nconst app = express();\napp.use('/api', r);\nfunction create(q, s) { return fetch('http://a'); }`;
    expect(await handlers(code)).toEqual(['POST /api/orders/:id -> main.ts:6:32 (1)']);
  });
  it('fastify options', async () => {
    expect(await handlers(`import Fastify from 'fastify';\nconst f = Fastify();\nf.route({ method: 'GET', url: '/live', handler: async () => fetch('http://a') });`)).toEqual(['GET /live -> main.ts:3:61 (1)']);
  });
  it('nest: a controller, a service by its type, a command bus', async () => {
    const code = `import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus, CommandHandler } from '@nestjs/cqrs';
class Cart { get() { return fetch('http://cart'); } }
class Buy {}
@CommandHandler(Buy) class BuyHandler { constructor(private cart: Cart) {} execute(c: Buy) { return this.cart.get(); } }
@Controller('shop') class C {
  constructor(private cart: Cart, private bus: CommandBus) {}
  @Get('health') health() { return this.cart.get(); }
  @Post() buy() { return this.bus.execute(new Buy()); }
}`;
    expect(await handlers(code)).toEqual(['GET /shop/health -> main.ts:3:29 (2)', 'POST /shop -> main.ts:3:29 (3)']);
  });
  it('nest: a health indicator of the package database', async () => {
    const code = `import { TypeOrmHealthIndicator } from '@nestjs/terminus';\nimport { TypeOrmModule } from '@nestjs/typeorm';\nTypeOrmModule.forRoot({ type: 'postgres', host: 'db' });\n@Controller('health') class H { constructor(private db: TypeOrmHealthIndicator) {} @Get() check() { return this.db.pingCheck('database'); } }`;
    expect(await handlers(code)).toEqual(['GET /health -> main.ts:3:1 (1)']);
  });
  it('a ping of a cache is a check', async () => {
    expect(await handlers(`import express from 'express';\nimport { createClient } from 'redis';\nconst c = createClient({ url: process.env.R });\nexpress().get('/health', (q, r) => { c.ping().then(() => r.send('ok')); });`)).toEqual(['GET /health -> main.ts:3:11 (1)']);
  });
  it('a plain server that tells paths apart', async () => {
    const code = `import http from 'http';\nhttp.createServer(async (req, res) => {\n  if (req.url === '/healthz') { await fetch('http://a'); return res.end(); }\n  switch (req.url) { case '/x': res.end(); }\n}).listen(80);`;
    expect(await handlers(code)).toEqual(['ALL /healthz -> main.ts:3:39 (1)', 'ALL /x -> ']);
  });
  it('Next.js route files', async () => {
    const more = { 'package.json': '{"name":"web","dependencies":{"next":"1","react":"1"},"scripts":{"start":"next start"}}', 'app/api/(shop)/cart/route.ts': `export async function GET() { return fetch('http://cart'); }` };
    expect(await handlers('', more)).toEqual(['GET /api/cart -> app/api/(shop)/cart/route.ts:1:38 (1)']);
  });
});
